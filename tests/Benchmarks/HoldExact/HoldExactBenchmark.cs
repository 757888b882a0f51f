using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.RowLocks;
using Distribution.Benchmarks.Stage;

namespace Distribution.Benchmarks.HoldExact;

/// <summary>Ours against <c>UPDATE … WHERE status = 0</c> with ordered row locks, where three calls in ten come too late.</summary>
internal sealed class HoldExactBenchmark : IBenchmark
{
    private const int Callers = 256;

    /// <summary>More than a round on this kind of machine uses up.</summary>
    private const int PerformancesInRound = 20;

    public string Name => "hold_exact";

    public string Title => "durable holds of two named seats with contention, 256 callers, against UPDATE … WHERE status = 0";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var host = await EngineHost.OnPostgreSql(database);
        await using var baselineDatabase = await BenchDatabase.Create();
        await using var table = await SeatTable.Create(baselineDatabase, GeneratedHall.Arena);
        var venue = await BenchVenue.Create(host.Grains, GeneratedHall.Arena);
        var holds = new NamedHolds(venue.Hall);

        for (var turn = 0; turn < 3; turn++)
        {
            await Ours(venue, holds, pace.WarmUp);
        }

        await table.Tune(() => Baseline(table, pace.WarmUp / 3));
        var rounds = await Rounds.Alternate(
            pace.Rounds, _ => Ours(venue, holds, pace.Round), _ => Baseline(table, pace.Round), result => result.CallsPerSecond);
        var (ours, baseline) = (rounds.Ours, rounds.Baseline);
        Report.Line($"  {ours.CallsPerSecond:0} calls/s against {baseline.CallsPerSecond:0}: {rounds.Ratio:0.0} times");
        Report.Line($"    {ours.RefusedShare:0%} refused, {ours.Times}; row locks {baseline.RefusedShare:0%} refused, {baseline.Times}");

        var (success, refusal) = await RefusalAgainstSuccess(venue, holds, pace);
        Report.Line($"  a success takes {success:0.0} µs of processor time, a refusal {refusal:0.0}");
        return new JsonObject
        {
            ["ratio_256"] = Report.Figure(rounds.Ratio),
            ["calls_per_s"] = Report.Figure(ours.CallsPerSecond),
            ["baseline_per_s"] = Report.Figure(baseline.CallsPerSecond),
            ["refused_share"] = Report.Figure(ours.RefusedShare),
            ["p99_ms"] = Report.Figure(ours.Done.Milliseconds(0.99)),
            ["baseline_p99_ms"] = Report.Figure(baseline.Done.Milliseconds(0.99)),
            ["success_cpu_us"] = Report.Figure(success),
            ["refusal_cpu_us"] = Report.Figure(refusal),
            ["refusal_cost"] = Report.Figure(refusal / success),
        };
    }

    private static async Task<LoadResult> Ours(BenchVenue venue, NamedHolds holds, TimeSpan time)
    {
        var maps = await venue.SeatMaps(PerformancesInRound);
        var each = Contention.Calls(venue.Hall.Seats);
        return await ClosedLoop.Run(
            Callers, (long)each * maps.Count, time, number => holds.Hold(maps[(int)(number / each)], Contention.Seat(number % each)));
    }

    private static async Task<LoadResult> Baseline(SeatTable table, TimeSpan time)
    {
        var (performance, seats) = (await table.Performance(), new NamedSeats(table));
        return await ClosedLoop.Run(
            Callers, Contention.Calls(table.Hall.Seats), time, number => seats.Hold(performance, Contention.Seat(number)));
    }

    /// <summary>Every second seat pair once, then the same once more: first all are free, then all are taken.</summary>
    private static async Task<(double Success, double Refusal)> RefusalAgainstSuccess(BenchVenue venue, NamedHolds holds, Pace pace)
    {
        var measured = new List<(double Success, double Refusal)>();
        for (var round = 0; round < pace.Rounds; round++)
        {
            var maps = await venue.SeatMaps(PerformancesInRound / 4);
            var pairs = venue.Hall.Seats / 2;
            async Task<LoadResult> All() => await ClosedLoop.Run(
                Callers,
                (long)pairs * maps.Count,
                TimeSpan.FromMinutes(1),
                number => holds.Hold(maps[(int)(number / pairs)], (int)(number % pairs) * 2));
            var (free, taken) = (await All(), await All());
            if (free.Refused.Count > 0 || taken.Done.Count > 0)
            {
                throw new InvalidOperationException("A free seat was refused, or a held one was held again.");
            }

            measured.Add((free.Cpu.TotalMicroseconds / free.Done.Count, taken.Cpu.TotalMicroseconds / taken.Refused.Count));
        }

        return Rounds.Median(measured, both => both.Refusal / both.Success);
    }
}
