using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Schedules;

internal sealed partial class ScheduleGrain
{
    [LoggerMessage(LogLevel.Error, "Interface {Interface}: schedule {Schedule}, due at {Due}, could not be started now; it is tried again in a minute.")]
    private partial void StartFailed(Exception exception, DistributorInterfaceId @interface, ScheduleId schedule, DateTimeOffset? due);

    [LoggerMessage(LogLevel.Warning, "Interface {Interface}: version {Version} of schedule {Schedule} was outrun by another activation.")]
    private partial void Outrun(DistributorInterfaceId @interface, ScheduleId schedule, long version);
}
