using Distribution.Primitives;
using Distribution.SeatMaps;
using Orleans.Concurrency;
using Orleans.Dashboard;

namespace Distribution.Benchmarks.EmptyCall;

/// <summary>A call that takes and answers what a hold does, and does nothing: what Orleans itself can do here.</summary>
[Alias("Benchmarks.IEmptyGrain")]
public interface IEmptyGrain : IGrainWithGuidKey
{
    [Alias("HoldBest"), ResponseTimeout("00:00:05")]
    Task<Outcome<HoldView>> HoldBest(HoldBestAvailable command);
}

/// <summary>Reentrant and not counted by the dashboard, as the seat map is.</summary>
[Reentrant]
[NoProfiling]
internal sealed class EmptyGrain : Grain, IEmptyGrain
{
    private static readonly Task<Outcome<HoldView>> Answer = Task.FromResult<Outcome<HoldView>>(
        new HoldView(new HoldId(new Guid("11111111-1111-4111-8111-111111111111")), ["B1-1-1", "B1-1-2"], DateTimeOffset.UnixEpoch, Version: 1, new PerformanceId(new Guid("22222222-2222-4222-8222-222222222222"))));

    public Task<Outcome<HoldView>> HoldBest(HoldBestAvailable command) => Answer;
}
