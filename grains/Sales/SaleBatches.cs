using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Sales.Prices;
using Microsoft.Extensions.Logging;

namespace Distribution.Sales;

/// <summary>
/// Takes many lines as <see cref="SaleTaking"/> takes each of them, with a few statements and one call of each seat map for all the plain ones: sales of one
/// ticket of which nothing else was ever told. Whatever is not plain, or does not go through, is taken by itself, in its turn: plain sales that stand one after
/// another don't depend on each other.
/// </summary>
internal sealed partial class SaleBatches(
    SaleTaking taking, SeatMapSales seatMaps, SaleInbox inbox, SalesLedger ledger, SaleBooking booking, PriceChecks prices, ILogger<SaleBatches> logger)
{
    /// <exception cref="System.Data.Common.DbException">What became of a line can't be kept; it waits as before.</exception>
    public async Task Take(FunctionJob job, IReadOnlyList<PlacedLine> lines)
    {
        for (var next = 0; next < lines.Count;)
        {
            var plain = lines.Skip(next).TakeWhile(line => MayBePlain(line.Line)).ToList();
            if (plain.Count > 1)
            {
                await TakePlain(job, plain);
                next += plain.Count;
            }
            else
            {
                await taking.Take(job, lines[next++]);
            }
        }
    }

    private static bool MayBePlain(SaleLine line) => line is SaleLine.Sold { Replaces: null, Pass.IsDefaultOrEmpty: true };

    private async Task TakePlain(FunctionJob job, IReadOnlyList<PlacedLine> lines)
    {
        var tickets = await TryBook(job, [.. lines.Select(line => (SaleLine.Sold)line.Line)]);
        foreach (var line in lines)
        {
            if (tickets.TryGetValue(line.Line.Reference, out var ticket))
            {
                job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + 1 };
                SaleTaking.Warn(job, ticket);
                job.Report.Add(ItemKey.OfLine(line.Line.Reference), ItemAction.Import, ItemOutcome.Done);
            }
            else
            {
                await taking.Take(job, line);
            }
        }
    }

    /// <summary>The tickets that were made, by the lines' references. None where something broke: line by line, it is seen which of them it is.</summary>
    private async Task<IReadOnlyDictionary<string, Ticket>> TryBook(FunctionJob job, IReadOnlyList<SaleLine.Sold> lines)
    {
        try
        {
            return await Book(job, await Plain(job, lines));
        }
#pragma warning disable CA1031 // Whatever is wrong with one line must not keep the others from being taken.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            BatchBroke(exception, lines.Count, job.Interface.Interface, job.Execution);
            return new Dictionary<string, Ticket>(StringComparer.Ordinal);
        }
    }

    private async Task<IReadOnlyList<PlainSale>> Plain(FunctionJob job, IReadOnlyList<SaleLine.Sold> lines)
    {
        var told = await inbox.ToldOnce(job.Interface.Interface, lines.Select(line => line.Ticket));
        var known = await ledger.Known(lines.Select(line => SaleBooking.TicketOf(job, line.Ticket)));
        var plain = new List<PlainSale>(lines.Count);
        foreach (var line in lines)
        {
            if (told.Contains(line.Ticket)
                && !known.Contains(SaleBooking.TicketOf(job, line.Ticket).Value)
                && SaleMapping.Read(job.Mappings, line).Names is { } names
                && await prices.Check(job, line, names) is (null, var warning))
            {
                plain.Add(new PlainSale(line, names, warning));
            }
        }

        return plain;
    }

    private async Task<IReadOnlyDictionary<string, Ticket>> Book(FunctionJob job, IReadOnlyList<PlainSale> sales)
    {
        var outcomes = await seatMaps.Sell(job, [.. sales.Select(sale => (sale.Sold, sale.Names))]);
        var booked = new Dictionary<string, Ticket>(StringComparer.Ordinal);
        var orders = new Dictionary<OrderId, Order>();
        foreach (var (sale, outcome) in sales.Zip(outcomes))
        {
            if (outcome is Outcome<ImportedSale>.Done { Value: var imported })
            {
                var ticket = booking.TicketFor(job, sale.Sold, sale.Names, imported with { Warning = SaleTaking.Both(imported.Warning, sale.Warning) });
                booked.Add(sale.Sold.Reference, ticket);
                if (!orders.TryGetValue(ticket.Order, out var known) || ticket.SoldAt < known.SoldAt)
                {
                    orders[ticket.Order] = booking.OrderFor(job, sale.Sold);
                }
            }
        }

        if (booked.Count > 0)
        {
            await ledger.Book(job.Interface.Interface, orders.Values, [.. booked.Values], booked.Keys);
        }

        return booked;
    }

    [LoggerMessage(LogLevel.Warning, "{Lines} lines of interface {Interface} could not be taken at once in execution {Execution}; they are taken one by one.")]
    private partial void BatchBroke(Exception exception, int lines, DistributorInterfaceId @interface, ExecutionId execution);

    private readonly record struct PlainSale(SaleLine.Sold Sold, SaleNames Names, string? Warning);
}
