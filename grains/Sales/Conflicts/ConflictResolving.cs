using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales.Exchanges;
using Distribution.SeatMaps;

namespace Distribution.Sales.Conflicts;

/// <summary>
/// Carries out what was decided about a conflict. The decision is durable before anything of it is done, each step has an id that follows from the
/// command's, and the last step makes ticket, line and conflict true at once. So it can be cut off anywhere and go on; what can't be done
/// opens the conflict again.
/// </summary>
internal sealed class ConflictResolving(
    IGrainFactory grains,
    ConflictBook book,
    SaleInbox inbox,
    SalesLedger ledger,
    SaleBooking booking,
    ExchangeReading exchanges,
    SaleEnding ending,
    TimeProvider time)
{
    /// <param name="job">Whose lines nobody else is at.</param>
    public async Task<Outcome<SaleConflict>> Resolve(FunctionJob job, ResolveConflict command)
    {
        if (ConflictRules.Problem(command) is { } problem)
        {
            return problem;
        }

        if (await book.Load(command.Conflict) is not { } conflict || conflict.View.Claim.Interface != job.Interface.Interface)
        {
            return new Refusal(RefusalCode.NotFound, command.Conflict.ToString(), "This interface has no such conflict.");
        }

        var step = ConflictRules.Step(conflict, command);
        if (step is ConflictStep.Refused refused)
        {
            return refused.Refusal;
        }

        if (step == ConflictStep.Begin)
        {
            if (await book.IsOfAnother(command.Context.Id, command.Conflict))
            {
                return new Refusal(RefusalCode.CommandMismatch, command.Context.Id.ToString(), "This command id decided another conflict before. Use a new id for a new command.");
            }

            if (!await book.Claim(conflict, command, time.GetUtcNow()))
            {
                return new Refusal(RefusalCode.Busy, command.Conflict.ToString(), "Somebody else decided it at the same moment. Look at it again.");
            }

            conflict = (await book.Load(command.Conflict))!;
        }

        return step == ConflictStep.Done ? conflict.View : await CarryOut(job, conflict);
    }

    /// <summary>Goes on with what was cut off.</summary>
    public async Task Resume(FunctionJob job)
    {
        foreach (var conflict in await book.Resolving(job.Interface.Interface))
        {
            await CarryOut(job, conflict);
        }
    }

    private async Task<Outcome<SaleConflict>> CarryOut(FunctionJob job, StoredConflict conflict)
    {
        var claim = conflict.View.Claim;
        if (await inbox.Find(claim.Interface, claim.Line) is not SaleLine.Sold sold)
        {
            throw new InvalidOperationException($"Conflict {conflict.View.Id} is of the line {claim.Line}, which is no sale.");
        }

        if (conflict.View.Resolution!.Remedy == ConflictRemedy.Refuse)
        {
            return await Refuse(job, conflict);
        }

        var (names, missing) = SaleMapping.Read(job.Mappings, sold);
        var taken = missing is not null
            ? new Refusal(RefusalCode.MappingMissing, missing.Subject, missing.Message)
            : await OnSeatMap(job, conflict, sold, names!);
        if (taken is Outcome<ImportedSale>.Refused refused)
        {
            // Where it is not known what the seat map did, the decision stands, and is carried out again.
            if (refused.First.Code is not (RefusalCode.StorageFailed or RefusalCode.Overloaded))
            {
                await book.Release(conflict);
            }

            return new Outcome<SaleConflict>.Refused(refused.Refusals);
        }

        var imported = ((Outcome<ImportedSale>.Done)taken).Value;
        var order = booking.OrderFor(job, sold);
        var ticket = booking.TicketFor(job, sold, names!, imported) with { Warning = Note(conflict, imported) };
        var (chain, _) = await exchanges.Read(job, sold);
        if (!chain.IsEmpty && await ending.End(job, chain, [], $"resolve {conflict.View.Id}") is { } refusal)
        {
            return refusal;
        }

        await ledger.Book(order, [ticket], sold.Reference, async (connection, transaction) =>
        {
            if (conflict.View.Holder.Ticket is { } loser && conflict.View.Resolution.Remedy == ConflictRemedy.Overrule)
            {
                await SalesLedger.CancelOverruled(connection, transaction, loser, imported.Place, time.GetUtcNow(), Note(conflict, imported));
            }

            await ConflictBook.Resolve(connection, transaction, conflict, imported.Name, imported.Warning);
        });
        return (await book.Find(conflict.View.Id))!;
    }

    /// <summary>A seat map that could not say whether an earlier import was durable may have the ticket.</summary>
    private async Task<Outcome<SaleConflict>> Refuse(FunctionJob job, StoredConflict conflict)
    {
        var cancelled = await grains.GetGrain<ISeatMapGrain>(conflict.View.Performance.Value).CancelImportedSale(
            new CancelImportedSale(Step(job, conflict), job.Interface.Interface, SaleBooking.TicketOf(job, conflict.View.Claim.TicketReference)));
        if (cancelled is Outcome<PlacesChanged>.Refused refused)
        {
            return new Outcome<SaleConflict>.Refused(refused.Refusals);
        }

        await book.Refuse(conflict);
        return (await book.Find(conflict.View.Id))!;
    }

    private async Task<Outcome<ImportedSale>> OnSeatMap(FunctionJob job, StoredConflict conflict, SaleLine.Sold sold, SaleNames names)
    {
        var seatMap = grains.GetGrain<ISeatMapGrain>(conflict.View.Performance.Value);
        var (ticket, order) = (SaleBooking.TicketOf(job, sold.Ticket), SaleBooking.OrderOf(job, sold.Sale));
        return conflict.View.Resolution!.Remedy == ConflictRemedy.Reseat
            ? await seatMap.Reseat(new ReseatSale(
                Step(job, conflict), job.Interface.Interface, job.Interface.Channel, ticket, order, sold.Place, names.Area, conflict.Chosen, conflict.ChosenArea))
            : await seatMap.Overrule(new OverruleSale(
                Step(job, conflict), job.Interface.Interface, job.Interface.Channel, ticket, order, sold.Place!.Value, conflict.View.Holder));
    }

    /// <summary>By whoever decided, also when somebody else's run goes on with it.</summary>
    private static CommandContext Step(FunctionJob job, StoredConflict conflict) =>
        new CommandContext(conflict.View.Resolution!.Command, conflict.View.Resolution.Who, job.Interface.Channel).Step("resolve conflict");

    private static string Note(StoredConflict conflict, ImportedSale imported)
    {
        var decided = conflict.View.Resolution!;
        var reason = decided.Reason is null ? "" : $": {decided.Reason}";
        return decided.Remedy == ConflictRemedy.Reseat
            ? $"Sold as {conflict.View.Place}, which somebody else has; {decided.Who} gave the buyer {imported.Name}{reason}"
            : $"{decided.Who} let the sale of {conflict.View.Place} by {conflict.View.Claim.SaleReference} win{reason}";
    }
}
