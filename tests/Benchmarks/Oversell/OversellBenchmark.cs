using System.Diagnostics;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Oversell;

/// <summary>
/// The whole on-sale of 80,000 places: two silo processes, one API process, 2,000 clients with a connection each, until nothing is left. When half is
/// sold, the silo that has the seat map is killed. In the end what the clients were told is held against what the seat map says.
/// </summary>
internal sealed class OversellBenchmark : IBenchmark
{
    private const int Clients = 2_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Before a client tries again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    public string Name => "oversell";

    public string Title => "80,000 places, 2,000 clients over HTTP until sold out, with the silo killed in the middle";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var cluster = await Cluster.Start(database, silos: 2);
        var venue = await BenchVenue.Create(cluster.Grains, GeneratedHall.Stadium);
        var performance = (await venue.Performance()).Id;
        var books = new Books();
        using var deadline = new CancellationTokenSource(Limit);

        var start = Stopwatch.GetTimestamp();
        var buying = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ =>
            Task.Run(() => new Buyer(cluster, performance.Value, books, cancel => Task.Delay(Pause, cancel)).BuyUntilNothingIsLeft(deadline.Token))));
        await Until(() => books.Places >= venue.Hall.Seats / 2, buying);
        var sold = books.Places;
        var killed = Stopwatch.GetTimestamp();
        await cluster.KillSiloOf(venue.SeatMap(performance));
        Report.Line($"  {sold} places sold in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; killed the silo of the seat map");
        // Answers that were on their way may still arrive.
        await Until(() => books.Places > sold + (2 * Clients), buying);
        var gap = Stopwatch.GetElapsedTime(killed).TotalSeconds;
        await buying;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Report.Line($"  sold out after {seconds:0.0} s; {gap:0.0} s after the kill sales went on");

        var api = (await cluster.Connect(1))[0];
        var figures = Compare(books, await FinalMap.Read(api, performance.Value), venue.Hall.Seats);
        api.Dispose();
        figures["seconds"] = Report.Figure(seconds);
        figures["gap_s"] = Report.Figure(gap);
        return figures;
    }

    private static JsonObject Compare(Books books, FinalMap map, int seats)
    {
        var lost = books.Orders.Count(told => map.Orders.GetValueOrDefault(told.Key) != told.Value);
        // Every client asks until it is answered, so nothing is sold that no client knows of.
        var unknown = map.Orders.Keys.Count(place => !books.Orders.ContainsKey(place));
        var agree = map.Sold == map.Orders.Count && map.Places == map.Free + map.Held + map.Sold && map.Places == seats;
        Report.Line($"  {books.Doubles} places confirmed twice, {lost} confirmations lost, {unknown} sales unknown to the clients; {map.Sold} sold");
        var figures = new JsonObject { ["double"] = books.Doubles, ["lost"] = lost, ["sold"] = map.Sold, ["counts_agree"] = agree };
        return books.Doubles == 0 && lost == 0 && unknown == 0 && agree && map.Sold == seats
            ? figures
            : throw new PromiseBrokenException($"The books differ: {map}", figures);
    }

    /// <summary>Looks often; a client that fails ends the wait.</summary>
    private static async Task Until(Func<bool> condition, Task buying)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition() && !buying.IsCompleted && await tick.WaitForNextTickAsync())
        {
        }

        if (buying.IsFaulted)
        {
            await buying;
        }
    }
}
