namespace Distribution.SeatMaps.Live;

public static class WatchTimes
{
    /// <summary>Between two deltas. People don't see a shorter delay, and a process with hundreds of replicas can follow.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>How long an observer is told without renewing.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
}
