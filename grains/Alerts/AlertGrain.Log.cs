using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Alerts;

internal sealed partial class AlertGrain
{
    [LoggerMessage(LogLevel.Error, "Interface {Interface}: its health could not be looked at; it is looked at again in a minute.")]
    private partial void NotLookedAt(Exception exception, DistributorInterfaceId @interface);

    [LoggerMessage(LogLevel.Warning, "Interface {Interface}: {Kind}; {Recipients} e-mails are to be sent.")]
    private partial void Told(DistributorInterfaceId @interface, AlertKind kind, int recipients);
}
