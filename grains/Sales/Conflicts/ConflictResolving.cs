using System.Collections.Immutable;
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
    ConflictFinding conflicts,
    SaleInbox inbox,
    SalesLedger ledger,
    SaleBooking booking,
    SeatMapSales seatMaps,
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
            return await Refuse(job, conflict, sold);
        }

        var (parts, missing) = SaleMapping.ReadParts(job.Mappings, sold);
        var taken = missing is not null
            ? new Refusal(RefusalCode.MappingMissing, missing.Subject, missing.Message)
            : await OnSeatMaps(job, conflict, parts);
        if (taken is Outcome<DecidedSale>.Refused refused)
        {
            // Where it is not known what the seat map did, the decision stands, and is carried out again.
            if (refused.First.Code is not (RefusalCode.StorageFailed or RefusalCode.Overloaded))
            {
                var part = parts.FirstOrDefault(part => IsOf(conflict, part.Sold, part.Names));
                await book.Release(conflict, part.Sold is null ? null : await conflicts.Find(part.Sold, part.Names, refused.First));
            }

            return new Outcome<SaleConflict>.Refused(refused.Refusals);
        }

        var (places, imported) = ((Outcome<DecidedSale>.Done)taken).Value;
        var order = booking.OrderFor(job, sold);
        var tickets = parts.Zip(places, (part, place) => booking.TicketFor(job, part.Sold, part.Names, place) with
        {
            Warning = place == imported ? Note(conflict, imported) : place.Warning,
        }).ToList();
        var (chain, _) = await exchanges.Read(job, sold);
        if (!chain.IsEmpty && await ending.End(job, chain, [], $"resolve {conflict.View.Id}") is { } refusal)
        {
            return refusal;
        }

        await ledger.Book(order, tickets, sold.Reference, async (connection, transaction) =>
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
    private async Task<Outcome<SaleConflict>> Refuse(FunctionJob job, StoredConflict conflict, SaleLine.Sold sold)
    {
        // Whatever the mappings say by now, the performance of the conflict is known.
        var (parts, _) = SaleMapping.ReadParts(job.Mappings, sold);
        foreach (var (performance, ticket) in parts.Select(part => (part.Names.Performance, part.Sold.Ticket)).Append((conflict.View.Performance, sold.Ticket)).Distinct())
        {
            if (await seatMaps.Cancel(job, performance, SaleBooking.TicketOf(job, ticket), $"refuse {conflict.View.Id} {ticket}") is { } refusal)
            {
                return refusal;
            }
        }

        await book.Refuse(conflict);
        return (await book.Find(conflict.View.Id))!;
    }

    /// <summary>
    /// Of a pass, the places that nobody else has are sold first: only then is somebody overruled or a buyer reseated, since that can't be undone. All or none.
    /// </summary>
    private async Task<Outcome<DecidedSale>> OnSeatMaps(FunctionJob job, StoredConflict conflict, IReadOnlyList<(SaleLine.Sold Sold, SaleNames Names)> parts)
    {
        var at = parts.Index().FirstOrDefault(part => IsOf(conflict, part.Item.Sold, part.Item.Names)).Index;
        var others = parts.Where((_, index) => index != at).ToList();
        var sold = others.Count == 0 ? null : await seatMaps.Sell(job, others, null);
        if (sold is { Refusals: [var first, ..] })
        {
            return first with { Message = $"The pass is for {parts.Count} performances, and its place at another can't be had either: {first.Message}" };
        }

        var decided = await OnSeatMap(job, conflict, parts[at].Sold, parts[at].Names);
        if (decided is not Outcome<ImportedSale>.Done { Value: var imported })
        {
            await seatMaps.Undo(job, others, $" of {conflict.View.Id} at {time.GetUtcNow().Ticks}");
            return new Outcome<DecidedSale>.Refused(((Outcome<ImportedSale>.Refused)decided).Refusals);
        }

        return new DecidedSale(sold is null ? [imported] : sold.Imported.Insert(at, imported), imported);
    }

    private static bool IsOf(StoredConflict conflict, SaleLine.Sold sold, SaleNames names) =>
        names.Performance == conflict.View.Performance && (sold.Place?.Value ?? names.Area?.Value) == conflict.View.Place;

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

    /// <param name="Places">Of each ticket of the line.</param>
    /// <param name="Decided">The one among them that the conflict is about.</param>
    private readonly record struct DecidedSale(ImmutableArray<ImportedSale> Places, ImportedSale Decided);
}
