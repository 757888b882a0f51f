using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Sales;

/// <summary>
/// Makes lines of a page that was just read. The plain sales at its beginning become tickets in the same transaction, so that they never wait; what comes from the first
/// line on that is anything else waits, and is taken in its turn.
/// </summary>
internal sealed partial class PageTaking(BatchBooking booking, SaleInbox inbox, PageStore pages, ILogger<PageTaking> logger)
{
    /// <returns>What was kept, and how many of these lines wait.</returns>
    public async Task<(PageKept Kept, int Waiting)> Take(FunctionJob job, KeptPage page)
    {
        if (await TryBook(job, page) is not ({ } kept, { } booked))
        {
            kept = await pages.Unpack(page, BookedSales.None) ?? default;
            return (kept, kept.New);
        }

        foreach (var (line, _) in page.Lines)
        {
            if (booked.Tickets.TryGetValue(line.Reference, out var ticket))
            {
                SaleTaking.TellBooked(job, line, ticket);
            }
        }

        return (kept, kept.New - booked.Tickets.Count);
    }

    private async Task<(PageKept Kept, BookedSales Booked)?> TryBook(FunctionJob job, KeptPage page)
    {
        try
        {
            var plain = await Plain(job, page);
            if (plain.Count == 0)
            {
                return null;
            }

            var booked = await booking.Sell(job, plain);
            return booked.Tickets.Count == 0 ? null
                : await pages.Unpack(page, booked) is { } kept ? (kept, booked)
                : (default, BookedSales.None);
        }
#pragma warning disable CA1031 // Whatever is wrong with one line must not keep the others from being taken: they wait, and are taken with more care.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PageBroke(exception, page.Number, job.Interface.Interface, job.Execution);
            return null;
        }
    }

    private async Task<IReadOnlyList<PlainSale>> Plain(FunctionJob job, KeptPage page)
    {
        var once = page.Lines.Select(line => StoredLine.TicketOf(line.Line)).CountBy(ticket => ticket ?? "").Where(told => told.Value == 1).Select(told => told.Key).ToHashSet(StringComparer.Ordinal);
        var first = page.Lines.Select(line => line.Line).TakeWhile(BatchBooking.MayBePlain).Cast<SaleLine.Sold>().ToList();
        var plain = new List<PlainSale>(first.Count);
        if (first.Count == 0)
        {
            return plain;
        }

        var told = await inbox.Told(job.Interface.Interface, first.Select(line => line.Ticket));
        foreach (var line in first)
        {
            if (!once.Contains(line.Ticket) || told.ContainsKey(line.Ticket) || job.Skipped.Contains(ItemKey.OfLine(line.Reference)) || await booking.Find(job, line) is not { } sale)
            {
                break;
            }

            plain.Add(sale);
        }

        return plain;
    }

    [LoggerMessage(LogLevel.Warning, "The lines of page {Page} of interface {Interface} could not be taken at once in execution {Execution}; they wait first.")]
    private partial void PageBroke(Exception exception, int page, DistributorInterfaceId @interface, ExecutionId execution);
}
