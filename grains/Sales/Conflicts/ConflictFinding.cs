using System.Collections.Immutable;
using System.Text.Json;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;

namespace Distribution.Sales.Conflicts;

/// <summary>Looks up who has the place that a distributor sold, and since when.</summary>
internal sealed class ConflictFinding(IGrainFactory grains)
{
    private const int EntriesLookedAt = 100;

    /// <summary>Null where the seat map's reason is none that a decision could do away with.</summary>
    public async Task<ConflictFound?> Find(SaleLine.Sold sold, SaleNames names, Refusal refusal)
    {
        if (refusal.Code == RefusalCode.NotEnoughPlaces && names.Area is { } area)
        {
            return new ConflictFound(names.Performance, area.Value, IsArea: true, new PlaceHolder(HolderKind.Nobody), null);
        }

        if (refusal.Code is not (RefusalCode.PlaceSold or RefusalCode.PlaceHeld or RefusalCode.PlaceOffered) || sold.Place is not { } place)
        {
            return null;
        }

        var answer = await grains.GetGrain<ISeatMapGrain>(names.Performance.Value).HolderOf(place);
        if (answer is not Outcome<PlaceHolder>.Done { Value: var holder })
        {
            return null;
        }

        var (who, since) = await Since(names.Performance, place, holder);
        return new ConflictFound(names.Performance, place.Value, IsArea: false, holder with { Who = holder.Who ?? who }, since);
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
        JsonSerializer.Serialize(StoredHolder.Of(found.Holder, found.Since)),
        now);

    /// <summary>The audit log tells who took the place; without it, there is still a conflict.</summary>
    private async Task<(string? Who, DateTimeOffset? At)> Since(PerformanceId performance, PlaceKey place, PlaceHolder holder)
    {
        var log = await grains.GetGrain<ISeatMapAuditGrain>(performance.Value).Read(place.Value, null, EntriesLookedAt, CancellationToken.None);
        var entries = log.Match(page => page.Entries, _ => ImmutableArray<AuditEntry>.Empty);
        var taken = holder.Kind switch
        {
            HolderKind.Sold => entries.FirstOrDefault(entry => entry.Order == holder.Order),
            HolderKind.Held => entries.LastOrDefault(entry => entry.Hold == holder.Hold),
            _ => entries.TakeWhile(entry => entry.Changes.Any(change => change.Offeree == holder.Interface)).LastOrDefault(),
        };
        return (taken?.Who, taken?.At);
    }
}
