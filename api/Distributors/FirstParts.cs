using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Paging;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Schedules;

namespace Distribution.Api.Distributors;

/// <summary>The beginning of a list that an interface has.</summary>
public readonly record struct FirstPart(DistributorInterfaceId Interface, int First);

/// <summary>The beginnings of lists of many interfaces, in one read for each size that is asked for. Only one interface's list can go on behind a cursor, so that is read by itself.</summary>
public abstract class FirstParts<TPage> : BatchLoader<FirstPart, TPage>
{
    public Deferred<TPage> Load(DistributorInterfaceId distributor, Page page, Func<Task<TPage>> behind) =>
        page.After is null ? Load(new FirstPart(distributor, page.First)).Then(found => found!) : new Deferred<TPage>(_ => behind());

    protected abstract Task<IReadOnlyDictionary<DistributorInterfaceId, TPage>> Read(IReadOnlyCollection<DistributorInterfaceId> interfaces, int first);

    protected sealed override async Task<IReadOnlyDictionary<FirstPart, TPage>> Load(IReadOnlyCollection<FirstPart> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<FirstPart, TPage>();
        foreach (var size in keys.GroupBy(key => key.First))
        {
            foreach (var (distributor, page) in await Read([.. size.Select(key => key.Interface)], size.Key))
            {
                found.Add(new FirstPart(distributor, size.Key), page);
            }
        }

        return found;
    }
}

public sealed class ExecutionsOfInterfaces(ExecutionLog log) : FirstParts<ExecutionPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, ExecutionPage>> Read(IReadOnlyCollection<DistributorInterfaceId> interfaces, int first) => log.Newest(interfaces, first);
}

public sealed class OrdersOfInterfaces(SalesLedger ledger) : FirstParts<OrderPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, OrderPage>> Read(IReadOnlyCollection<DistributorInterfaceId> interfaces, int first) => ledger.Oldest(interfaces, first);
}

public sealed class SchedulesOfInterfaces(ScheduleList list) : FirstParts<SchedulePage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, SchedulePage>> Read(IReadOnlyCollection<DistributorInterfaceId> interfaces, int first) => list.Oldest(interfaces, first);
}
