using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.SeatMaps;

internal sealed partial class SeatMapGrain
{
    [LoggerMessage(LogLevel.Information, "Seat map {Performance} opened in epoch {Epoch} at version {Version}.")]
    private partial void Opened(PerformanceId performance, long epoch, long version);

    [LoggerMessage(LogLevel.Error, "Seat map {Performance} could not be opened; this activation ends.")]
    private partial void OpenFailed(Exception exception, PerformanceId performance);

    [LoggerMessage(LogLevel.Error, "Seat map {Performance} could not write its journal; this activation ends.")]
    private partial void AppendFailed(Exception exception, PerformanceId performance);

    [LoggerMessage(LogLevel.Warning, "Another activation of seat map {Performance} took over; this one ends.")]
    private partial void Fenced(PerformanceId performance);

    [LoggerMessage(LogLevel.Warning, "A snapshot of seat map {Performance} could not be written; the journal has everything, and the next one is tried later.")]
    private partial void SnapshotFailed(Exception exception, PerformanceId performance);
}
