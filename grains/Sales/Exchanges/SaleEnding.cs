using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales.Exchanges;

/// <summary>
/// Ends sales that could not be taken and are over at the distributor, cancelled or exchanged. Each leaves a cancelled ticket, as it would have, had its lines come
/// in another order: what the distributor sold and took back stands in its statement, and the barcode is known as one that opens no door. A sale of something that we can't
/// name leaves none.
/// </summary>
internal sealed class SaleEnding(SeatMapSales seatMaps, SaleBooking booking, SalesLedger ledger)
{
    private const string NeverHadItsPlace = "It was over at the distributor before it could have its place here.";

    /// <summary>Gives up the places that a seat map, which could not say whether its change was durable, may have sold. Nothing is written to the books yet.</summary>
    public async Task<(EndedSales? Ended, Refusal? Refusal)> Leave(FunctionJob job, IReadOnlyCollection<(SaleLine.Sold Sold, DateTimeOffset Until)> sales, string step)
    {
        var (orders, tickets) = (new Dictionary<OrderId, Order>(), ImmutableArray.CreateBuilder<Ticket>());
        foreach (var (sale, until) in sales.GroupBy(sale => sale.Sold.Ticket).Select(lines => lines.OrderBy(line => line.Sold.IsReservation).First()))
        {
            var left = new List<Ticket>();
            foreach (var part in SaleParts.Of(sale))
            {
                if (SaleMapping.Read(job.Mappings, part).Names is not { } names)
                {
                    continue;
                }

                if (await seatMaps.Cancel(job, names.Performance, SaleBooking.TicketOf(job, part.Ticket), $"{step} {part.Ticket}") is { Code: not RefusalCode.NotFound } refusal)
                {
                    return (null, refusal);
                }

                if (await seatMaps.Place(names, part) is { } place)
                {
                    left.Add(booking.TicketFor(job, part, names, place with { Warning = NeverHadItsPlace }) with { CancelledAt = until });
                }
            }

            if (left.Count == SaleParts.Of(sale).Count)
            {
                tickets.AddRange(left);
                orders.TryAdd(left[0].Order, booking.OrderFor(job, sale));
            }
        }

        return (new EndedSales([.. orders.Values], tickets.ToImmutable(), [.. sales.Select(sale => sale.Sold.Reference)]), null);
    }

    /// <summary>Ends a whole chain, though what came of it has no place: by whatever the lines say, none of its tickets is good any more.</summary>
    /// <param name="sales">Further sales that end with it.</param>
    /// <param name="references">Further lines that are done by it.</param>
    public async Task<Refusal?> End(
        FunctionJob job, ExchangeChain chain, IEnumerable<(SaleLine.Sold Sold, DateTimeOffset Until)> sales, string step, params string[] references)
    {
        var (ended, refusal) = await Leave(job, [.. sales, .. chain.Over], step);
        if (ended is null)
        {
            return refusal;
        }

        if (chain.Valid is var (valid, _) && await seatMaps.Cancel(job, valid.Performance, valid.Id, $"{step} {valid.TicketReference}") is { } kept)
        {
            return kept;
        }

        await ledger.End(job.Interface.Interface, ended, chain, references);
        return null;
    }
}
