using System.Collections.Immutable;
using System.Globalization;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>Brings sales to their seat maps. Of a pass all places are sold or none: what was sold before one was refused is given up again.</summary>
internal sealed class SeatMapSales(IGrainFactory grains, TimeProvider time)
{
    /// <param name="parts">One for each ticket of the line.</param>
    /// <param name="replaces">The ticket that ends with it: in the same step where one ticket of the same performance takes its place, else after it.</param>
    public async Task<SaleOutcome> Sell(FunctionJob job, IReadOnlyList<(SaleLine.Sold Sold, SaleNames Names)> parts, Ticket? replaces)
    {
        var sold = ImmutableArray.CreateBuilder<ImportedSale>(parts.Count);
        // What was undone is another command when it is tried again: the seat map would answer the same one as it did before.
        var attempt = parts.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {time.GetUtcNow().Ticks}");
        var inOneStep = replaces is not null && parts.Count == 1 && parts[0].Names.Performance == replaces.Performance;
        foreach (var part in parts)
        {
            var outcome = await Sell(job, part.Sold, part.Names, inOneStep ? replaces!.Id : null, attempt);
            if (outcome is not Outcome<ImportedSale>.Done { Value: var imported })
            {
                await Undo(job, parts.Take(sold.Count), attempt);
                return new SaleOutcome([], part.Sold, part.Names, ((Outcome<ImportedSale>.Refused)outcome).Refusals);
            }

            sold.Add(imported);
        }

        return replaces is not null && !inOneStep && await Cancel(job, replaces.Performance, replaces.Id, $"exchange {replaces.TicketReference}") is { } kept
            ? new SaleOutcome([], parts[0].Sold, parts[0].Names, [kept])
            : new SaleOutcome(sold.MoveToImmutable(), parts[0].Sold, parts[0].Names, []);
    }

    /// <summary>Gives up again what was sold of a pass. One that can't be given up now is known at the next attempt, which sells the rest or tries again.</summary>
    public async Task Undo(FunctionJob job, IEnumerable<(SaleLine.Sold Sold, SaleNames Names)> parts, string attempt)
    {
        foreach (var (sold, names) in parts)
        {
            await Cancel(job, names.Performance, SaleBooking.TicketOf(job, sold.Ticket), $"undo {sold.Ticket}{attempt}");
        }
    }

    /// <summary>What a sale names, whoever has it; null where there is no such thing. Of an area, no place in particular.</summary>
    public async Task<ImportedSale?> Place(SaleNames names, SaleLine.Sold sold) =>
        await grains.GetGrain<ISeatMapGrain>(names.Performance.Value).Find(sold.Place, names.Area) is Outcome<ImportedSale>.Done { Value: var place } ? place : null;

    public async Task<Refusal?> Cancel(FunctionJob job, PerformanceId performance, TicketId ticket, string step)
    {
        var outcome = await grains.GetGrain<ISeatMapGrain>(performance.Value).CancelImportedSale(
            new CancelImportedSale(job.Step(step), job.Interface.Interface, ticket));
        return outcome is Outcome<PlacesChanged>.Refused refused ? refused.First : null;
    }

    /// <summary>Sales of one ticket each, in their order, with one call for many of a performance; null where the seat map could not be asked.</summary>
    public async Task<Outcome<ImportedSale>?[]> Sell(FunctionJob job, IReadOnlyList<(SaleLine.Sold Sold, SaleNames Names)> sales)
    {
        var outcomes = new Outcome<ImportedSale>?[sales.Count];
        await Task.WhenAll(sales.Index().GroupBy(sale => sale.Item.Names.Performance).Select(async group =>
        {
            foreach (var some in group.Chunk(ImportSale.MaxAtOnce))
            {
                var commands = some.Select(sale => Command(job, sale.Item.Sold, sale.Item.Names)).ToImmutableArray();
                if (await grains.GetGrain<ISeatMapGrain>(group.Key.Value).ImportSales(commands) is Outcome<ImmutableArray<Outcome<ImportedSale>>>.Done { Value: var answers })
                {
                    foreach (var (sale, answer) in some.Zip(answers))
                    {
                        outcomes[sale.Index] = answer;
                    }
                }
            }
        }));
        return outcomes;
    }

    private Task<Outcome<ImportedSale>> Sell(FunctionJob job, SaleLine.Sold sold, SaleNames names, TicketId? replaces, string attempt)
    {
        var seatMap = grains.GetGrain<ISeatMapGrain>(names.Performance.Value);
        var sale = Command(job, sold, names, attempt);
        return replaces is { } old ? seatMap.Exchange(new ExchangeSale(sale, old)) : seatMap.ImportSale(sale);
    }

    public static ImportSale Command(FunctionJob job, SaleLine.Sold sold, SaleNames names, string attempt = "") => new(
        job.Step($"sale {sold.Reference} {sold.Ticket}{attempt}"),
        job.Interface.Interface,
        job.Interface.Channel,
        SaleBooking.TicketOf(job, sold.Ticket),
        SaleBooking.OrderOf(job, sold.Sale),
        sold.Place,
        names.Area);
}

/// <summary>All tickets' places; or none, with the part that was refused and why.</summary>
internal sealed record SaleOutcome(ImmutableArray<ImportedSale> Imported, SaleLine.Sold Part, SaleNames Names, ImmutableArray<Refusal> Refusals);
