using Microsoft.Extensions.Logging;

namespace Distribution.Connectors.Ticketnet;

internal sealed partial class TicketnetConnector
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Allotment of {Performance}, version {Version}, message {Message}, to {Host}: {Outcome} after {Attempts} attempts")]
    private partial void LogAllotment(string host, string performance, long version, Guid message, int attempts, string outcome);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Lines} lines of sales from {Host} after {Attempts} attempts")]
    private partial void LogPage(string host, int lines, int attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ticketnet at {Host}: {Subject} failed after {Attempts} attempts. {Problem}")]
    private partial void LogFailed(string host, string subject, int attempts, string problem);
}
