using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>
/// Turns one line into what it means here: a ticket, a cancelled ticket, nothing new, or an error that waits. The seat map decides
/// who has the place and remembers the ticket; the ledger follows. Cut off between the two, the next run finds the ticket in the
/// seat map and completes the ledger.
/// </summary>
internal sealed class SaleTaking(IGrainFactory grains, SaleInbox inbox, SalesLedger ledger, TimeProvider time)
{
    public async Task Take(FunctionJob job, SaleLine line)
    {
        var error = line switch
        {
            SaleLine.Sold sold => await TakeSold(job, sold),
            SaleLine.Cancelled cancelled => await TakeCancelled(job, cancelled),
            SaleLine.Unreadable unreadable => Unreadable(unreadable),
            _ => throw new InvalidOperationException($"A line of a kind that is not known: {line.GetType().Name}."),
        };
        if (error is not null)
        {
            await inbox.Fail(job.Interface.Interface, line.Reference, error);
            job.Report.Add(error.Kind, error.Subject, error.Message, error.WhatToDo);
            job.Report.Counts = job.Report.Counts with { Waiting = job.Report.Counts.Waiting + 1 };
        }
    }

    private static TicketId TicketOf(FunctionJob job, string reference) => new(DerivedId.From(job.Interface.Interface.Value, "ticket", reference));

    private async Task<ExecutionError?> TakeSold(FunctionJob job, SaleLine.Sold sold)
    {
        var ticketId = TicketOf(job, sold.Ticket);
        var (names, missing) = SaleMapping.Read(job.Mappings, sold);
        if (missing is not null)
        {
            return missing;
        }

        if (await ledger.Find(ticketId) is { } known)
        {
            return await Again(job, sold, names!, known);
        }

        var order = new Order(
            new OrderId(DerivedId.From(job.Interface.Interface.Value, "order", sold.Sale)),
            job.Interface.Venue,
            job.Interface.Interface,
            job.Contact,
            sold.Sale,
            sold.SoldAt,
            time.GetUtcNow(),
            []);
        var outcome = await grains.GetGrain<ISeatMapGrain>(names!.Performance.Value).ImportSale(new ImportSale(
            job.Step($"sale {sold.Reference}"), job.Interface.Interface, job.Interface.Channel, ticketId, order.Id, sold.Place, names.Area));
        if (outcome is not Outcome<ImportedSale>.Done { Value: var imported })
        {
            return Conflict(job, sold, ((Outcome<ImportedSale>.Refused)outcome).Refusals);
        }

        await ledger.Book(order, TicketFor(job, sold, ticketId, order.Id, names, imported), sold.Reference);
        job.Report.Counts = job.Report.Counts with { Imported = job.Report.Counts.Imported + 1 };
        return null;
    }

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
        new ExecutionId(job.Command.Context.Id.Value),
        imported.Warning);

    /// <summary>A ticket that is known changes nothing, unless it comes for another place than before.</summary>
    private async Task<ExecutionError?> Again(FunctionJob job, SaleLine.Sold sold, SaleNames names, Ticket known)
    {
        if (known.Performance != names.Performance || (sold.Place is { } place && place.Value != known.PlaceName))
        {
            return new ExecutionError(
                ErrorKind.External,
                sold.Ticket,
                $"Ticket {sold.Ticket} came for {sold.Place?.Value ?? sold.Area} of performance {names.Performance}; it is known for {known.PlaceName} of performance {known.Performance}.",
                "Ask the distributor which is right. The known ticket stays as it is.");
        }

        await inbox.Settle(job.Interface.Interface, sold.Reference);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + 1 };
        return null;
    }

    private async Task<ExecutionError?> TakeCancelled(FunctionJob job, SaleLine.Cancelled cancelled)
    {
        var ticketId = TicketOf(job, cancelled.Ticket);
        if (await ledger.Find(ticketId) is not { } ticket)
        {
            return await CancelBeforeTicket(job, cancelled);
        }

        if (ticket.CancelledAt is not null)
        {
            await inbox.Settle(job.Interface.Interface, cancelled.Reference);
            job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + 1 };
            return null;
        }

        var outcome = await grains.GetGrain<ISeatMapGrain>(ticket.Performance.Value).CancelImportedSale(
            new CancelImportedSale(job.Step($"cancel {cancelled.Reference}"), job.Interface.Interface, ticketId));
        if (outcome is Outcome<PlacesChanged>.Refused refused)
        {
            return Internal(cancelled.Ticket, refused.First);
        }

        await ledger.Cancel(job.Interface.Interface, ticketId, cancelled.CancelledAt, cancelled.Reference);
        job.Report.Counts = job.Report.Counts with { Cancelled = job.Report.Counts.Cancelled + 1 };
        return null;
    }

    /// <summary>A sale that waits and is cancelled meanwhile needs no ticket: both lines are done.</summary>
    private async Task<ExecutionError?> CancelBeforeTicket(FunctionJob job, SaleLine.Cancelled cancelled)
    {
        if (await inbox.FindWaitingSale(job.Interface.Interface, cancelled.Ticket) is not { } sale)
        {
            return new ExecutionError(
                ErrorKind.External,
                cancelled.Ticket,
                $"The distributor cancelled ticket {cancelled.Ticket}, whose sale it never sent.",
                "Ask the distributor for the sale; once it came, this line goes through by itself.");
        }

        await inbox.Settle(job.Interface.Interface, sale, cancelled.Reference);
        job.Report.Counts = job.Report.Counts with { Known = job.Report.Counts.Known + 2, Waiting = Math.Max(0, job.Report.Counts.Waiting - 1) };
        return null;
    }

    private static ExecutionError Unreadable(SaleLine.Unreadable line) => new(
        ErrorKind.External, line.Reference, $"Line {line.Reference} can't be read: {line.Problem}", "Ask the distributor to send the line again as its protocol says.");

    private static ExecutionError Conflict(FunctionJob job, SaleLine.Sold sold, ImmutableArray<Refusal> refusals)
    {
        var refusal = refusals[0];
        if (refusal.Code is RefusalCode.StorageFailed or RefusalCode.Overloaded)
        {
            return Internal(sold.Ticket, refusal);
        }

        var what = sold.Place?.Value ?? $"a place of area {sold.Area}";
        return new ExecutionError(
            ErrorKind.External,
            sold.Place?.Value ?? sold.Area ?? sold.Ticket,
            $"{job.Interface.Name} sold {what} as ticket {sold.Ticket} (sale {sold.Sale}), but: {refusal.Message}",
            "Settle with the distributor who keeps the place; the line is tried again at every import, and goes through once the place is free.");
    }

    private static ExecutionError Internal(string subject, Refusal refusal) =>
        new(ErrorKind.Technical, subject, refusal.Message, "Run the import again.");
}
