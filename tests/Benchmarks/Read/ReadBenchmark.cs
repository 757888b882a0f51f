using System.Text;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Read;

/// <summary>
/// How long reads take while a performance is on sale, against how long they take when nothing is sold. The API process of the readers has a core
/// of its own, as it would have a machine of its own; the silo, PostgreSQL, the API process of the buyers and the buyers share the
/// others and use them up. So what is measured is whether reads wait for writes, not that two programs can't use one core at once.
/// </summary>
internal sealed class ReadBenchmark : IBenchmark
{
    private const int Buyers = 128;

    private const int Readers = 16;

    /// <summary>
    /// What is read: one line for each kind. The first are answered by the process that is asked, from its own copy; the others by the seat map's grain,
    /// whose core the on-sale uses up, and do not count.
    /// </summary>
    private static readonly (string Name, double PerSecond, bool Counts, Func<Guid, byte[]> Request)[] Kinds =
    [
        ("state", 40, true, Requests.State),
        ("delta", 400, true, Requests.Changes),
        ("grain_counts", 200, false, Requests.Counts),
        ("grain_places", 50, false, performance => Requests.Places(performance, after: null, first: 200)),
    ];

    private static string ReadersCore => "0";

    private static string OtherCores => Environment.ProcessorCount > 1 ? $"1-{Environment.ProcessorCount - 1}" : "0";

    public string Name => "read";

    public string Title => "reads through the API during an on-sale, against reads when nothing is sold";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        using var postgres = PostgresCores.Keep(await database.ServerProcess(), OtherCores);
        await using var cluster = await Cluster.Start(database, silos: 1, siloCores: [OtherCores], apiCores: OtherCores);
        await using var readersApi = await cluster.StartApi(ReadersCore);
        await using var readers = await LoadProcess.Start(ReadersCore);
        await using var buyers = await LoadProcess.Start(OtherCores);
        var venue = await BenchVenue.Create(cluster.Grains, GeneratedHall.Stadium);

        var figures = new JsonObject();
        var growths = new List<double>();
        foreach (var (name, perSecond, counts, request) in Kinds)
        {
            var rounds = new List<(ReadTimes Quiet, ReadTimes Busy, double SoldPerSecond)>();
            // The first is the warm-up.
            for (var round = 0; round <= pace.Rounds; round++)
            {
                var performance = (await venue.Performance()).Id.Value;
                var load = new ReadLoad(
                    readersApi.Url, cluster.SellerToken, Encoding.UTF8.GetString(request(performance)), Readers, perSecond, pace.Round.TotalSeconds);
                if (round == 0)
                {
                    await readers.Read(load with { PerSecond = perSecond * 4, Seconds = pace.WarmUp.TotalSeconds * 3 });
                }

                var quiet = await readers.Read(load);
                await buyers.StartSale(new SaleLoad(cluster.Api, cluster.SellerToken, performance, Buyers, venue.Hall.Seats));
                var busy = await readers.Read(load);
                var sold = await buyers.StopSale();
                if (sold >= venue.Hall.Seats)
                {
                    throw new InvalidOperationException("The performance was sold out before the reads ended: there was no load any more.");
                }

                rounds.Add((quiet, busy, sold / pace.Round.TotalSeconds));
                Report.Line($"  {name}: p99 {quiet.P99:0.00} ms when quiet, {busy.P99:0.00} ms while {sold} places were sold, {rounds[^1].SoldPerSecond:0} a second");
            }

            var median = Rounds.Median(rounds[1..], both => both.Busy.P99 / both.Quiet.P99);
            if (counts)
            {
                growths.Add(median.Busy.P99 / median.Quiet.P99);
            }

            figures[$"{name}_p99_ms_quiet"] = Report.Figure(median.Quiet.P99);
            figures[$"{name}_p99_ms_busy"] = Report.Figure(median.Busy.P99);
            figures[$"{name}_sold_per_s"] = Report.Figure(median.SoldPerSecond);
        }

        figures["p99_growth"] = Report.Figure(growths.Max());
        return figures;
    }
}
