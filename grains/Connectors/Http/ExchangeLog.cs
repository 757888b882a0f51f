using Microsoft.Extensions.Logging;

namespace Distribution.Connectors.Http;

/// <summary>What is logged of exchanges: never a header, a request or an answer.</summary>
internal static partial class ExchangeLog
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Allotment of {Performance}, version {Version}, message {Message}, to {Host}: {Outcome} after {Attempts} attempts")]
    public static partial void Allotment(this ILogger logger, string host, string performance, long version, Guid message, int attempts, string outcome);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Host}: {Subject} was answered after {Attempts} attempts")]
    public static partial void Answered(this ILogger logger, string host, string subject, int attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: {Subject} failed after {Attempts} attempts. {Problem}")]
    public static partial void Failed(this ILogger logger, string host, string subject, int attempts, string problem);
}
