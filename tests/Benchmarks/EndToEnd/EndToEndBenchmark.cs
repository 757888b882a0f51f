using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.HoldBest;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.EndToEnd;

/// <summary>
/// Hold and confirm through HTTP and GraphQL, with an API process, a silo process and PostgreSQL, against an endpoint that answers the same
/// bytes and does nothing. The same client, in this process, sends both the same requests.
/// </summary>
internal sealed class EndToEndBenchmark : IBenchmark
{
    private static readonly int[] Connections = [128, 256, 1024];

    /// <summary>As many as the other comparisons are made at.</summary>
    private const int Compared = 256;

    private const int PerformancesInRound = 3;

    public string Name => "end_to_end";

    public string Title => "hold and confirm over HTTP and GraphQL, as a share of what a bare endpoint does";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var cluster = await Cluster.Start(database, silos: 1);
        await using var bare = await ServerProcess.Start(new Launch("tests/Benchmarks", null, BareEndpoint.Argument));
        var venue = await BenchVenue.Create(cluster.Grains, GeneratedHall.Arena);
        var ours = await cluster.Connect(Connections.Max());
        await TeachBare(bare, ours[0], (await venue.Performance()).Id.Value);
        var theirs = await Task.WhenAll(ours.Select(_ => Connect(bare)));

        await Ours(venue, ours, pace.WarmUp * 2);
        await Bare(theirs, pace.WarmUp);
        var figures = new JsonObject();
        foreach (var count in Connections)
        {
            var rounds = await Rounds.Alternate(
                pace.Rounds,
                _ => Ours(venue, ours[..count], pace.Round),
                _ => Bare(theirs[..count], pace.Round),
                result => result.DonePerSecond);
            Tell(figures, count, rounds);
        }

        foreach (var connection in ours.Concat(theirs))
        {
            connection.Dispose();
        }

        return figures;
    }

    private static void Tell(JsonObject figures, int connections, Rounds rounds)
    {
        var (sales, bare) = (rounds.Ours, rounds.Baseline);
        Report.Line($"  {connections} connections: {sales.DonePerSecond:0} sales/s of two requests each, {sales.Times}");
        Report.Line($"    bare endpoint {bare.DonePerSecond:0} pairs of requests/s, {bare.Times}: {rounds.Ratio:0.0%}");
        var at = connections.ToString(CultureInfo.InvariantCulture);
        figures[$"share_{at}"] = Report.Figure(rounds.Ratio);
        figures[$"sales_per_s_{at}"] = Report.Figure(sales.DonePerSecond);
        figures[$"bare_per_s_{at}"] = Report.Figure(bare.DonePerSecond);
        figures[$"p99_ms_{at}"] = Report.Figure(sales.Done.Milliseconds(0.99));
        if (connections == Compared)
        {
            figures["share"] = Report.Figure(rounds.Ratio);
        }
    }

    private static async Task<LoadResult> Ours(BenchVenue venue, HttpConnection[] connections, TimeSpan time)
    {
        var performances = new List<Guid>();
        while (performances.Count < PerformancesInRound)
        {
            performances.Add((await venue.Performance()).Id.Value);
        }

        var each = BestHolds.PerPerformance(venue.Hall);
        return await Load(connections, (long)each * performances.Count, time, (connection, number) =>
            Shop.Buy(connection, performances[(int)(number / each)], GeneratedHall.Category(number)));
    }

    private static Task<LoadResult> Bare(HttpConnection[] connections, TimeSpan time) =>
        Load(connections, long.MaxValue, time, async (connection, number) =>
        {
            var (hold, performance) = (Ids.Next(), Guid.Empty);
            await connection.Post("/hold", Requests.Hold(hold, performance, GeneratedHall.Category(number)));
            await connection.Post("/confirm", Requests.Confirm(Ids.Next(), performance, hold, Ids.Next()));
        });

    private static Task<LoadResult> Load(HttpConnection[] connections, long calls, TimeSpan time, Func<HttpConnection, long, ValueTask> call)
    {
        var idle = new ConcurrentBag<HttpConnection>(connections);
        return ClosedLoop.Run(connections.Length, calls, time, async number =>
        {
            _ = idle.TryTake(out var connection);
            await call(connection!, number);
            idle.Add(connection!);
            return CallResult.Done;
        });
    }

    /// <summary>Gives the bare endpoint one real answer of each kind.</summary>
    private static async Task TeachBare(ServerProcess bare, HttpConnection api, Guid performance)
    {
        using var http = new HttpClient { BaseAddress = bare.Url };
        var hold = Ids.Next();
        await api.Ask(Requests.Hold(hold, performance, GeneratedHall.Category(0)));
        await Put("hold");
        await api.Ask(Requests.Confirm(Ids.Next(), performance, hold, Ids.Next()));
        await Put("confirm");

        async Task Put(string path)
        {
            using var content = new ByteArrayContent(api.Body.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            (await http.PutAsync($"/{path}", content)).EnsureSuccessStatusCode();
        }
    }

    private static async Task<HttpConnection> Connect(ServerProcess bare)
    {
        var connection = new HttpConnection(HttpConnection.EndPointOf(bare.Url), null);
        await connection.Connect();
        return connection;
    }
}
