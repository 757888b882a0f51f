using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Microsoft.Extensions.Logging;

namespace Distribution.Sales;

/// <summary>
/// Turns one line into what it means here: a ticket, a cancelled ticket, nothing new, or an error that waits. The seat map decides
/// who has the place and remembers the ticket; the ledger follows. Cut off between the two, the next run finds the ticket in the
/// seat map and completes the ledger.
/// </summary>
internal sealed partial class SaleTaking(IGrainFactory grains, SaleInbox inbox, SalesLedger ledger, TimeProvider time, ILogger<SaleTaking> logger)
{
    /// <exception cref="System.Data.Common.DbException">What became of the line can't be kept; it waits as before.</exception>
    public async Task Take(FunctionJob job, PlacedLine line)
    {
        var item = ItemKey.OfLine(line.Line.Reference);
        var before = job.Report.Counts;
        if (await ErrorOf(job, line) is { } error)
        {
            await inbox.Fail(job.Interface.Interface, line.Line.Reference, job.Report.Add(item, ActionOf(line.Line), error));
            job.Report.Counts = job.Report.Counts with { Waiting = job.Report.Counts.Waiting + 1 };
        }
        else
        {
            var madeSomething = job.Report.Counts.Imported > before.Imported || job.Report.Counts.Cancelled > before.Cancelled;
            job.Report.Add(item, ActionOf(line.Line), madeSomething ? ItemOutcome.Done : ItemOutcome.NothingNew);
        }
    }

    public static ItemAction ActionOf(SaleLine line) => line is SaleLine.Cancelled ? ItemAction.Cancel : ItemAction.Import;

    public static TicketId TicketOf(FunctionJob job, string reference) => new(DerivedId.From(job.Interface.Interface.Value, "ticket", reference));

    private async Task<ExecutionError?> ErrorOf(FunctionJob job, PlacedLine line)
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

    private async Task<ExecutionError?> TakeSold(FunctionJob job, SaleLine.Sold sold, long position)
    {
        var history = await inbox.HistoryOf(job.Interface.Interface, sold.Ticket);
        if (await ledger.Find(TicketOf(job, sold.Ticket)) is not null)
        {
            return history.Taken is { } before && (before.Performance, before.Place, before.Area) != (sold.Performance, sold.Place, sold.Area)
                ? SaleErrors.AnotherPlace(sold, before)
                : await NothingNew(job, sold.Reference);
        }

        if (history.IsCancelled)
        {
            return await NothingNew(job, sold.Reference);
        }

        var error = await Book(job, sold);
        return history.CancellationWaitingBefore(position) is { } cancelled ? await CancelAtOnce(job, sold, cancelled, error) : error;
    }

    private async Task<ExecutionError?> Book(FunctionJob job, SaleLine.Sold sold)
    {
        var (names, missing) = SaleMapping.Read(job.Mappings, sold);
        if (missing is not null)
        {
            return missing;
        }

        var ticket = TicketOf(job, sold.Ticket);
        var order = OrderFor(job, sold);
        var outcome = await grains.GetGrain<ISeatMapGrain>(names!.Performance.Value).ImportSale(new ImportSale(
            job.Step($"sale {sold.Reference}"), job.Interface.Interface, job.Interface.Channel, ticket, order.Id, sold.Place, names.Area));
        if (outcome is not Outcome<ImportedSale>.Done { Value: var imported })
        {
            return SaleErrors.NotTaken(job.Interface.Name, sold, names, ((Outcome<ImportedSale>.Refused)outcome).Refusals);
        }

        await ledger.Book(order, TicketFor(job, sold, ticket, order.Id, names, imported), sold.Reference);
        job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + 1 };
        if (imported.Warning is { } warning)
        {
            job.Report.Counts = job.Report.Counts with { Warned = job.Report.Counts.Warned + 1 };
            job.Report.Warn($"Ticket {sold.Ticket}: {warning}");
        }

