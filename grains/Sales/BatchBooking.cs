using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Prices;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>Decides many plain sales, with one call of each seat map for all of them, and says what is to be written of each.</summary>
internal sealed class BatchBooking(SeatMapSales seatMaps, SaleBooking booking, PriceChecks prices, ConflictFinding conflicts, TimeProvider time)
{
    /// <summary>A sale of one ticket: nothing in the line itself needs more than its place.</summary>
    public static bool MayBePlain(SaleLine line) => line is SaleLine.Sold { Replaces: null, Pass.IsDefaultOrEmpty: true };

    public async Task<DecidedSales> Decide(FunctionJob job, IEnumerable<SaleLine.Sold> lines)
    {
        var (sales, problems) = (new List<PlainSale>(), new List<(SaleLine.Sold Sold, LineProblem Problem)>());
        foreach (var sold in lines)
        {
            var (names, problem) = SaleMapping.Read(job.Mappings, sold);
            var (wrongPrice, warning) = names is null ? default : await prices.Check(job, sold, names);
            if ((problem ?? wrongPrice) is { } error)
            {
                problems.Add((sold, error));
            }
            else
            {
                sales.Add(new PlainSale(sold, names!, warning));
            }
        }

        var (orders, tickets, refused) = Sort(job, sales.Zip(await seatMaps.Sell(job, [.. sales.Select(sale => (sale.Sold, sale.Names))])));
        problems.AddRange(refused.Zip(await conflicts.Find(refused), (sale, found) =>
            (sale.Sold, new LineProblem(SaleErrors.NotTaken(job.Interface.Name, sale.Sold, sale.Names, sale.Refusal), found))));
        var now = time.GetUtcNow();
        return new DecidedSales(orders, tickets, problems.ToDictionary(
            each => each.Sold.Reference, each => FailedLine.Of(job, each.Sold, each.Problem, now), StringComparer.Ordinal));
    }

    private (IReadOnlyCollection<Order> Orders, IReadOnlyDictionary<string, Ticket> Tickets, IReadOnlyList<RefusedSale> Refused) Sort(
        FunctionJob job, IEnumerable<(PlainSale Sale, Outcome<ImportedSale>? Outcome)> decided)
    {
        var (orders, tickets, refused) = (new Dictionary<OrderId, Order>(), new Dictionary<string, Ticket>(StringComparer.Ordinal), new List<RefusedSale>());
        foreach (var (sale, outcome) in decided)
        {
            switch (outcome)
            {
                case Outcome<ImportedSale>.Done { Value: var imported }:
                    var ticket = booking.TicketFor(job, sale.Sold, sale.Names, imported with { Warning = SaleWarnings.Both(imported.Warning, sale.Warning) });
                    tickets.Add(sale.Sold.Reference, ticket);
                    if (!orders.TryGetValue(ticket.Order, out var known) || ticket.SoldAt < known.SoldAt)
                    {
                        orders[ticket.Order] = booking.OrderFor(job, sale.Sold);
                    }

                    break;
                case Outcome<ImportedSale>.Refused { First: var refusal }:
                    refused.Add(new RefusedSale(sale.Sold, sale.Names, refusal));
                    break;
            }
        }

        return (orders.Values, tickets, refused);
    }

    /// <param name="Warning">What somebody should know of its price.</param>
    private readonly record struct PlainSale(SaleLine.Sold Sold, SaleNames Names, string? Warning);
}

/// <summary>What many plain sales become, by the references of their lines; one of which there is nothing here could not be decided.</summary>
/// <param name="Orders">One for each sale of the distributor.</param>
/// <param name="Failed">What has to wait.</param>
internal sealed record DecidedSales(IReadOnlyCollection<Order> Orders, IReadOnlyDictionary<string, Ticket> Tickets, IReadOnlyDictionary<string, FailedLine> Failed)
{
    public int Count => Tickets.Count + Failed.Count;

    public bool Has(string reference) => Tickets.ContainsKey(reference) || Failed.ContainsKey(reference);

    public static readonly DecidedSales None = new([], new Dictionary<string, Ticket>(StringComparer.Ordinal), new Dictionary<string, FailedLine>(StringComparer.Ordinal));
}
