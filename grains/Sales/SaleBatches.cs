using System.Collections.Frozen;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Sales;

/// <summary>
/// Takes many waiting lines as <see cref="SaleTaking"/> takes each of them, with a few statements and one call of each seat map for all the plain ones: sales of one
/// ticket of which nothing else was ever told. Whatever is not plain, or could not be decided, is taken by itself, and in its turn: only plain sales that stand one after
/// another don't depend on each other.
/// </summary>
internal sealed partial class SaleBatches(SaleTaking taking, BatchBooking booking, SaleInbox inbox, SalesLedger ledger, ILogger<SaleBatches> logger)
{
    /// <summary>Between two batches, and two lines that are taken by themselves, the run may end.</summary>
    /// <exception cref="System.Data.Common.DbException">What became of a line can't be kept; it waits as before.</exception>
    public async Task Take(FunctionJob job, ImportProgress progress, IReadOnlyList<PlacedLine> lines, CancellationToken cancellationToken)
    {
        var (told, tickets) = await Known(job, lines);
        for (var next = 0; next < lines.Count;)
        {
            await progress.SafePoint();
            cancellationToken.ThrowIfCancellationRequested();
            var plain = lines.Skip(next).TakeWhile(IsPlain).ToList();
            if (plain.Count > 1)
            {
                await TakePlain(job, plain);
            }
            else
            {
                await taking.Take(job, lines[next]);
            }

            var taken = Math.Max(plain.Count, 1);
            progress.Past(taken);
            next += taken;
        }

        // What an exchange has taken ahead, or ended, since that was asked is not to be taken once more.
        bool IsPlain(PlacedLine line) => BatchBooking.MayBePlain(line.Line)
            && !job.TakenAhead.Contains(line.Line.Reference)
            && told.GetValueOrDefault(((SaleLine.Sold)line.Line).Ticket)
            && !tickets.Contains(SaleBooking.TicketOf(job, ((SaleLine.Sold)line.Line).Ticket).Value);
    }

    private async Task<(IReadOnlyDictionary<string, bool> Told, IReadOnlySet<Guid> Tickets)> Known(FunctionJob job, IReadOnlyList<PlacedLine> lines)
    {
        var tickets = lines.Where(line => BatchBooking.MayBePlain(line.Line)).Select(line => ((SaleLine.Sold)line.Line).Ticket).Distinct().ToList();
        return tickets.Count > 1
            ? (await inbox.Told(job.Interface.Interface, tickets), await ledger.Known(tickets.Select(ticket => SaleBooking.TicketOf(job, ticket))))
            : (FrozenDictionary<string, bool>.Empty, FrozenSet<Guid>.Empty);
    }

    private async Task TakePlain(FunctionJob job, IReadOnlyList<PlacedLine> lines)
    {
        var decided = await TryDecide(job, [.. lines.Select(line => (SaleLine.Sold)line.Line)]);
        foreach (var line in lines.Select(line => line.Line))
        {
            if (decided.Tickets.TryGetValue(line.Reference, out var ticket))
            {
                SaleTaking.TellBooked(job, line, ticket);
            }
        }

        if (decided.Failed.Count > 0)
        {
            await taking.Fail(job, [.. decided.Failed.Values]);
        }

        foreach (var line in lines.Where(line => !decided.Has(line.Line.Reference)))
        {
            await taking.Take(job, line);
        }
    }

    /// <summary>What became tickets is kept. None where something broke: line by line, it is seen at which of them.</summary>
    private async Task<DecidedSales> TryDecide(FunctionJob job, IReadOnlyList<SaleLine.Sold> lines)
    {
        try
        {
            var decided = await booking.Decide(job, lines);
            if (decided.Tickets.Count > 0)
            {
                await ledger.Book(job.Interface.Interface, decided);
            }

            return decided;
        }
#pragma warning disable CA1031 // Whatever is wrong with one line must not keep the others from being taken.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            BatchBroke(exception, lines.Count, job.Interface.Interface, job.Execution);
            return DecidedSales.None;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Lines} lines of interface {Interface} could not be taken at once in execution {Execution}; they are taken one by one.")]
    private partial void BatchBroke(Exception exception, int lines, DistributorInterfaceId @interface, ExecutionId execution);
}
