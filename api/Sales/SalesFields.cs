using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Files;

namespace Distribution.Api.Sales;

[FieldsOf<RegisteredInterface>]
public static class SalesFields
{
    /// <summary>The orders its imports made, the oldest first.</summary>
    public static Deferred<Connection<Order>> Orders(RegisteredInterface distributor, OrdersOfInterfaces orders, Page page) =>
        orders.Load(distributor.Id, (page.AfterId<OrderId>(), page.First))
            .Then(found => page.OfIds(found.Orders, order => order.Id.Value, found.After is not null));

    /// <summary>How many tickets its imports made.</summary>
    public static Deferred<SalesTotals> SalesTotals(RegisteredInterface distributor, TotalsOfInterfaces totals) => totals.Load(distributor.Id).Then(found => found!);

    /// <summary>Lines of the distributor that could not be taken yet, the oldest first; each is tried again at every import. As a file, with those refused for good: <c>GET /waiting-lines/{interface}.csv</c>.</summary>
    public static Deferred<Connection<WaitingLine>> WaitingLines(RegisteredInterface distributor, WaitingLinesOfInterfaces lines, Page page) =>
        lines.Load(distributor.Id, (page.AfterNumber(), page.First)).Then(found => page.OfNumbers(found.Lines, line => line.Position, found.After is not null));

    /// <summary>The files of its sales, that came by hand or were fetched; the newest first.</summary>
    public static Deferred<Connection<ReceivedSalesFile>> SalesFiles(RegisteredInterface distributor, SalesFilesOfInterfaces files, Page page) =>
        files.Load(distributor.Id, (page.AfterId<SalesFileId>(), page.First)).Then(found => page.OfIds(found.Files, file => file.Id.Value, found.After is not null));
}

[QueryFields]
public static class SalesQueries
{
    /// <summary>An order with its tickets; null when there is no such order.</summary>
    [Requires(Role.Reader)]
    public static Deferred<Order?> Order(OrdersById orders, OrderId id) => orders.Load(id);
}

public sealed class OrdersOfInterfaces(SalesLedger ledger) : PartLoader<DistributorInterfaceId, (OrderId? After, int First), OrderPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, OrderPage>> Read(IReadOnlyCollection<DistributorInterfaceId> keys, (OrderId? After, int First) part) =>
        ledger.Orders(keys, part.After, part.First);
}

public sealed class WaitingLinesOfInterfaces(SaleInbox inbox) : PartLoader<DistributorInterfaceId, (long? After, int First), WaitingPage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, WaitingPage>> Read(IReadOnlyCollection<DistributorInterfaceId> keys, (long? After, int First) part) =>
        inbox.Pages(keys, part.After, part.First);
}

public sealed class SalesFilesOfInterfaces(SalesFileStore files) : PartLoader<DistributorInterfaceId, (SalesFileId? After, int First), SalesFilePage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, SalesFilePage>> Read(IReadOnlyCollection<DistributorInterfaceId> keys, (SalesFileId? After, int First) part) =>
        files.Pages(keys, part.After, part.First);
}

/// <summary>What the imports of interfaces made, in one read.</summary>
public sealed class TotalsOfInterfaces(SalesLedger ledger) : BatchLoader<DistributorInterfaceId, SalesTotals>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, SalesTotals>> Load(
        IReadOnlyCollection<DistributorInterfaceId> keys, CancellationToken cancellationToken) => ledger.Totals(keys);
}
