namespace Distribution.Api.GraphQL.Errors;

internal sealed partial class Faults
{
    [LoggerMessage(LogLevel.Error, "Fault {Reference} in field {Field}")]
    private partial void LogInternal(Exception exception, string reference, string? field);

    [LoggerMessage(LogLevel.Warning, "{Exception} in field {Field}: {Reason}")]
    private partial void LogUnavailable(string exception, string? field, string reason);
}
