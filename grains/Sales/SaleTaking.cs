using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Exchanges;
using Distribution.Sales.Prices;
using Distribution.SeatMaps;
using Microsoft.Extensions.Logging;

namespace Distribution.Sales;

/// <summary>
/// Turns one line into what it means here: a ticket, a cancelled ticket, one ticket in the place of another, nothing new, or an error that waits. The seat
/// map decides who has the place and remembers the ticket; the ledger follows. Cut off between the two, the next run finds the ticket in the
/// seat map and completes the ledger.
/// </summary>
internal sealed partial class SaleTaking(
    SeatMapSales seatMaps,
    SaleInbox inbox,
    SalesLedger ledger,
    SaleBooking booking,
    PriceChecks prices,
    ExchangeReading exchanges,
    SaleEnding ending,
    ConflictFinding conflicts,
    TimeProvider time,
    ILogger<SaleTaking> logger)
{
    /// <exception cref="System.Data.Common.DbException">What became of the line can't be kept; it waits as before.</exception>
    public async Task Take(FunctionJob job, PlacedLine line)
    {
        if (job.TakenAhead.Remove(line.Line.Reference))
        {
            return;
        }

        var before = job.Report.Counts;
        if (await ProblemOf(job, line) is { } problem)
        {
            await Fail(job, [FailedLine.Of(job, line.Line, problem, time.GetUtcNow())]);
        }
        else
        {
            var madeSomething = job.Report.Counts.Imported > before.Imported || job.Report.Counts.Cancelled > before.Cancelled;
            job.Report.Add(ItemKey.OfLine(line.Line.Reference), ActionOf(line.Line), madeSomething ? ItemOutcome.Done : ItemOutcome.NothingNew);
        }
    }

    /// <summary>Lines wait, with why.</summary>
    public async Task Fail(FunctionJob job, IReadOnlyList<FailedLine> lines)
    {
        job.Report.ConflictsChanged |= await inbox.Fail(job.Interface.Interface, lines, job.Mappings.Version);
        foreach (var line in lines)
        {
            line.Tell(job);
        }
    }

    /// <summary>A line became a ticket, with others.</summary>
    public static void TellBooked(FunctionJob job, SaleLine line, Ticket ticket)
    {
        job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + 1 };
        Warn(job, ticket);
        job.Report.Add(ItemKey.OfLine(line.Reference), ItemAction.Import, ItemOutcome.Done);
    }

    public static ItemAction ActionOf(SaleLine line) => line is SaleLine.Cancelled ? ItemAction.Cancel : ItemAction.Import;

    public static TicketId TicketOf(FunctionJob job, string reference) => SaleBooking.TicketOf(job, reference);

    private async Task<LineProblem?> ProblemOf(FunctionJob job, PlacedLine line, bool isAhead = false)
    {
        try
        {
            return line.Line switch
            {
                SaleLine.Sold sold => await TakeSold(job, sold, line.Position, isAhead),
                SaleLine.Cancelled cancelled => await TakeCancelled(job, cancelled, line.Position),
                SaleLine.Unreadable unreadable => SaleErrors.Unreadable(unreadable),
                _ => throw new InvalidOperationException($"A line of a kind that is not known: {line.Line.GetType().Name}."),
            };
        }
#pragma warning disable CA1031 // Whatever is wrong with one line must not keep the lines behind it from being taken, now and at every run to come.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LineBroke(exception, line.Line.Reference, job.Interface.Interface, job.Execution);
            return SaleErrors.BrokeOff(line.Line.Reference);
        }
    }

    private async Task<LineProblem?> TakeSold(FunctionJob job, SaleLine.Sold sold, long position, bool isAhead)
    {
        var history = await inbox.HistoryOf(job.Interface.Interface, sold.Ticket);
        if (await ledger.Find(SaleBooking.TicketOf(job, sold.Ticket)) is { } ticket)
        {
            return history.Taken is { } before && !SaleParts.AreSamePlaces(before, sold) ? SaleErrors.AnotherPlace(sold, before)
                : ticket.IsReserved && !sold.IsReservation ? await Pay(job, sold, isOver: ticket.CancelledAt is not null)
                : SaleWarnings.OfPrice(sold, ticket) is { } warning ? await NothingNew(job, sold, ticket, warning)
                : await NothingNew(job, sold.Reference);
        }

        // A sale that was taken and has no ticket was exchanged, or cancelled, before it could have one.
        if (history.IsOver)
        {
            return await NothingNew(job, sold.Reference);
        }

        var problem = sold.Replaces is null ? await Book(job, sold, ExchangeChain.None, position) : await Exchange(job, sold, position, isAhead);
        return history.CancellationWaitingBefore(position) is { } cancelled ? await CancelAtOnce(job, sold, cancelled, problem, position) : problem;
    }

    /// <summary>
    /// The old ticket ends, and the new one is made, in one step each on the seat map and in the ledger. Sales that it goes back to are taken first where they can be by now, so that
    /// it all becomes what it would have in its own order.
    /// </summary>
    private async Task<LineProblem?> Exchange(FunctionJob job, SaleLine.Sold sold, long position, bool isAhead)
    {
        var (chain, problem) = await exchanges.Read(job, sold);
        if (problem is null && !isAhead && !chain.Waiting.IsEmpty)
        {
            foreach (var link in chain.Waiting.Reverse())
            {
                await TakeAhead(job, link, position);
            }

            (chain, problem) = await exchanges.Read(job, sold);
        }

        return problem is null ? await Book(job, sold, chain, position) : problem;
    }

    private async Task TakeAhead(FunctionJob job, WaitingLink link, long position)
    {
        if (await ProblemOf(job, new PlacedLine(link.Position, link.Sold), isAhead: true) is null)
        {
            job.Report.Add(ItemKey.OfLine(link.Sold.Reference), ItemAction.Import, ItemOutcome.Done);
            if (link.Position < position)
            {
                StoppedWaiting(job, 1);
            }
            else
            {
                job.TakenAhead.Add(link.Sold.Reference);
            }
        }
    }

    private async Task<LineProblem?> Book(FunctionJob job, SaleLine.Sold sold, ExchangeChain chain, long position)
    {
        var (parts, missing) = SaleMapping.ReadParts(job.Mappings, sold);
        if (missing is not null)
        {
            return missing;
        }

        var (wrongPrice, warning) = parts.Count == 1 ? await prices.Check(job, sold, parts[0].Names) : default;
        if (wrongPrice is not null)
        {
            return wrongPrice;
        }

        var (ended, kept) = await ending.Leave(job, [.. chain.Over], $"exchange {sold.Reference}");
        if (ended is null)
        {
            return SaleErrors.Refused(sold.Ticket, kept!);
        }

        var outcome = await seatMaps.Sell(job, parts, chain.Valid?.Ticket);
        if (!outcome.Refusals.IsEmpty)
        {
            return await NotSold(job, sold, chain, position, outcome, await conflicts.Find(outcome.Part, outcome.Names, outcome.Refusals[0]));
        }

        var tickets = parts.Zip(outcome.Imported, (part, imported) =>
            booking.TicketFor(job, part.Sold, part.Names, imported with { Warning = SaleWarnings.Both(imported.Warning, warning) })).ToList();
        await ledger.Book(booking.OrderFor(job, sold), tickets, sold.Reference, chain.IsEmpty ? null : async (connection, transaction) =>
        {
            await ended.Write(connection, transaction, job.Interface.Interface);
            if (chain.Valid is var (old, until))
            {
                await SalesLedger.Cancel(connection, transaction, old.Id, until);
            }
        });
        Ended(job, chain, position);
        job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + tickets.Count };
        tickets.ForEach(ticket => Warn(job, ticket));
        return null;
    }

    /// <summary>
    /// The seat map did not take the sale. An exchange leaves its old ticket valid, so that the buyer has a place, unless what is in its way is the same distributor's: there
    /// the old ticket has ended, whatever becomes of the new one, and its place may be what another exchange waits for.
    /// </summary>
    private async Task<LineProblem?> NotSold(FunctionJob job, SaleLine.Sold sold, ExchangeChain chain, long position, SaleOutcome outcome, ConflictFound? found)
    {
        var isOwn = found is { IsArea: true } or { Holder.Kind: HolderKind.Sold } && (found.IsArea || found.Holder.Interface == job.Interface.Interface);
        if (isOwn && !chain.IsEmpty && await ending.End(job, chain, [], $"exchange {sold.Reference}") is null)
        {
            Ended(job, chain, position);
        }

        return new LineProblem(SaleErrors.NotTaken(job.Interface.Name, outcome.Part, outcome.Names, outcome.Refusals[0]), found);
    }

    /// <summary>What waited of a chain waits no more.</summary>
    private static void Ended(FunctionJob job, ExchangeChain chain, long position)
    {
        StoppedWaiting(job, chain.Waiting.Count(line => line.Position < position));
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + chain.Waiting.Length };
        job.TakenAhead.UnionWith(chain.Waiting.Where(line => line.Position > position).Select(line => line.Sold.Reference));
    }

    /// <summary>A reservation is paid: its ticket is as it was, with the price and the barcode of the sale.</summary>
    /// <param name="isOver">It was cancelled since: there is nothing to mend any more.</param>
    private async Task<LineProblem?> Pay(FunctionJob job, SaleLine.Sold sold, bool isOver)
    {
        var (parts, missing) = SaleMapping.ReadParts(job.Mappings, sold);
        var (wrongPrice, warning) = missing is null && parts.Count == 1 ? await prices.Check(job, sold, parts[0].Names) : default;
        if ((missing ?? wrongPrice) is { } problem)
        {
            return isOver ? await NothingNew(job, sold.Reference) : problem;
        }

        var paid = new List<Ticket>();
        foreach (var (part, _) in parts)
        {
            if (await ledger.Find(SaleBooking.TicketOf(job, part.Ticket)) is { } ticket)
            {
                job.Sold.Add(ticket.Performance);
                paid.Add(ticket with { IsReserved = false, Price = part.Price, Barcode = part.Barcode, SoldAt = part.SoldAt, Warning = SaleWarnings.Both(ticket.Warning, warning) });
            }
        }

        await ledger.Pay(job.Interface.Interface, paid, sold.Reference);
        job.Report.Counts = isOver
            ? job.Report.Counts with { Known = job.Report.Counts.Known + 1 }
            : job.Report.Counts with { Imported = job.Report.Counts.Imported + paid.Count };
        return null;
    }

    private async Task<LineProblem?> TakeCancelled(FunctionJob job, SaleLine.Cancelled cancelled, long position)
    {
        var history = await TakeExchangeOf(job, cancelled, position);
        if (await ledger.Find(SaleBooking.TicketOf(job, cancelled.Ticket)) is not { } ticket)
        {
            var sales = history.SalesWaitingBefore(position);
            return history.IsCancelled || history.IsRefused || (history.Taken is not null && sales.Count == 0) ? await NothingNew(job, cancelled.Reference)
                : sales.Count == 0 ? SaleErrors.NeverSold(cancelled)
                : await Discard(job, cancelled, sales, position, alreadyWaiting: sales.Count);
        }

        if (ticket.CancelledAt is not null)
        {
            return await NothingNew(job, cancelled.Reference);
        }

        List<Ticket> tickets = [ticket];
        foreach (var part in history.Taken is { } taken ? SaleParts.Of(taken).Skip(1) : [])
        {
            tickets.AddRange(await ledger.Find(SaleBooking.TicketOf(job, part.Ticket)) is { } other ? [other] : []);
        }

        foreach (var (performance, id, reference) in tickets.Select(each => (each.Performance, each.Id, each.TicketReference)))
        {
            if (await seatMaps.Cancel(job, performance, id, $"cancel {cancelled.Reference} {reference}") is { } refusal)
            {
                return SaleErrors.Refused(cancelled.Ticket, refusal);
            }
        }

        await ledger.Cancel(job.Interface.Interface, [.. tickets.Select(each => each.Id)], cancelled.CancelledAt, cancelled.Reference);
        job.Report.Counts = job.Report.Counts with { Cancelled = job.Report.Counts.Cancelled + tickets.Count };
        return null;
    }

    /// <summary>What is cancelled may be an exchange that waits for what came only now.</summary>
    private async Task<TicketHistory> TakeExchangeOf(FunctionJob job, SaleLine.Cancelled cancelled, long position)
    {
        var history = await inbox.HistoryOf(job.Interface.Interface, cancelled.Ticket);
        var waiting = history.SalesThatWait.Where(sale => sale.Position < position && sale.Sold.Replaces is not null).ToList();
        foreach (var (at, sold) in waiting)
        {
            if (await ProblemOf(job, new PlacedLine(at, sold)) is null)
            {
                StoppedWaiting(job, 1);
                job.Report.Add(ItemKey.OfLine(sold.Reference), ItemAction.Import, ItemOutcome.Done);
            }
        }

        return waiting.Count == 0 ? history : await inbox.HistoryOf(job.Interface.Interface, cancelled.Ticket);
    }

    /// <summary>The cancellation came before its sale and waited for it.</summary>
    private async Task<LineProblem?> CancelAtOnce(FunctionJob job, SaleLine.Sold sold, SaleLine.Cancelled cancelled, LineProblem? notBooked, long position)
    {
        if (notBooked is not null)
        {
            return await Discard(job, cancelled, [sold], position, alreadyWaiting: 1) is null ? null : notBooked;
        }

        // What goes wrong with the cancellation is told when it is its own turn again.
        if (await TakeCancelled(job, cancelled, long.MaxValue) is null)
        {
            StoppedWaiting(job, 1);
        }

        return null;
    }

    /// <summary>
    /// Sales that could not be taken and are cancelled have no place. What they were exchanged for is over too; where that is not known yet, the cancellation waits as they do.
    /// </summary>
    private async Task<LineProblem?> Discard(FunctionJob job, SaleLine.Cancelled cancelled, IReadOnlyList<SaleLine.Sold> sales, long position, int alreadyWaiting)
    {
        var (chain, unknown) = await exchanges.Read(job, sales[0]);
        if (unknown is not null)
        {
            return SaleErrors.CancelsLaterExchange(cancelled, unknown);
        }

        if (await ending.End(job, chain, sales.Select(sale => (sale, cancelled.CancelledAt)), $"cancel {cancelled.Reference}", cancelled.Reference) is { } refusal)
        {
            return SaleErrors.Refused(cancelled.Ticket, refusal);
        }

        StoppedWaiting(job, alreadyWaiting);
        Ended(job, chain, position);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + sales.Count + 1 };
        return null;
    }

    private async Task<LineProblem?> NothingNew(FunctionJob job, params string[] references)
    {
        await inbox.Settle(job.Interface.Interface, references);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + references.Length };
        return null;
    }

    /// <summary>The ticket stays as it is, with a warning.</summary>
    private async Task<LineProblem?> NothingNew(FunctionJob job, SaleLine.Sold sold, Ticket ticket, string warning)
    {
        var warned = ticket with { Warning = ticket.Warning?.Contains(warning, StringComparison.Ordinal) is true ? ticket.Warning : SaleWarnings.Both(ticket.Warning, warning) };
        await ledger.Warn(job.Interface.Interface, warned, sold.Reference);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + 1 };
        Warn(job, ticket with { Warning = warning });
        return null;
    }

    private static void Warn(FunctionJob job, Ticket ticket)
    {
        if (ticket.Warning is not null)
        {
            job.Report.Counts = job.Report.Counts with { Warned = job.Report.Counts.Warned + 1 };
            job.Report.Warn($"Ticket {ticket.TicketReference}: {ticket.Warning}");
        }
    }

    /// <summary>Lines that this run had counted as waiting wait no more.</summary>
    private static void StoppedWaiting(FunctionJob job, int lines) =>
        job.Report.Counts = job.Report.Counts with { Waiting = job.Report.Counts.Waiting - lines };

    [LoggerMessage(LogLevel.Error, "Line {Reference} of interface {Interface} could not be taken in execution {Execution}.")]
    private partial void LineBroke(Exception exception, string reference, DistributorInterfaceId @interface, ExecutionId execution);
}
