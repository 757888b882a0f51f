using Microsoft.Extensions.Logging;

namespace Distribution.Alerts;

internal sealed partial class MailGrain
{
    [LoggerMessage(LogLevel.Warning, "E-mail {Mail} did not leave at attempt {Attempt}: {Problem} It is tried again at {Next}.")]
    private partial void NotSent(MailId mail, int attempt, string problem, DateTimeOffset next);

    [LoggerMessage(LogLevel.Error, "E-mail {Mail} is given up after {Attempts} attempts: {Problem}")]
    private partial void GivenUp(MailId mail, int attempts, string problem);

    [LoggerMessage(LogLevel.Error, "The e-mails that are due could not be sent; they are tried again in a minute.")]
    private partial void Broke(Exception exception);
}
