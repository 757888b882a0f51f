using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
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
    public static async Task<Connection<Execution>> Executions(RegisteredInterface distributor, ExecutionLog log, [PageSize(20)] Page page)
    {
        var found = await log.Page(distributor.Id, page.AfterId<ExecutionId>(), page.First);
        return page.OfIds(found.Executions, execution => execution.Id.Value, found.After is not null);
    }
}
