using System.Text.Json.Nodes;
using Distribution.Benchmarks.HoldBest;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.SeatMaps;

namespace Distribution.Benchmarks.EmptyCall;

/// <summary>Durable holds as a share of calls that do nothing: how much of what the actor framework allows is left.</summary>
internal sealed class EmptyCallBenchmark : IBenchmark
{
    private static readonly int[] Callers = [256, 1024];

    private const int PerformancesInRound = 12;

    public string Name => "empty_call";

    public string Title => "durable holds as a share of empty grain calls";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var host = await EngineHost.OnPostgreSql(database);
        var venue = await BenchVenue.Create(host.Grains, GeneratedHall.Arena);
        var empty = host.Grains.GetGrain<IEmptyGrain>(Ids.Next());
        await BestHolds.WarmUp(venue, pace);
        await Empty(empty, Callers[0], pace.WarmUp);

        var best = (Callers: 0, Rounds: default(Rounds));
        foreach (var callers in Callers)
        {
            var rounds = await Rounds.Alternate(
                pace.Rounds,
                async _ => await BestHolds.Run(await venue.SeatMaps(PerformancesInRound), venue.Hall, callers, pace.Round),
                _ => Empty(empty, callers, pace.Round / 2),
                result => result.DonePerSecond);
            var (holds, calls) = (rounds.Ours.DonePerSecond, rounds.Baseline.DonePerSecond);
            Report.Line($"  {callers} callers: {holds:0} holds/s, {calls:0} empty calls/s: {rounds.Ratio:0.0%}");
            best = best.Rounds is null || rounds.Ratio > best.Rounds.Ratio ? (callers, rounds) : best;
        }

        return new JsonObject
        {
            ["share"] = Report.Figure(best.Rounds!.Ratio),
            ["callers"] = best.Callers,
            ["holds_per_s"] = Report.Figure(best.Rounds.Ours.DonePerSecond),
            ["empty_calls_per_s"] = Report.Figure(best.Rounds.Baseline.DonePerSecond),
        };
    }

    private static Task<LoadResult> Empty(IEmptyGrain grain, int callers, TimeSpan time) =>
        ClosedLoop.Run(callers, long.MaxValue, time, async number =>
        {
            var command = new HoldBestAvailable(BenchVenue.Context(), null, GeneratedHall.Category(number), null, 2, BestHolds.Duration);
            (await grain.HoldBest(command)).Done();
            return CallResult.Done;
        });
}
