using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Exchanges;
using Distribution.Sales.Prices;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>Says what would become of one line, as <see cref="SaleTaking"/> would take it: its mappings, its price, its place, or who is in its way.</summary>
internal sealed class SalePreview(
    IGrainFactory grains, SaleInbox inbox, SalesLedger ledger, PriceChecks prices, ExchangeReading exchanges, ConflictFinding conflicts)
{
    /// <param name="sold">Tickets that lines before it would make.</param>
    public async Task<Verdict> Weigh(FunctionJob job, HashSet<string> sold, SaleLine line) => line switch
    {
        SaleLine.Sold it => await Weigh(job, sold, it),
        SaleLine.Cancelled it => await Weigh(job, sold, it),
        SaleLine.Unreadable it => Verdict.Fails(SaleErrors.Unreadable(it)),
        _ => throw new InvalidOperationException($"A line of a kind that is not known: {line.GetType().Name}."),
    };

    private async Task<Verdict> Weigh(FunctionJob job, HashSet<string> sold, SaleLine.Sold line)
    {
        var ticket = await ledger.Find(SaleBooking.TicketOf(job, line.Ticket));
        var history = await inbox.HistoryOf(job.Interface.Interface, line.Ticket);
        var isPaid = ticket is { IsReserved: true, CancelledAt: null } && !line.IsReservation;
        if (!isPaid && (ticket is not null || history.IsOver || sold.Contains(line.Ticket)))
        {
            return history.Taken is { } before && !SaleParts.AreSamePlaces(before, line) ? Verdict.Fails(SaleErrors.AnotherPlace(line, before))
                : new Verdict(0, Warning: ticket is null ? null : SaleWarnings.OfPrice(line, ticket));
        }

        var (parts, missing) = SaleMapping.ReadParts(job.Mappings, line);
        if (missing is not null)
        {
            return Verdict.Fails(missing);
        }

        var (wrongPrice, warning) = parts.Count == 1 ? await prices.Check(job, line, parts[0].Names) : default;
        return wrongPrice is not null ? Verdict.Fails(wrongPrice)
            : isPaid ? new Verdict(parts.Count, Note: "A reservation that is paid.", Warning: warning)
            : await OnSeatMaps(job, sold, line, parts, warning);
    }

    private async Task<Verdict> OnSeatMaps(
        FunctionJob job, HashSet<string> sold, SaleLine.Sold line, IReadOnlyList<(SaleLine.Sold Sold, SaleNames Names)> parts, string? warning)
    {
        var (chain, problem) = line.Replaces is { } old && !sold.Contains(old) ? await exchanges.Read(job, line) : (ExchangeChain.None, null);
        if (problem is not null)
        {
            return Verdict.Fails(problem);
        }

        var places = new List<string>();
        foreach (var (part, names) in parts)
        {
            var replaces = chain.Valid is var (valid, _) && parts.Count == 1 && valid.Performance == names.Performance ? valid.Id : (TicketId?)null;
            var outcome = await grains.GetGrain<ISeatMapGrain>(names.Performance.Value).PreviewSale(SeatMapSales.Command(job, part, names), replaces);
            if (outcome is not Outcome<ImportedSale>.Done { Value: var would })
            {
                return await NotTaken(job, part, names, (Outcome<ImportedSale>.Refused)outcome);
            }

            places.Add(would.Name);
            warning = SaleWarnings.Both(SaleWarnings.Both(would.Warning, warning), SaleWarnings.OfCategory(job.Mappings, part, would));
        }

        sold.Add(line.Ticket);
        return new Verdict(parts.Count, Note: string.Join(", ", places), Warning: warning);
    }

    private async Task<Verdict> NotTaken(FunctionJob job, SaleLine.Sold part, SaleNames names, Outcome<ImportedSale>.Refused refused)
    {
        var error = SaleErrors.NotTaken(job.Interface.Name, part, names, refused.First);
        return Verdict.Fails(await conflicts.Find(part, names, refused.First) is null ? error : error with { Message = $"{error.Message} It would stand on the list of conflicts." });
    }

    private async Task<Verdict> Weigh(FunctionJob job, HashSet<string> sold, SaleLine.Cancelled line)
    {
        if (sold.Contains(line.Ticket))
        {
            return Verdict.Cancels;
        }

        if (await ledger.Find(SaleBooking.TicketOf(job, line.Ticket)) is { } ticket)
        {
            return ticket.CancelledAt is null ? Verdict.Cancels : Verdict.NothingNew;
        }

        var history = await inbox.HistoryOf(job.Interface.Interface, line.Ticket);
        return history.IsOver || history.SalesThatWait.Count > 0 ? Verdict.NothingNew : Verdict.Fails(SaleErrors.NeverSold(line));
    }
}

/// <summary>What would become of a line.</summary>
/// <param name="Tickets">That would be made, paid or cancelled; none where it brings nothing new, or fails.</param>
/// <param name="Error">Why it would wait.</param>
/// <param name="Note">The places.</param>
/// <param name="Warning">What would stand on the ticket.</param>
internal sealed record Verdict(int Tickets, ExecutionError? Error = null, string? Note = null, string? Warning = null)
{
    public static readonly Verdict NothingNew = new(0);
    public static readonly Verdict Cancels = new(1);

    public static Verdict Fails(ExecutionError error) => new(0, error);
}
