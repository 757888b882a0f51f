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
    public static Deferred<Outcome<InterfaceView>> State(RegisteredInterface distributor, StatesOfInterfaces states) => states.LoadEach(distributor.Id);

    /// <summary>Its executions, the newest first.</summary>
    public static Deferred<Connection<Execution>> Executions(RegisteredInterface distributor, ExecutionsOfInterfaces executions, [PageSize(20)] Page page) =>
        executions.Load(distributor.Id, (page.AfterId<ExecutionId>(), page.First))
            .Then(found => page.OfIds(found.Executions, execution => execution.Id.Value, found.After is not null));

    /// <summary>Comparisons of our books with the distributor's, the newest first.</summary>
    /// <param name="performance">Null: of every performance.</param>
    public static Deferred<Connection<Reconciliation>> Reconciliations(
        RegisteredInterface distributor, ReconciliationsOfInterfaces reconciliations, [PageSize(20)] Page page, PerformanceId? performance = null) =>
        reconciliations.Load(distributor.Id, (performance, page.Skip(), page.First)).Then(found => page.OfPositions(found.Reconciliations, found.Total));

    /// <summary>The last comparison of each performance whose differences have stayed.</summary>
    public static Deferred<ImmutableArray<Reconciliation>> ReconciliationAlarms(RegisteredInterface distributor, AlarmsOfInterfaces alarms) => alarms.Load(distributor.Id);
}

public sealed class StatesOfInterfaces(IGrainFactory grains) : EachLoader<DistributorInterfaceId, Outcome<InterfaceView>>
{
    protected override Task<Outcome<InterfaceView>> Ask(DistributorInterfaceId key, CancellationToken cancellationToken) => grains.GetGrain<IDistributorInterfaceGrain>(key.Value).Get();
}

public sealed class ExecutionsOfInterfaces(ExecutionLog log) : PartLoader<DistributorInterfaceId, (ExecutionId? After, int First), ExecutionPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, ExecutionPage>> Read(
        IReadOnlyCollection<DistributorInterfaceId> keys, (ExecutionId? After, int First) part) => log.Pages(keys, part.After, part.First);
}

public sealed class ReconciliationsOfInterfaces(ReconciliationBook book)
    : PartLoader<DistributorInterfaceId, (PerformanceId? Performance, int Skip, int First), ReconciliationPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, ReconciliationPage>> Read(
        IReadOnlyCollection<DistributorInterfaceId> keys, (PerformanceId? Performance, int Skip, int First) part) => book.Pages(keys, part.Performance, part.Skip, part.First);
}

public sealed class AlarmsOfInterfaces(ReconciliationBook book) : BatchLoader<DistributorInterfaceId, ImmutableArray<Reconciliation>>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<Reconciliation>>> Load(
        IReadOnlyCollection<DistributorInterfaceId> keys, CancellationToken cancellationToken) => book.Alarms(keys);
}
