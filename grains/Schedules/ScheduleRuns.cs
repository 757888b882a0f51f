using System.Globalization;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>
/// What becomes of a schedule when it is due. Each due time runs once, whatever happens: its execution's id follows from it, and what was missed while nothing
/// ran is one run.
/// </summary>
internal static class ScheduleRuns
{
    /// <summary>How far a clock may be put back without the next run being planned anew.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    private const int MaxProblem = 1_000;

    public static bool IsDue(Schedule schedule, DateTimeOffset now) => schedule is { State: ScheduleState.Active, NextDue: { } due } && due <= now;

    /// <summary>The id of the execution of one due time.</summary>
    public static CommandId RunOf(ScheduleId schedule, DateTimeOffset due) =>
        new(DerivedId.From(schedule.Value, "run", due.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    /// <summary>Active, and due next after a moment; or ended, where nothing is due any more.</summary>
    public static Schedule Planned(Schedule schedule, DateTimeOffset after, DateTimeOffset now)
    {
        var due = new DueTimes(schedule.Plan, schedule.Anchor).After(after);
        return schedule with { State = due is null ? ScheduleState.Ended : ScheduleState.Active, NextDue = due, PlannedAt = due is null ? null : now };
    }

    /// <summary>
    /// The same, unless the clock was put back by hours: then what was planned by the wrong clock may lie far away. A due time that comes once
    /// more by it has run already, and its execution is found.
    /// </summary>
    public static Schedule Checked(Schedule schedule, DateTimeOffset now) =>
        schedule is { State: ScheduleState.Active, PlannedAt: { } planned } && now < planned - ClockTolerance ? Planned(schedule, now, now) : schedule;

    public static Schedule Started(Schedule schedule, DateTimeOffset due, ExecutionId execution, DateTimeOffset now) =>
        Planned(schedule with { LastExecution = execution, LastDue = due, PassedOverInARow = 0, Problem = null }, now, now);

    public static Schedule StartedByHand(Schedule schedule, ExecutionId execution) =>
        schedule with { LastExecution = execution, PassedOverInARow = 0, Problem = null };

    /// <summary>The run before still goes on: that is no error, and what it leaves undone the next one does.</summary>
    public static Schedule PassedOver(Schedule schedule, DateTimeOffset due, DateTimeOffset now) =>
        Planned(schedule with { PassedOver = due, PassedOverInARow = Math.Min(schedule.PassedOverInARow + 1, 1_000_000) }, now, now);

    public static Schedule NotStarted(Schedule schedule, DateTimeOffset due, Refusal why, DateTimeOffset now) =>
        Planned(schedule with { LastDue = due, Problem = why.Message.Length <= MaxProblem ? why.Message : why.Message[..MaxProblem] }, now, now);
}
