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
    /// <param name="before">A page that is being kept meanwhile; whole, so that nothing of it is still to be decided.</param>
    public async Task<DecidedPage> Decide(FunctionJob job, KeptPage page, DecidedPage? before)
    {
        try
        {
            var plain = await Plain(job, page, before);
            var decided = plain.Count == 0 ? DecidedSales.None : await booking.Decide(job, plain);
            // What could not be decided is taken in its turn, and so is what fails: no line that is to be taken stands before one that was.
            return new DecidedPage(page, decided.Count < plain.Count ? decided with { Failed = DecidedSales.None.Failed } : decided);
        }
#pragma warning disable CA1031 // Whatever is wrong with one line must not keep the others from being taken: they wait, and are taken with more care.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PageBroke(exception, page.Number, job.Interface.Interface, job.Execution);
            return new DecidedPage(page, DecidedSales.None);
        }
    }

    /// <returns>What was kept, and how many of these lines are still to be taken.</returns>
    public async Task<(PageKept Kept, int Waiting)> Keep(FunctionJob job, DecidedPage page)
    {
        if (page.Sales.Count == 0 || await TryUnpack(job, page) is not { } kept)
        {
            kept = await pages.Unpack(page.Page, DecidedSales.None) ?? default;
            return (kept, kept.New);
        }

        foreach (var (line, _) in kept.New == 0 ? [] : page.Page.Lines.DistinctBy(line => line.Line.Reference))
        {
            if (page.Sales.Tickets.TryGetValue(line.Reference, out var ticket))
            {
                SaleTaking.TellBooked(job, line, ticket);
            }
            else if (page.Sales.Failed.TryGetValue(line.Reference, out var failed))
            {
                failed.Tell(job);
            }
        }

        return (kept, Math.Max(kept.New - page.Sales.Count, 0));
    }

    /// <summary>Nothing is new where somebody has done it before; null where it broke.</summary>
    private async Task<PageKept?> TryUnpack(FunctionJob job, DecidedPage page)
    {
        try
        {
            return await pages.Unpack(page.Page, page.Sales, job.Mappings.Version) ?? default(PageKept);
        }
#pragma warning disable CA1031 // As where it is decided.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            PageBroke(exception, page.Page.Number, job.Interface.Interface, job.Execution);
            return null;
        }
    }

    private async Task<IReadOnlyList<SaleLine.Sold>> Plain(FunctionJob job, KeptPage page, DecidedPage? before)
    {
        var once = page.Lines.Select(line => StoredLine.TicketOf(line.Line)).CountBy(ticket => ticket ?? "").Where(told => told.Value == 1).Select(told => told.Key).ToHashSet(StringComparer.Ordinal);
        var first = page.Lines.Select(line => line.Line).TakeWhile(BatchBooking.MayBePlain).Cast<SaleLine.Sold>().ToList();
        if (first.Count == 0)
        {
            return first;
        }

        var told = await inbox.Told(job.Interface.Interface, first.Select(line => line.Ticket));
        var references = new HashSet<string>(StringComparer.Ordinal);
        return [.. first.TakeWhile(line => once.Contains(line.Ticket) && !told.ContainsKey(line.Ticket) && before?.Tickets.Contains(line.Ticket) is not true && references.Add(line.Reference) && !job.Skipped.Contains(ItemKey.OfLine(line.Reference)))];
    }

    [LoggerMessage(LogLevel.Warning, "The lines of page {Page} of interface {Interface} could not be taken at once in execution {Execution}; they wait first.")]
    private partial void PageBroke(Exception exception, int page, DistributorInterfaceId @interface, ExecutionId execution);
}

/// <param name="Sales">What becomes of the lines at its beginning.</param>
internal sealed record DecidedPage(KeptPage Page, DecidedSales Sales)
{
    /// <summary>Nothing of it is left to be taken once it is kept.</summary>
    public bool IsWhole => Sales.Count == Page.Lines.Length;

    /// <summary>The tickets that it tells of.</summary>
    public IReadOnlySet<string?> Tickets { get; } = Page.Lines.Select(line => StoredLine.TicketOf(line.Line)).ToHashSet();
}
