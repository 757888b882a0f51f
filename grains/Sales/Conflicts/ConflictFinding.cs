using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;

namespace Distribution.Sales.Conflicts;

/// <summary>Looks up who has the places that a distributor sold, and since when.</summary>
internal sealed class ConflictFinding(IGrainFactory grains)
{
    /// <summary>Null where the seat map's reason is none that a decision could do away with.</summary>
    public async Task<ConflictFound?> Find(SaleLine.Sold sold, SaleNames names, Refusal refusal) => (await Find([new RefusedSale(sold, names, refusal)]))[0];

    /// <summary>Likewise of many, in their order, with two calls for each performance.</summary>
    public async Task<ConflictFound?[]> Find(IReadOnlyList<RefusedSale> sales)
    {
        var found = new ConflictFound?[sales.Count];
        foreach (var (at, sale) in sales.Index().Where(sale => sale.Item.Refusal.Code == RefusalCode.NotEnoughPlaces && sale.Item.Names.Area is not null))
        {
            found[at] = new ConflictFound(sale.Names.Performance, sale.Names.Area!.Value.Value, IsArea: true, new PlaceHolder(HolderKind.Nobody), null);
        }

        await Task.WhenAll(sales.Index().Where(sale => IsOfTakenPlace(sale.Item)).GroupBy(sale => sale.Item.Names.Performance).Select(async group =>
        {
            var turns = group.Select(sale => sale.Index).ToList();
            foreach (var (at, conflict) in turns.Zip(await Find(group.Key, [.. group.Select(sale => sale.Item.Sold.Place!.Value)])))
            {
                found[at] = conflict;
            }
        }));
        return found;
    }

    public static NewConflict Row(FunctionJob job, SaleLine.Sold sold, ConflictFound found, DateTimeOffset now) => new(
        new ConflictId(DerivedId.From(job.Interface.Interface.Value, "conflict", sold.Reference)),
        job.Interface.Venue,
        job.Interface.Interface,
        found.Performance,
        sold.Reference,
        sold.Sale,
        sold.Ticket,
        found.Place,
        found.IsArea,
        sold.Price.MinorUnits,
        sold.Price.Currency,
        sold.SoldAt,
        found.Written,
        now);

    private static bool IsOfTakenPlace(RefusedSale sale) =>
        sale is { Refusal.Code: RefusalCode.PlaceSold or RefusalCode.PlaceHeld or RefusalCode.PlaceOffered, Sold.Place: not null };

    private async Task<IReadOnlyList<ConflictFound?>> Find(PerformanceId performance, ImmutableArray<PlaceKey> places)
    {
        var answer = await grains.GetGrain<ISeatMapGrain>(performance.Value).HoldersOf(places);
        if (answer is not Outcome<ImmutableArray<PlaceHolder?>>.Done { Value: var holders })
        {
            return new ConflictFound?[places.Length];
        }

        var held = places.Zip(holders, (place, holder) => new HeldPlace(place, holder ?? new PlaceHolder(HolderKind.Nobody))).ToImmutableArray();
        // The audit log tells who took the place; without it, there is still a conflict.
        var taken = (await grains.GetGrain<ISeatMapAuditGrain>(performance.Value).TakingOf(held, CancellationToken.None))
            .Match(takings => takings, _ => [.. held.Select(_ => (PlaceTaking?)null)]);
        return [.. held.Zip(taken, (one, taking) => new ConflictFound(
            performance, one.Place.Value, IsArea: false, one.Holder with { Who = one.Holder.Who ?? taking?.Who }, taking?.At))];
    }
}

/// <summary>A sale of one ticket that its seat map did not take.</summary>
/// <param name="Refusal">The first reason.</param>
internal readonly record struct RefusedSale(SaleLine.Sold Sold, SaleNames Names, Refusal Refusal);
