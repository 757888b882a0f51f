using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[SubscriptionFields]
public static class DistributorSubscriptions
{
    /// <summary>Every start and every end of an execution of an interface, from now on.</summary>
    /// <param name="interface">The interface to watch.</param>
    [Requires(Role.Reader)]
    public static IAsyncEnumerable<Execution> ExecutionChanged(
        ExecutionFeed feed, DistributorInterfaceId @interface, CancellationToken cancellationToken) => feed.Watch(@interface, cancellationToken);
}
