using System.Collections.Immutable;
using Distribution.Api.Distributors.Executions;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Health;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[SubscriptionFields]
public static class DistributorSubscriptions
{
    /// <summary>Every start, progress (about once a second) and end of an execution of an interface, from now on.</summary>
    /// <param name="interface">The interface to watch.</param>
    [Requires(Role.Reader)]
    public static IAsyncEnumerable<Execution> ExecutionChanged(
        ExecutionFeed feed, DistributorInterfaceId @interface, CancellationToken cancellationToken) => feed.Watch(@interface, cancellationToken);

    /// <summary>How the functions of an interface do: now, and then whenever the state, the last success or a due time of one is another.</summary>
    /// <param name="interface">The interface to watch.</param>
    [Requires(Role.Reader)]
    public static IAsyncEnumerable<ImmutableArray<FunctionHealth>> FunctionHealthChanged(
        HealthFeed feed, DistributorInterfaceId @interface, CancellationToken cancellationToken) => feed.Watch(@interface, cancellationToken);
}
