using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Schedules;

namespace Distribution.Api.Schedules;

[MutationFields]
public static class ScheduleMutations
{
    /// <summary>Makes a schedule of a function, paused; its id is the command's id. An interface has at most 20.</summary>
    /// <param name="interface">The interface that is to run.</param>
    /// <param name="function">One that its type has, and that can be run again and again.</param>
    /// <param name="plan">When it is due. Errors in a cron expression are told field by field.</param>
    /// <param name="performance">Only for an export; null exports every performance that is mapped.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Schedule>> CreateSchedule(
        CommandContext command,
        IGrainFactory grains,
        DistributorInterfaceId @interface,
        DistributorFunction function,
        SchedulePlan plan,
        PerformanceId? performance = null) =>
        Of(grains, @interface).Create(new CreateSchedule(command, function, plan, performance));

    /// <summary>Gives a schedule another plan. An active one stays active; one that had ended is paused.</summary>
    /// <param name="interface">The schedule's interface.</param>
    /// <param name="plan">The whole plan, instead of the one before.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Schedule>> ChangeSchedule(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ScheduleId schedule, SchedulePlan plan) =>
        Of(grains, @interface).Change(new ChangeSchedule(command, schedule, plan));

    /// <summary>Nothing is due any more until it is resumed. A run that goes on is not touched.</summary>
    /// <param name="interface">The schedule's interface.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Schedule>> PauseSchedule(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ScheduleId schedule) =>
        Of(grains, @interface).Pause(new PauseSchedule(command, schedule));

    /// <summary>Starts a schedule that is paused. Refused while its preflight finds something that hinders, with an error for each such thing.</summary>
    /// <param name="interface">The schedule's interface.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Schedule>> ResumeSchedule(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ScheduleId schedule) =>
        Of(grains, @interface).Resume(new ResumeSchedule(command, schedule));

    /// <summary>Leaves out the next run; the one after it is next then.</summary>
    /// <param name="interface">The schedule's interface.</param>
    /// <param name="due">The <c>nextDue</c> to leave out: refused where another run is next by now. Null: whichever is next.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Schedule>> SkipNextRun(
        CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ScheduleId schedule, DateTimeOffset? due = null) =>
        Of(grains, @interface).Skip(new SkipNextRun(command, schedule, due));

    /// <summary>Runs a schedule's function now, also while it is paused, and answers at once; the execution's id is the command's id. Its next run stays.</summary>
    /// <param name="interface">The schedule's interface.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Execution>> RunScheduleNow(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ScheduleId schedule) =>
        Of(grains, @interface).RunNow(new RunScheduleNow(command, schedule));

    /// <summary>Removes a schedule: it never runs again, and can still be read.</summary>
    /// <param name="interface">The schedule's interface.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<Schedule>> RemoveSchedule(CommandContext command, IGrainFactory grains, DistributorInterfaceId @interface, ScheduleId schedule) =>
        Of(grains, @interface).Remove(new RemoveSchedule(command, schedule));

    private static IScheduleGrain Of(IGrainFactory grains, DistributorInterfaceId distributor) => grains.GetGrain<IScheduleGrain>(distributor.Value);
}
