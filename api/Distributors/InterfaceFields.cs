using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[FieldsOf<RegisteredInterface>]
public static class InterfaceFields
{
    /// <summary>How it is set up and mapped, and what runs now.</summary>
    public static Task<Outcome<InterfaceView>> State(RegisteredInterface distributor, IGrainFactory grains) =>
        grains.GetGrain<IDistributorInterfaceGrain>(distributor.Id.Value).Get();

    /// <summary>Its executions, the newest first.</summary>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<ExecutionPage> Executions(RegisteredInterface distributor, ExecutionLog log, ExecutionId? after = null, int first = 20) =>
        log.Page(distributor.Id, after, first);
}
