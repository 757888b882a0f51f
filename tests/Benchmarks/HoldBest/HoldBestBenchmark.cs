using System.Globalization;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.RowLocks;
using Distribution.Benchmarks.Stage;

namespace Distribution.Benchmarks.HoldBest;

/// <summary>Ours against <c>FOR UPDATE SKIP LOCKED</c>, on 50,000 seats.</summary>
internal sealed class HoldBestBenchmark : IBenchmark
{
    private static readonly int[] Callers = [64, 256, 1024];

    /// <summary>More than a round on this kind of machine uses up.</summary>
    private const int PerformancesInRound = 12;

    public string Name => "hold_best";

    public string Title => "durable holds of the two best places, 50,000 seats, against FOR UPDATE SKIP LOCKED";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var host = await EngineHost.OnPostgreSql(database);
        await using var baselineDatabase = await BenchDatabase.Create();
        await using var table = await SeatTable.Create(baselineDatabase, GeneratedHall.Arena);
        var venue = await BenchVenue.Create(host.Grains, GeneratedHall.Arena);
        var seats = new BestSeats(table);

        await BestHolds.WarmUp(venue, pace);
        await table.Tune(() => Baseline(table, seats.Hold, 256, pace.WarmUp / 3));

        var figures = new JsonObject();
        foreach (var callers in Callers)
        {
            var rounds = await Rounds.Alternate(
                pace.Rounds,
                _ => Ours(venue, callers, pace),
                _ => Baseline(table, seats.Hold, callers, pace.Round),
                result => result.DonePerSecond);
            Tell(figures, callers, rounds);
        }

        var maps = await venue.SeatMaps(PerformancesInRound);
        var traffic = await Traffic.Start(database);
        await traffic.Tell(await BestHolds.Run(maps, venue.Hall, Callers[^1], pace.Round), figures);
        await CompareWithRecords(venue, table, pace, figures);
        return figures;
    }

    private static async Task CompareWithRecords(BenchVenue venue, SeatTable table, Pace pace, JsonObject figures)
    {
        var recorded = new RecordedSeats(table);
        await Baseline(table, recorded.Hold, 256, pace.WarmUp / 3);
        var same = await Rounds.Alternate(
            pace.Rounds,
            _ => Ours(venue, 256, pace),
            _ => Baseline(table, recorded.Hold, 256, pace.Round),
            result => result.DonePerSecond);
        var (ours, baseline) = (same.Ours.DonePerSecond, same.Baseline.DonePerSecond);
        Report.Line($"  256 callers, row locks with command id and record: {ours:0} holds/s against {baseline:0}: {same.Ratio:0.0} times");
        figures["recorded_ratio_256"] = Report.Figure(same.Ratio);
        figures["recorded_baseline_per_s_256"] = Report.Figure(baseline);
    }

    private static async Task<LoadResult> Ours(BenchVenue venue, int callers, Pace pace) =>
        await BestHolds.Run(await venue.SeatMaps(PerformancesInRound), venue.Hall, callers, pace.Round);

    private static async Task<LoadResult> Baseline(SeatTable table, Func<int, int, ValueTask<CallResult>> hold, int callers, TimeSpan time)
    {
        var performance = await table.Performance();
        return await ClosedLoop.Run(
            callers, BestHolds.PerPerformance(table.Hall), time, number => hold(performance, (int)(number % GeneratedHall.CategoryCount)));
    }

    private static void Tell(JsonObject figures, int callers, Rounds rounds)
    {
        var (ours, baseline) = (rounds.Ours, rounds.Baseline);
        Report.Line($"  {callers} callers: {ours.DonePerSecond:0} holds/s against {baseline.DonePerSecond:0}: {rounds.Ratio:0.0} times");
        Report.Line($"    {ours.Times}; row locks {baseline.Times}");
        var at = callers.ToString(CultureInfo.InvariantCulture);
        figures[$"ratio_{at}"] = Report.Figure(rounds.Ratio);
        figures[$"holds_per_s_{at}"] = Report.Figure(ours.DonePerSecond);
        figures[$"baseline_per_s_{at}"] = Report.Figure(baseline.DonePerSecond);
        figures[$"p50_ms_{at}"] = Report.Figure(ours.Done.Milliseconds(0.5));
        figures[$"p99_ms_{at}"] = Report.Figure(ours.Done.Milliseconds(0.99));
        figures[$"baseline_p50_ms_{at}"] = Report.Figure(baseline.Done.Milliseconds(0.5));
        figures[$"baseline_p99_ms_{at}"] = Report.Figure(baseline.Done.Milliseconds(0.99));
    }
}
