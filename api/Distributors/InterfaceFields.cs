using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;

namespace Distribution.Api.Distributors;

[FieldsOf<RegisteredInterface>]
public static class InterfaceFields
{
    /// <summary>How it is set up and mapped, and what runs now.</summary>
    public static Task<Outcome<InterfaceView>> State(RegisteredInterface distributor, IGrainFactory grains) =>
        grains.GetGrain<IDistributorInterfaceGrain>(distributor.Id.Value).Get();

    /// <summary>Its executions, the newest first.</summary>
    public static Deferred<Connection<Execution>> Executions(RegisteredInterface distributor, ExecutionsOfInterfaces first, ExecutionLog log, [PageSize(20)] Page page) =>
        first.Load(distributor.Id, page, () => log.Page(distributor.Id, page.AfterId<ExecutionId>(), page.First))
            .Then(found => page.OfIds(found.Executions, execution => execution.Id.Value, found.After is not null));

    /// <summary>Comparisons of our books with the distributor's, the newest first.</summary>
    /// <param name="performance">Null: of every performance.</param>
    public static async Task<Connection<Reconciliation>> Reconciliations(
        RegisteredInterface distributor, ReconciliationBook book, [PageSize(20)] Page page, PerformanceId? performance = null) =>
        page.OfPositions(await book.Page(distributor.Id, performance, page.Skip(), page.First), await book.Count(distributor.Id, performance));

    /// <summary>The last comparison of each performance whose differences have stayed.</summary>
    public static Task<ImmutableArray<Reconciliation>> ReconciliationAlarms(RegisteredInterface distributor, ReconciliationBook book) => book.Alarms(distributor.Id);
}
