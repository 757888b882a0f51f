using Distribution.Primitives;

namespace Distribution.Api.SeatMaps.Replicas;

internal sealed partial class LiveReplica
{
    [LoggerMessage(LogLevel.Warning, "Seat map {Performance} does not answer; it is asked again: {Reason}")]
    private partial void Unreachable(PerformanceId performance, string reason);
}
