using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>What a command makes of a schedule. Pure: that it is no repeat, and what stands in the way elsewhere, is given.</summary>
internal static class ScheduleRules
{
    /// <param name="obstacles">What forbids it outside of the interface's schedules: for a new schedule what the interface can't do, for one to be resumed what the preflight found.</param>
    public static Outcome<Schedule> Decide(ScheduleBook book, ScheduleCommand command, DateTimeOffset now, ImmutableArray<Refusal> obstacles)
    {
        if (command is CreateSchedule create)
        {
            return Create(book, create, now, obstacles);
        }

        var id = ScheduleOf(command);
        return book.Find(id) is not { } schedule
            ? new Refusal(RefusalCode.NotFound, id.ToString(), "This interface has no such schedule.")
            : command switch
            {
                ChangeSchedule wanted => Change(schedule, wanted, now),
                PauseSchedule => Paused(schedule),
                ResumeSchedule => Resume(schedule, now, obstacles),
                SkipNextRun wanted => Skip(schedule, wanted, now),
                RunScheduleNow => schedule,
                RemoveSchedule => schedule with { State = ScheduleState.Removed, NextDue = null, PlannedAt = null },
                _ => throw new ArgumentException($"A schedule does not know the command {command.GetType().Name}.", nameof(command)),
            };
    }

    public static ScheduleId ScheduleOf(ScheduleCommand command) => command switch
    {
        CreateSchedule create => new ScheduleId(create.Context.Id.Value),
        ChangeSchedule change => change.Schedule,
        PauseSchedule pause => pause.Schedule,
        ResumeSchedule resume => resume.Schedule,
        SkipNextRun skip => skip.Schedule,
        RunScheduleNow run => run.Schedule,
        RemoveSchedule remove => remove.Schedule,
        _ => throw new ArgumentException($"A schedule does not know the command {command.GetType().Name}.", nameof(command)),
    };

    private static Outcome<Schedule> Create(ScheduleBook book, CreateSchedule wanted, DateTimeOffset now, ImmutableArray<Refusal> obstacles)
    {
        ImmutableArray<Refusal> problems = [.. Room(book), .. Function(wanted), .. PlanRules.Problems(wanted.Plan, now), .. obstacles];
        return problems.IsEmpty
            ? new Schedule(
                new ScheduleId(wanted.Context.Id.Value), book.Venue, book.Interface, wanted.Function, wanted.Performance, wanted.Plan, ScheduleState.Paused, now, now)
            : Refused(problems);
    }

    private static Outcome<Schedule> Change(Schedule schedule, ChangeSchedule wanted, DateTimeOffset now)
    {
        var problems = PlanRules.Problems(wanted.Plan, now);
        if (!problems.IsEmpty)
        {
            return Refused(problems);
        }

        var changed = schedule with { Plan = wanted.Plan, Anchor = now };
        return schedule.State is ScheduleState.Active ? ScheduleRuns.Planned(changed, now, now) : changed with { State = ScheduleState.Paused };
    }

    private static Schedule Paused(Schedule schedule) =>
        schedule.State is ScheduleState.Active ? schedule with { State = ScheduleState.Paused, NextDue = null, PlannedAt = null } : schedule;

    private static Outcome<Schedule> Resume(Schedule schedule, DateTimeOffset now, ImmutableArray<Refusal> obstacles)
    {
        if (schedule.State is ScheduleState.Active)
        {
            return schedule;
        }

        var resumed = ScheduleRuns.Planned(schedule with { Anchor = now, PassedOverInARow = 0, Problem = null }, now, now);
        ImmutableArray<Refusal> problems = resumed.State is ScheduleState.Ended
            ? [new(RefusalCode.WrongState, schedule.Id.ToString(), "Its last day is over: give it another plan first."), .. obstacles]
            : obstacles;
        return problems.IsEmpty ? resumed : Refused(problems);
    }

    private static Outcome<Schedule> Skip(Schedule schedule, SkipNextRun wanted, DateTimeOffset now)
    {
        if (schedule is not { State: ScheduleState.Active, NextDue: { } next })
        {
            return new Refusal(RefusalCode.WrongState, schedule.Id.ToString(), $"It is {schedule.State.InWords()}, so there is no next run to skip.");
        }

        return wanted.Due is { } due && due != next
            ? new Refusal(RefusalCode.WrongState, "due", $"The next run is due at {next:u}, not at {due:u}.")
            : ScheduleRuns.Planned(schedule with { Skipped = next }, next > now ? next : now, now);
    }

    private static IEnumerable<Refusal> Room(ScheduleBook book)
    {
        if (book.Schedules.Count >= ScheduleBook.MaxSchedules)
        {
            yield return new(RefusalCode.LimitExceeded, book.Interface.ToString(), $"An interface has at most {ScheduleBook.MaxSchedules} schedules; remove one that is no longer needed.");
        }
    }

    private static IEnumerable<Refusal> Function(CreateSchedule wanted)
    {
        if (!Enum.IsDefined(wanted.Function))
        {
            yield return new(RefusalCode.Invalid, "function", "There is no such function.");
        }

        if (wanted.Function is DistributorFunction.AccessControlPreparation)
        {
            yield return new(RefusalCode.Invalid, "function", "Access control is prepared once for a performance and can't be taken back: run it by hand.");
        }

        if (wanted is { Performance: not null, Function: not DistributorFunction.ContingentExport })
        {
            yield return new(RefusalCode.Invalid, "performance", "Only an export can be scheduled for one performance; name none.");
        }
    }

    private static Outcome<Schedule> Refused(ImmutableArray<Refusal> problems) => new Outcome<Schedule>.Refused([.. problems.OrderBy(problem => problem.Code)]);
}