        return null;
    }

    private async Task<ExecutionError?> TakeCancelled(FunctionJob job, SaleLine.Cancelled cancelled, long position)
    {
        var ticketId = TicketOf(job, cancelled.Ticket);
        if (await ledger.Find(ticketId) is not { } ticket)
        {
            var history = await inbox.HistoryOf(job.Interface.Interface, cancelled.Ticket);
            var sales = history.SalesWaitingBefore(position);
            return history.IsCancelled ? await NothingNew(job, cancelled.Reference)
                : sales.Count == 0 ? SaleErrors.NeverSold(cancelled)
                : await Discard(job, cancelled, sales, alreadyWaiting: sales.Count);
        }

        if (ticket.CancelledAt is not null)
        {
            return await NothingNew(job, cancelled.Reference);
        }

        if (await CancelOnSeatMap(job, ticket.Performance, ticketId, cancelled.Reference) is { } refusal)
        {
            return SaleErrors.Refused(cancelled.Ticket, refusal);
        }

        await ledger.Cancel(job.Interface.Interface, ticketId, cancelled.CancelledAt, cancelled.Reference);
        job.Report.Counts = job.Report.Counts with { Cancelled = job.Report.Counts.Cancelled + 1 };
        return null;
    }

    /// <summary>The cancellation came before its sale and waited for it.</summary>
    private async Task<ExecutionError?> CancelAtOnce(FunctionJob job, SaleLine.Sold sold, SaleLine.Cancelled cancelled, ExecutionError? notBooked)
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
    private async Task<ExecutionError?> Discard(FunctionJob job, SaleLine.Cancelled cancelled, IReadOnlyList<SaleLine.Sold> sales, int alreadyWaiting)
    {
        foreach (var sale in sales)
        {
            if (SaleMapping.Read(job.Mappings, sale).Names is { } names
                && await CancelOnSeatMap(job, names.Performance, TicketOf(job, sale.Ticket), cancelled.Reference) is { Code: not RefusalCode.NotFound } refusal)
            {
                return SaleErrors.Refused(cancelled.Ticket, refusal);
            }
        }

        StoppedWaiting(job, alreadyWaiting);
        return await NothingNew(job, [.. sales.Select(sale => sale.Reference), cancelled.Reference]);
    }

    private async Task<Refusal?> CancelOnSeatMap(FunctionJob job, PerformanceId performance, TicketId ticket, string reference)
    {
        var outcome = await grains.GetGrain<ISeatMapGrain>(performance.Value).CancelImportedSale(
            new CancelImportedSale(job.Step($"cancel {reference}"), job.Interface.Interface, ticket));
        return outcome is Outcome<PlacesChanged>.Refused refused ? refused.First : null;
    }

    private async Task<ExecutionError?> NothingNew(FunctionJob job, params string[] references)
    {
        await inbox.Settle(job.Interface.Interface, references);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + references.Length };
        return null;
    }

    /// <summary>Lines that this run had counted as waiting wait no more.</summary>
    private static void StoppedWaiting(FunctionJob job, int lines) =>
        job.Report.Counts = job.Report.Counts with { Waiting = job.Report.Counts.Waiting - lines };

    private Order OrderFor(FunctionJob job, SaleLine.Sold sold) => new(
        new OrderId(DerivedId.From(job.Interface.Interface.Value, "order", sold.Sale)),
        job.Interface.Venue,
        job.Interface.Interface,
        job.Contact,
        sold.Sale,
        sold.SoldAt,
        time.GetUtcNow(),
        []);

    private static Ticket TicketFor(FunctionJob job, SaleLine.Sold sold, TicketId id, OrderId order, SaleNames names, ImportedSale imported) => new(
        id,
        order,
        sold.Ticket,
        names.Performance,
        imported.Place,
        imported.Name,
        imported.Category,
        names.Audience,
        sold.Price,
        sold.Barcode,
        sold.SoldAt,
        null,
        job.Execution,
        imported.Warning);

    [LoggerMessage(LogLevel.Error, "Line {Reference} of interface {Interface} could not be taken in execution {Execution}.")]
    private partial void LineBroke(Exception exception, string reference, DistributorInterfaceId @interface, ExecutionId execution);
}
