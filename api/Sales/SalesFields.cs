using Distribution.Api.Distributors;
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
    public static Deferred<Connection<Order>> Orders(RegisteredInterface distributor, OrdersOfInterfaces first, SalesLedger ledger, Page page) =>
        first.Load(distributor.Id, page, () => ledger.Orders(distributor.Id, page.AfterId<OrderId>(), page.First))
            .Then(found => page.OfIds(found.Orders, order => order.Id.Value, found.After is not null));

    /// <summary>How many tickets its imports made.</summary>
    public static Deferred<SalesTotals> SalesTotals(RegisteredInterface distributor, TotalsOfInterfaces totals) => totals.Load(distributor.Id).Then(found => found!);

    /// <summary>Lines of the distributor that could not be taken yet, the oldest first; each is tried again at every import. As a file, with those refused for good: <c>GET /waiting-lines/{interface}.csv</c>.</summary>
    public static async Task<Connection<WaitingLine>> WaitingLines(RegisteredInterface distributor, SaleInbox inbox, Page page)
    {
        var found = await inbox.Page(distributor.Id, page.AfterNumber(), page.First);
        return page.OfNumbers(found.Lines, line => line.Position, found.After is not null);
    }

    /// <summary>The files of its sales, that came by hand or were fetched; the newest first.</summary>
    public static async Task<Connection<ReceivedSalesFile>> SalesFiles(RegisteredInterface distributor, SalesFileStore files, Page page)
    {
        var found = await files.Page(distributor.Id, page.AfterId<SalesFileId>(), page.First);
        return page.OfIds(found.Files, file => file.Id.Value, found.After is not null);
    }
}

[QueryFields]
public static class SalesQueries
{
    /// <summary>An order with its tickets; null when there is no such order.</summary>
    [Requires(Role.Reader)]
    public static Deferred<Order?> Order(OrdersById orders, OrderId id) => orders.Load(id);
}

/// <summary>What the imports of interfaces made, in one read.</summary>
public sealed class TotalsOfInterfaces(SalesLedger ledger) : BatchLoader<DistributorInterfaceId, SalesTotals>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, SalesTotals>> Load(
        IReadOnlyCollection<DistributorInterfaceId> keys, CancellationToken cancellationToken) => ledger.Totals(keys);
}
