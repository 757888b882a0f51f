using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Prices;
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
    ConflictFinding conflicts,
    TimeProvider time,
    ILogger<SaleTaking> logger)
{
    /// <exception cref="System.Data.Common.DbException">What became of the line can't be kept; it waits as before.</exception>
    public async Task Take(FunctionJob job, PlacedLine line)
    {
        var item = ItemKey.OfLine(line.Line.Reference);
        var before = job.Report.Counts;
        if (await ProblemOf(job, line) is { Error: var error, Conflict: var found })
        {
            var conflict = found is not null && line.Line is SaleLine.Sold sold ? ConflictFinding.Row(job, sold, found, time.GetUtcNow()) : null;
            var kept = job.Report.Add(item, ActionOf(line.Line), error);
            job.Report.ConflictsChanged |= await inbox.Fail(job.Interface.Interface, line.Line.Reference, kept, job.Mappings.Version, conflict) || conflict is not null;
            job.Report.Counts = job.Report.Counts with { Waiting = job.Report.Counts.Waiting + 1 };
        }
        else
        {
            var madeSomething = job.Report.Counts.Imported > before.Imported || job.Report.Counts.Cancelled > before.Cancelled;
            job.Report.Add(item, ActionOf(line.Line), madeSomething ? ItemOutcome.Done : ItemOutcome.NothingNew);
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

    private async Task<LineProblem?> ProblemOf(FunctionJob job, PlacedLine line)
    {
        try
        {
            return line.Line switch
            {
                SaleLine.Sold sold => await TakeSold(job, sold, line.Position),
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

    private async Task<LineProblem?> TakeSold(FunctionJob job, SaleLine.Sold sold, long position)
    {
        var history = await inbox.HistoryOf(job.Interface.Interface, sold.Ticket);
        if (await ledger.Find(SaleBooking.TicketOf(job, sold.Ticket)) is { } ticket)
        {
            return history.Taken is { } before && !SaleParts.AreSamePlaces(before, sold) ? SaleErrors.AnotherPlace(sold, before)
                : ticket is { IsReserved: true, CancelledAt: null } && !sold.IsReservation ? await Pay(job, sold)
                : await NothingNew(job, sold.Reference);
        }

        // A sale that was taken and has no ticket was exchanged, or cancelled, before it could have one.
        if (history.IsCancelled || history.IsRefused || history.Taken is not null)
        {
            return await NothingNew(job, sold.Reference);
        }

        var problem = sold.Replaces is { } old ? await Exchange(job, sold, old, position) : await Book(job, sold);
        return history.CancellationWaitingBefore(position) is { } cancelled ? await CancelAtOnce(job, sold, cancelled, problem) : problem;
    }

    /// <summary>The old ticket ends, and the new one is made, in one step each on the seat map and in the ledger.</summary>
    private async Task<LineProblem?> Exchange(FunctionJob job, SaleLine.Sold sold, string old, long position)
    {
        var replaced = await ledger.Find(SaleBooking.TicketOf(job, old));
        var history = await inbox.HistoryOf(job.Interface.Interface, old);
        if (history.Taken is { Pass.IsDefaultOrEmpty: false })
        {
            return SaleErrors.PassReplaced(sold, old);
        }

        if (replaced is { CancelledAt: null })
        {
            return await Book(job, sold, replaced.Id);
        }

        var waiting = history.SalesWaitingBefore(long.MaxValue);
        if (replaced is null && waiting.Count == 0 && history is { IsRefused: false, IsCancelled: false, Taken: null })
        {
            return SaleErrors.NeverSoldBefore(sold, old);
        }

        var problem = await Book(job, sold, SaleBooking.TicketOf(job, old));
        if (problem is null && waiting.Count > 0)
        {
            StoppedWaiting(job, history.SalesWaitingBefore(position).Count);
            await NothingNew(job, [.. waiting.Select(line => line.Reference)]);
        }

        return problem;
    }

    private async Task<LineProblem?> Book(FunctionJob job, SaleLine.Sold sold, TicketId? replaces = null)
    {
        var (parts, missing) = Names(job, sold);
        if (missing is not null)
        {
            return missing;
        }

        var (wrongPrice, warning) = parts.Count == 1 ? await prices.Check(job, sold, parts[0].Names) : default;
        if (wrongPrice is not null)
        {
            return wrongPrice;
        }

        var outcome = await seatMaps.Sell(job, parts, replaces);
        if (!outcome.Refusals.IsEmpty)
        {
            return new LineProblem(
                SaleErrors.NotTaken(job.Interface.Name, outcome.Part, outcome.Names, outcome.Refusals),
                parts.Count == 1 ? await conflicts.Find(sold, outcome.Names, outcome.Refusals[0]) : null);
        }

        var tickets = parts.Zip(outcome.Imported, (part, imported) =>
            booking.TicketFor(job, part.Sold, part.Names, imported with { Warning = Both(imported.Warning, warning) })).ToList();
        await ledger.Book(booking.OrderFor(job, sold), tickets, sold.Reference, replaces is not { } old ? null : (connection, transaction) =>
            SalesLedger.Cancel(connection, transaction, old, sold.SoldAt));
        job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + tickets.Count };
        tickets.ForEach(ticket => Warn(job, ticket));
        return null;
    }

    /// <summary>A reservation is paid: its ticket is as it was, with the price and the barcode of the sale.</summary>
    private async Task<LineProblem?> Pay(FunctionJob job, SaleLine.Sold sold)
    {
        var (parts, missing) = Names(job, sold);
        if (missing is not null)
        {
            return missing;
        }

        var (wrongPrice, warning) = parts.Count == 1 ? await prices.Check(job, sold, parts[0].Names) : default;
        if (wrongPrice is not null)
        {
            return wrongPrice;
        }

        var paid = new List<Ticket>();
        foreach (var (part, _) in parts)
        {
            if (await ledger.Find(SaleBooking.TicketOf(job, part.Ticket)) is { } ticket)
            {
                paid.Add(ticket with { IsReserved = false, Price = part.Price, Barcode = part.Barcode, SoldAt = part.SoldAt, Warning = Both(ticket.Warning, warning) });
            }
        }

        await ledger.Pay(job.Interface.Interface, paid, sold.Reference);
        job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + paid.Count };
        return null;
    }

    private async Task<LineProblem?> TakeCancelled(FunctionJob job, SaleLine.Cancelled cancelled, long position)
    {
        var history = await inbox.HistoryOf(job.Interface.Interface, cancelled.Ticket);
        if (await ledger.Find(SaleBooking.TicketOf(job, cancelled.Ticket)) is not { } ticket)
        {
            var sales = history.SalesWaitingBefore(position);
            return history.IsCancelled || history.IsRefused || (history.Taken is not null && sales.Count == 0) ? await NothingNew(job, cancelled.Reference)
                : sales.Count == 0 ? SaleErrors.NeverSold(cancelled)
                : await Discard(job, cancelled, sales, alreadyWaiting: sales.Count);
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

    /// <summary>The cancellation came before its sale and waited for it.</summary>
    private async Task<LineProblem?> CancelAtOnce(FunctionJob job, SaleLine.Sold sold, SaleLine.Cancelled cancelled, LineProblem? notBooked)
    {
        if (notBooked is not null)
        {
            return await Discard(job, cancelled, [sold], alreadyWaiting: 1);
        }

        // What goes wrong with the cancellation is told when it is its own turn again.
        if (await TakeCancelled(job, cancelled, long.MaxValue) is null)
        {
            StoppedWaiting(job, 1);
        }

        return null;
    }

    /// <summary>
    /// Sales that could not be taken and are cancelled need no ticket. A seat map that could not say whether its change was durable may have one of
    /// them, and has to give the place up.
    /// </summary>
    private async Task<LineProblem?> Discard(FunctionJob job, SaleLine.Cancelled cancelled, IReadOnlyList<SaleLine.Sold> sales, int alreadyWaiting)
    {
        foreach (var part in sales.SelectMany(SaleParts.Of))
        {
            if (SaleMapping.Read(job.Mappings, part).Names is { } names
                && await seatMaps.Cancel(job, names.Performance, SaleBooking.TicketOf(job, part.Ticket), $"cancel {cancelled.Reference} {part.Ticket}")
                    is { Code: not RefusalCode.NotFound } refusal)
            {
                return SaleErrors.Refused(cancelled.Ticket, refusal);
            }
        }

        StoppedWaiting(job, alreadyWaiting);
        return await NothingNew(job, [.. sales.Select(sale => sale.Reference), cancelled.Reference]);
    }

    private async Task<LineProblem?> NothingNew(FunctionJob job, params string[] references)
    {
        await inbox.Settle(job.Interface.Interface, references);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + references.Length };
        return null;
    }

    private static (IReadOnlyList<(SaleLine.Sold Sold, SaleNames Names)> Parts, ExecutionError? Missing) Names(FunctionJob job, SaleLine.Sold sold)
    {
        var parts = new List<(SaleLine.Sold, SaleNames)>();
        foreach (var part in SaleParts.Of(sold))
        {
            var (names, missing) = SaleMapping.Read(job.Mappings, part);
            if (missing is not null)
            {
                return ([], missing);
            }

            parts.Add((part, names!));
        }

        return (parts, null);
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

    public static string? Both(string? one, string? other) => one is null ? other : other is null ? one : $"{one} {other}";

    [LoggerMessage(LogLevel.Error, "Line {Reference} of interface {Interface} could not be taken in execution {Execution}.")]
    private partial void LineBroke(Exception exception, string reference, DistributorInterfaceId @interface, ExecutionId execution);
}
