using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
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
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<OrderPage> Orders(RegisteredInterface distributor, SalesLedger ledger, OrderId? after = null, int first = 50) =>
        ledger.Orders(distributor.Id, after, first);

    /// <summary>How many tickets its imports made.</summary>
    public static Task<SalesTotals> SalesTotals(RegisteredInterface distributor, SalesLedger ledger) => ledger.Totals(distributor.Id);

    /// <summary>Lines of the distributor that could not be taken yet, the oldest first; each is tried again at every import.</summary>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<ImmutableArray<WaitingLine>> WaitingLines(RegisteredInterface distributor, SaleInbox inbox, int skip = 0, int first = 50) =>
        inbox.List(distributor.Id, skip, first);

    /// <summary>The files of its sales, that came by hand or were fetched; the newest first.</summary>
    /// <param name="skip">The <c>next</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<SalesFilePage> SalesFiles(RegisteredInterface distributor, SalesFileStore files, int skip = 0, int first = 50) =>
        files.List(distributor.Id, skip, first);
}

[QueryFields]
public static class SalesQueries
{
    /// <summary>An order with its tickets; null when there is no such order.</summary>
    [Requires(Role.Reader)]
    public static Task<Order?> Order(SalesLedger ledger, OrderId id) => ledger.Find(id);
}
