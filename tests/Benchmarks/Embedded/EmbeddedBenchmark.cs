using System.Text.Json.Nodes;
using Distribution.Benchmarks.HoldBest;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.Embedded;

/// <summary>The same holds where everything is in one process on SQLite.</summary>
internal sealed class EmbeddedBenchmark : IBenchmark
{
    private const int Callers = 256;

    private const int PerformancesInRound = 12;

    public string Name => "embedded";

    public string Title => "durable holds of the two best places on SQLite, 256 callers";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var host = await EngineHost.OnSqlite(TestFolder.Create());
        var venue = await BenchVenue.Create(host.Grains, GeneratedHall.Arena);
        await BestHolds.WarmUp(venue, pace);
        var results = new List<LoadResult>();
        for (var round = 0; round < pace.Rounds; round++)
        {
            results.Add(await Round(venue, pace.Round));
        }

        var median = Rounds.Median(results, result => result.DonePerSecond);
        Report.Line($"  {median.DonePerSecond:0} holds/s, p50 {median.Done.Milliseconds(0.5):0.00} ms, p99 {median.Done.Milliseconds(0.99):0.00} ms");
        return new JsonObject
        {
            ["holds_per_s"] = Report.Figure(median.DonePerSecond),
            ["p50_ms"] = Report.Figure(median.Done.Milliseconds(0.5)),
            ["p99_ms"] = Report.Figure(median.Done.Milliseconds(0.99)),
        };
    }

    private static async Task<LoadResult> Round(BenchVenue venue, TimeSpan time) =>
        await BestHolds.Run(await venue.SeatMaps(PerformancesInRound), venue.Hall, Callers, time);
}
