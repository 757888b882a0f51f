using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;

namespace Distribution.Sales.Exchanges;

/// <summary>Follows an exchange back from ticket to ticket.</summary>
internal sealed class ExchangeReading(SaleInbox inbox, SalesLedger ledger)
{
    /// <summary>Exchanges of one buyer, one after the other, none of which could be taken. More is a distributor's mistake, or a circle.</summary>
    private const int MaxLinks = 100;

    /// <summary>The chain of a sale, empty where it replaces nothing; or why it can't be known yet.</summary>
    public async Task<(ExchangeChain Chain, ExecutionError? Problem)> Read(FunctionJob job, SaleLine.Sold sold)
    {
        var waiting = ImmutableArray.CreateBuilder<WaitingLink>();
        var line = sold;
        for (var links = 0; line.Replaces is { } old; links++)
        {
            if (links == MaxLinks)
            {
                return (ExchangeChain.None, SaleErrors.TooManyExchanges(sold, MaxLinks));
            }

            var ticket = await ledger.Find(SaleBooking.TicketOf(job, old));
            var history = await inbox.HistoryOf(job.Interface.Interface, old);
            var sales = history.SalesThatWait;
            if (ticket is { CancelledAt: null } ? history.Taken is { Pass.IsDefaultOrEmpty: false } : ticket is null && sales.Any(sale => !sale.Sold.Pass.IsDefaultOrEmpty))
            {
                return (ExchangeChain.None, SaleErrors.PassReplaced(line, old));
            }

            if (ticket is not null || history.IsOver)
            {
                return (new ExchangeChain(ticket is { CancelledAt: null } ? (ticket, line.SoldAt) : null, waiting.ToImmutable()), null);
            }

            if (sales.Count == 0)
            {
                return (ExchangeChain.None, SaleErrors.NeverSoldBefore(line, old));
            }

            waiting.AddRange(sales.Select(sale => new WaitingLink(sale.Position, sale.Sold, line.SoldAt)));
            line = sales[0].Sold;
        }

        return (new ExchangeChain(null, waiting.ToImmutable()), null);
    }
}
