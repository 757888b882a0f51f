using System.Collections.Immutable;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;
using Distribution.Schedules;

namespace Distribution.Distributors.Health;

/// <summary>What is known of a function when its health is asked for.</summary>
/// <param name="Schedules">Of this function, but for removed ones.</param>
/// <param name="LastEnded">The last that succeeded, with or without errors, or failed.</param>
/// <param name="FailingSince">When the first failed that came after the last success.</param>
internal sealed record HealthFacts(
    VenueId Venue,
    DistributorInterfaceId Interface,
    DistributorFunction Function,
    ImmutableArray<Schedule> Schedules,
    Execution? LastEnded,
    Execution? LastSuccess,
    DateTimeOffset? FailingSince,
    Execution? Running,
    ImmutableArray<StandingDifference> Standing = default);

/// <summary>A difference that has stayed for too long.</summary>
/// <param name="Performance">Its name.</param>
/// <param name="Execution">Which found it last.</param>
internal sealed record StandingDifference(string Performance, ExecutionId Execution, Difference Difference);

/// <summary>Pure: how a function does, from what is known of it.</summary>
internal static class HealthRules
{
    /// <summary>A success may be owed that long before anybody is told: a run takes its time, and a reminder comes once a minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public static FunctionHealth Of(HealthFacts facts, DateTimeOffset now)
    {
        var active = facts.Schedules.Where(schedule => schedule.State is ScheduleState.Active).ToList();
        var due = active.Select(schedule => OwedSince(schedule, facts.LastSuccess?.EndedAt)).Where(it => it <= now).Min();
        var health = new FunctionHealth(
            facts.Venue,
            facts.Interface,
            facts.Function,
            State(facts, due, now),
            facts.LastSuccess?.EndedAt,
            facts.LastSuccess?.Id,
            facts.LastEnded?.Id,
            facts.LastEnded is { State: ExecutionState.Failed } ? facts.FailingSince : null,
            facts.LastEnded?.FirstError,
            facts.LastEnded?.ErrorCount ?? 0,
            due,
            now - due,
            active.Min(schedule => schedule.NextDue),
            facts.Running?.Id,
            active.Select(schedule => schedule.Problem).FirstOrDefault(problem => problem is not null));
        return health.State is HealthState.Differing ? Differing(health, facts.Standing) : health;
    }

    private static FunctionHealth Differing(FunctionHealth health, ImmutableArray<StandingDifference> standing)
    {
        var first = standing.MinBy(difference => difference.Difference.Since)!;
        return health with
        {
            FailingSince = first.Difference.Since,
            FirstError = DifferenceWords.Of(first.Difference, first.Performance),
            ErrorCount = standing.Length,
            LastRun = first.Execution,
        };
    }

    private static HealthState State(HealthFacts facts, DateTimeOffset? due, DateTimeOffset now) => facts switch
    {
        { LastEnded.State: ExecutionState.Failed } => HealthState.Failing,
        _ when due is { } owed && now - owed > Grace && !(facts.Running?.StartedAt >= owed) => HealthState.Late,
        { Standing.IsDefaultOrEmpty: false } => HealthState.Differing,
        // A difference is an error of its run, and of the interface once it stays.
        { LastEnded.State: ExecutionState.SucceededWithErrors, Function: not DistributorFunction.Reconciliation } => HealthState.ItemsFailing,
        { LastEnded: null } => HealthState.NeverRun,
        _ when !facts.Schedules.IsEmpty && facts.Schedules.All(schedule => schedule.State is not ScheduleState.Active) => HealthState.Paused,
        _ => HealthState.Ok,
    };

    /// <summary>The first time since its last success, or since it was resumed, at which the schedule was to run; what somebody had it skip does not count.</summary>
    private static DateTimeOffset? OwedSince(Schedule schedule, DateTimeOffset? lastSuccess)
    {
        var since = lastSuccess > schedule.Anchor ? lastSuccess.Value : schedule.Anchor;
        var due = new DueTimes(schedule.Plan, schedule.Anchor).After(since);
        return due is { } skipped && skipped == schedule.Skipped ? new DueTimes(schedule.Plan, schedule.Anchor).After(skipped) : due;
    }
}
