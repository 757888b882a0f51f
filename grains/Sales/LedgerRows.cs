using System.Data.Common;
using Distribution.Storage;

namespace Distribution.Sales;

/// <summary>
/// How orders and tickets stand in their tables. What is there already stays as it is, but for the time of an order: that is when the first of its tickets was sold,
/// in whichever order they come.
/// </summary>
internal static class LedgerRows
{
    private static readonly ManyRows<Order> Orders = new ManyRows<Order>(
        "sales_order", "ON CONFLICT (id) DO UPDATE SET sold_at = excluded.sold_at WHERE excluded.sold_at < sales_order.sold_at")
        .Id("id", order => order.Id.Value)
        .Id("venue_id", order => order.Venue.Value)
        .Id("interface_id", order => order.Interface.Value)
        .Id("contact_id", order => order.Contact.Value)
        .Text("sale_reference", order => order.SaleReference)
        .Time("sold_at", order => order.SoldAt)
        .Time("created_at", order => order.CreatedAt);

    private static readonly ManyRows<(Order Of, Ticket Ticket)> Tickets = new ManyRows<(Order Of, Ticket Ticket)>("ticket", "ON CONFLICT (id) DO NOTHING")
        .Id("id", row => row.Ticket.Id.Value)
        .Id("order_id", row => row.Ticket.Order.Value)
        .Id("interface_id", row => row.Of.Interface.Value)
        .Text("ticket_reference", row => row.Ticket.TicketReference)
        .Id("performance_id", row => row.Ticket.Performance.Value)
        .Number("place", row => row.Ticket.Place)
        .Text("place_name", row => row.Ticket.PlaceName)
        .Text("category", row => row.Ticket.Category)
        .Id("audience_id", row => row.Ticket.Audience.Value)
        .LongNumber("price", row => row.Ticket.Price.MinorUnits)
        .Text("currency", row => row.Ticket.Price.Currency)
        .Text("barcode", row => row.Ticket.Barcode)
        .Time("sold_at", row => row.Ticket.SoldAt)
        .Time("cancelled_at", row => row.Ticket.CancelledAt)
        .Id("execution_id", row => row.Ticket.Execution.Value)
        .Text("warning", row => row.Ticket.Warning)
        .Flag("reserved", row => row.Ticket.IsReserved);

    /// <param name="orders">Of one interface, at least one.</param>
    /// <param name="tickets">Of these orders.</param>
    /// <returns>Tickets that were not there before.</returns>
    public static async Task<int> Insert(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Order> orders, IEnumerable<Ticket> tickets)
    {
        await Orders.Insert(connection, transaction, orders);
        var of = orders.First();
        return await Tickets.Insert(connection, transaction, tickets.Select(ticket => (of, ticket)));
    }
}
