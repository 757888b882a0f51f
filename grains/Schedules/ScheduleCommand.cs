using System.Text.Json.Serialization;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>A change of one schedule. The same command again answers the schedule as it is now.</summary>
[GenerateSerializer, Immutable, Alias("Schedules.Command")]
public abstract record ScheduleCommand([property: JsonIgnore] CommandContext Context);

/// <summary>Makes a schedule, paused; its id is the command's id.</summary>
/// <param name="Performance">Only for an export.</param>
[GenerateSerializer, Immutable, Alias("Schedules.Create")]
public sealed record CreateSchedule(CommandContext Context, DistributorFunction Function, SchedulePlan Plan, PerformanceId? Performance = null)
    : ScheduleCommand(Context);

/// <summary>Gives it another plan. One that was active stays so; one that had ended is paused.</summary>
[GenerateSerializer, Immutable, Alias("Schedules.Change")]
public sealed record ChangeSchedule(CommandContext Context, ScheduleId Schedule, SchedulePlan Plan) : ScheduleCommand(Context);

/// <summary>Nothing is due any more until it is resumed. What runs goes on to its end.</summary>
[GenerateSerializer, Immutable, Alias("Schedules.Pause")]
public sealed record PauseSchedule(CommandContext Context, ScheduleId Schedule) : ScheduleCommand(Context);

/// <summary>Starts it. Refused while the preflight finds something that hinders, with all of it.</summary>
[GenerateSerializer, Immutable, Alias("Schedules.Resume")]
public sealed record ResumeSchedule(CommandContext Context, ScheduleId Schedule) : ScheduleCommand(Context);

/// <summary>Leaves out the next run.</summary>
/// <param name="Due">When the run to leave out is due: refused where the next is another one. Null: whichever is next.</param>
[GenerateSerializer, Immutable, Alias("Schedules.Skip")]
public sealed record SkipNextRun(CommandContext Context, ScheduleId Schedule, DateTimeOffset? Due = null) : ScheduleCommand(Context);

/// <summary>Runs the function now, whatever the schedule's state and plan; its next run stays. The execution's id is the command's id.</summary>
[GenerateSerializer, Immutable, Alias("Schedules.RunNow")]
public sealed record RunScheduleNow(CommandContext Context, ScheduleId Schedule) : ScheduleCommand(Context);

/// <summary>It is kept to be read, in the state Removed, and never runs again.</summary>
[GenerateSerializer, Immutable, Alias("Schedules.Remove")]
public sealed record RemoveSchedule(CommandContext Context, ScheduleId Schedule) : ScheduleCommand(Context);
