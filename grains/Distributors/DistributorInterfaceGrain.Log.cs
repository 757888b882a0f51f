using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Distributors;

internal sealed partial class DistributorInterfaceGrain
{
    [LoggerMessage(LogLevel.Warning, "Interface {Interface}: execution {Execution} ({Function}) was cut off by the end of its process; it is run again.")]
    private partial void Interrupted(DistributorInterfaceId @interface, ExecutionId execution, DistributorFunction function);

    [LoggerMessage(LogLevel.Error, "Interface {Interface}: execution {Execution} broke off.")]
    private partial void RunFailed(Exception exception, DistributorInterfaceId @interface, ExecutionId execution);

    [LoggerMessage(LogLevel.Error, "Interface {Interface}: how execution {Execution} ended could not be kept; it is run again.")]
    private partial void EndNotKept(Exception exception, DistributorInterfaceId @interface, ExecutionId execution);
}
