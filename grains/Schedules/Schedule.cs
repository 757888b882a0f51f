using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>That a function of a distributor interface runs by itself, when, and how it went.</summary>
/// <param name="Performance">Only for an export; null exports every performance that is mapped.</param>
/// <param name="NextDue">Null while it is not active. In a running system it is run within a minute.</param>
/// <param name="LastExecution">The last that it started, by itself or by <c>runScheduleNow</c>.</param>
/// <param name="LastDue">When that was due, or the one that could not be started; null before the first.</param>
/// <param name="PassedOver">The last due time that was passed over, because the function was still running.</param>
/// <param name="PassedOverInARow">How many were, since it last ran.</param>
/// <param name="Skipped">The last due time that somebody had it skip.</param>
/// <param name="Problem">Why its last run could not be started; null once one could.</param>
/// <param name="Anchor">From when its period is counted.</param>
/// <param name="PlannedAt">When, by the clock of that time, its next run was planned.</param>
/// <param name="Version">One more with every change.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Function">What it runs.</param>
/// <param name="Plan">When it is due.</param>
/// <param name="State">Whether it runs by itself.</param>
[GenerateSerializer, Immutable, Alias("Schedule")]
public sealed record Schedule(
    ScheduleId Id,
    VenueId Venue,
    DistributorInterfaceId Interface,
    DistributorFunction Function,
    PerformanceId? Performance,
    SchedulePlan Plan,
    ScheduleState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset Anchor,
    DateTimeOffset? NextDue = null,
    ExecutionId? LastExecution = null,
    DateTimeOffset? LastDue = null,
    DateTimeOffset? PassedOver = null,
    int PassedOverInARow = 0,
    DateTimeOffset? Skipped = null,
    string? Problem = null,
    [property: JsonIgnore] DateTimeOffset? PlannedAt = null,
    long Version = 1)
{
    /// <summary>Runs listed at once.</summary>
    public const int MaxRuns = 50;

    /// <summary>When it is due next, at most so many times; none while it is not active.</summary>
    /// <param name="count">1 to <see cref="MaxRuns"/>; what is beyond is brought to the nearest.</param>
    public ImmutableArray<DateTimeOffset> NextRuns(int count) =>
        NextDue is { } next ? [next, .. new DueTimes(Plan, Anchor).Next(next, Math.Clamp(count, 1, MaxRuns) - 1)] : [];
}

/// <summary>Whether a schedule runs its function by itself.</summary>
public enum ScheduleState
{
    /// <summary>It waits to be resumed; it can be run by hand.</summary>
    Paused = 1,
    /// <summary>It runs its function whenever it is due.</summary>
    Active,
    /// <summary>Its last day is over. With another plan it can be resumed.</summary>
    Ended,
    /// <summary>It never runs again.</summary>
    Removed,
}

/// <summary>Some schedules, one after the other.</summary>
/// <param name="Next">Ask on from here; null: there is no more.</param>
public sealed record SchedulePage(ImmutableArray<Schedule> Schedules, ScheduleId? Next);
