using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Sales.Prices;

namespace Distribution.Sales;

/// <summary>Sells many plain sales at their seat maps, and says what is to be written in the ledger for those that went through.</summary>
internal sealed class BatchBooking(SeatMapSales seatMaps, SaleBooking booking, PriceChecks prices)
{
    /// <summary>A sale of one ticket: nothing in the line itself needs more than its place.</summary>
    public static bool MayBePlain(SaleLine line) => line is SaleLine.Sold { Replaces: null, Pass.IsDefaultOrEmpty: true };

    /// <summary>Null where the names or the price are not as they should be.</summary>
    public async ValueTask<PlainSale?> Find(FunctionJob job, SaleLine.Sold sold) =>
        SaleMapping.Read(job.Mappings, sold).Names is { } names && await prices.Check(job, sold, names) is (null, var warning)
            ? new PlainSale(sold, names, warning)
            : null;

    public async Task<BookedSales> Sell(FunctionJob job, IReadOnlyList<PlainSale> sales)
    {
        var outcomes = await seatMaps.Sell(job, [.. sales.Select(sale => (sale.Sold, sale.Names))]);
        var tickets = new Dictionary<string, Ticket>(sales.Count, StringComparer.Ordinal);
        var orders = new Dictionary<OrderId, Order>();
        foreach (var (sale, outcome) in sales.Zip(outcomes))
        {
            if (outcome is Outcome<ImportedSale>.Done { Value: var imported })
            {
                var ticket = booking.TicketFor(job, sale.Sold, sale.Names, imported with { Warning = SaleTaking.Both(imported.Warning, sale.Warning) });
                tickets.Add(sale.Sold.Reference, ticket);
                if (!orders.TryGetValue(ticket.Order, out var known) || ticket.SoldAt < known.SoldAt)
                {
                    orders[ticket.Order] = booking.OrderFor(job, sale.Sold);
                }
            }
        }

        return new BookedSales(orders.Values, tickets);
    }
}

/// <param name="Warning">What somebody should know of its price.</param>
internal sealed record PlainSale(SaleLine.Sold Sold, SaleNames Names, string? Warning);

/// <param name="Orders">One for each sale of the distributor.</param>
/// <param name="Tickets">By the references of their lines.</param>
internal sealed record BookedSales(IReadOnlyCollection<Order> Orders, IReadOnlyDictionary<string, Ticket> Tickets)
{
    public static readonly BookedSales None = new([], new Dictionary<string, Ticket>(StringComparer.Ordinal));
}
