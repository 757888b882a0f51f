using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>
/// The schedules of one distributor interface; the key is the interface's id. They are read from <see cref="ScheduleList"/>. Every accepted command is durable
/// before it is answered, and the same command again answers the schedule as it is now. Every method may refuse with Invalid, NotFound (no such interface, or it
/// has no such schedule), CommandMismatch and Busy.
/// </summary>
[Alias("IScheduleGrain")]
public interface IScheduleGrain : IGrainWithGuidKey
{
    /// <summary>Refused with WrongState for a function that the interface does not have, and with LimitExceeded beyond 20 schedules.</summary>
    [Alias("Create")]
    Task<Outcome<Schedule>> Create(CreateSchedule command);

    [Alias("Change")]
    Task<Outcome<Schedule>> Change(ChangeSchedule command);

    [Alias("Pause")]
    Task<Outcome<Schedule>> Pause(PauseSchedule command);

    /// <summary>Refused with everything that the preflight finds to hinder it.</summary>
    [Alias("Resume")]
    Task<Outcome<Schedule>> Resume(ResumeSchedule command);

    /// <summary>Refused with WrongState where there is no next run, or it is another one.</summary>
    [Alias("Skip")]
    Task<Outcome<Schedule>> Skip(SkipNextRun command);

    /// <summary>Refused as the interface's <see cref="IDistributorInterfaceGrain.Run"/>.</summary>
    [Alias("RunNow")]
    Task<Outcome<Execution>> RunNow(RunScheduleNow command);

    [Alias("Remove")]
    Task<Outcome<Schedule>> Remove(RemoveSchedule command);
}
