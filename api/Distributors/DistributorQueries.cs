using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[QueryFields]
public static class DistributorQueries
{
    /// <summary>How an execution stands; with <c>wait</c>, once it has ended. Null when there is no such execution.</summary>
    /// <param name="wait">At most 30 seconds.</param>
    [Requires(Role.Reader)]
    public static async Task<Execution?> Execution(IGrainFactory grains, ExecutionLog log, ExecutionId id, TimeSpan? wait = null)
    {
        var found = await log.Find(id);
        return found is not { State: ExecutionState.Running } || wait is null
            ? found
            : (await grains.GetGrain<IDistributorInterfaceGrain>(found.Interface.Value).WaitFor(id, wait.Value)).Match(done => done, _ => found);
    }

    /// <summary>Asks the distributor how many places of a performance it has, and has sold. Refused where the interface's type can't.</summary>
    /// <param name="interface">The distributor's interface.</param>
    /// <param name="performance">It has to be mapped.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<AllotmentAtDistributor>> AllotmentAtDistributor(IGrainFactory grains, DistributorInterfaceId @interface, PerformanceId performance) =>
        grains.GetGrain<IDistributorInterfaceGrain>(@interface.Value).Allotment(performance);

    /// <summary>The types an interface can have, what each can do, and what its set-up has to say.</summary>
    [Requires(Role.Reader)]
    public static IReadOnlyList<InterfaceType> InterfaceTypes(ConnectorCatalog connectors) =>
        [.. connectors.Types.Select(connectors.Find).Select(connector => new InterfaceType(connector!.Type, connector.Capabilities, connector.Fields))];
}

/// <summary>A kind of distributor that this system can talk to.</summary>
/// <param name="Type">What an interface names.</param>
/// <param name="Fields">What `setUpDistributorInterface` needs for it, and nothing else.</param>
/// <param name="Capabilities">What it can do.</param>
[Named("Connector")]
public sealed record InterfaceType(string Type, ConnectorCapabilities Capabilities, ImmutableArray<ConnectorField> Fields);
