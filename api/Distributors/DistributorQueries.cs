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

    /// <summary>The types an interface can have, and what each can do.</summary>
    [Requires(Role.Reader)]
    public static IReadOnlyList<InterfaceType> InterfaceTypes(ConnectorCatalog connectors) =>
        [.. connectors.Types.Select(type => new InterfaceType(type, connectors.Find(type)!.Capabilities))];
}

/// <summary>A kind of distributor that this system can talk to.</summary>
/// <param name="Type">What an interface names.</param>
public sealed record InterfaceType(string Type, ConnectorCapabilities Capabilities);
