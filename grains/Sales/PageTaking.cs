using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Sales;

/// <summary>
/// Makes lines of a page that was just read. The plain sales at its beginning are decided first, and become tickets, or wait with why, in the same transaction; what comes
/// from the first line on that is anything else waits, and is taken in its turn.
/// </summary>
internal sealed partial class PageTaking(BatchBooking booking, SaleInbox inbox, PageStore pages, ILogger<PageTaking> logger)
{
    /// <returns>What was kept, and how many of these lines are still to be taken.</returns>
    public async Task<(PageKept Kept, int Waiting)> Take(FunctionJob job, KeptPage page)
    {
        if (await TryDecide(job, page) is not ({ } kept, { } decided))
        {
            kept = await pages.Unpack(page, DecidedSales.None) ?? default;
            return (kept, kept.New);
        }

        foreach (var (line, _) in page.Lines.DistinctBy(line => line.Line.Reference))
        {
            if (decided.Tickets.TryGetValue(line.Reference, out var ticket))
            {
                SaleTaking.TellBooked(job, line, ticket);
            }
            else if (decided.Failed.TryGetValue(line.Reference, out var failed))
            {
                failed.Tell(job);
            }
        }

        return (kept, kept.New - decided.Tickets.Count - decided.Failed.Count);
    }

    private async Task<(PageKept Kept, DecidedSales Decided)?> TryDecide(FunctionJob job, KeptPage page)
    {
        try
        {
            var plain = await Plain(job, page);
            var decided = plain.Count == 0 ? DecidedSales.None : await booking.Decide(job, plain);
            if (decided.Tickets.Count + decided.Failed.Count < plain.Count)
            {
                // What could not be decided is taken in its turn, and so is what fails: no line that is to be taken stands before one that was.
                decided = decided with { Failed = DecidedSales.None.Failed };
            }

            return decided.Tickets.Count + decided.Failed.Count == 0 ? null
                : await pages.Unpack(page, decided, job.Mappings.Version) is { } kept ? (kept, decided)
                : (default, DecidedSales.None);
        }
#pragma warning disable CA1031 // Whatever is wrong with one line must not keep the others from being taken: they wait, and are taken with more care.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PageBroke(exception, page.Number, job.Interface.Interface, job.Execution);
            return null;
        }
    }

    private async Task<IReadOnlyList<SaleLine.Sold>> Plain(FunctionJob job, KeptPage page)
    {
        var once = page.Lines.Select(line => StoredLine.TicketOf(line.Line)).CountBy(ticket => ticket ?? "").Where(told => told.Value == 1).Select(told => told.Key).ToHashSet(StringComparer.Ordinal);
        var first = page.Lines.Select(line => line.Line).TakeWhile(BatchBooking.MayBePlain).Cast<SaleLine.Sold>().ToList();
        if (first.Count == 0)
        {
            return first;
        }

        var told = await inbox.Told(job.Interface.Interface, first.Select(line => line.Ticket));
        var references = new HashSet<string>(StringComparer.Ordinal);
        return [.. first.TakeWhile(line => once.Contains(line.Ticket) && !told.ContainsKey(line.Ticket) && references.Add(line.Reference) && !job.Skipped.Contains(ItemKey.OfLine(line.Reference)))];
    }

    [LoggerMessage(LogLevel.Warning, "The lines of page {Page} of interface {Interface} could not be taken at once in execution {Execution}; they wait first.")]
    private partial void PageBroke(Exception exception, int page, DistributorInterfaceId @interface, ExecutionId execution);
}
