using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Audit;

/// <summary>Turns journal entries into what a person reads.</summary>
internal sealed class AuditReading(PlaceIndex index, SeatMapParties parties, int? only)
{
    /// <summary>Places named in one change.</summary>
    public const int MaxNames = 1_000;

    /// <summary>Null where the entry has nothing to do with the place that was asked for.</summary>
    public AuditEntry? Read(JournalEntry entry)
    {
        ImmutableArray<AuditChange> changes =
            [.. AsTheyEnd(entry).Where(set => only is null || set.Places.Contains(only.Value)).Select(Change)];
        if (only is { } place && changes.IsEmpty && !entry.Answer.Places.Contains(place))
        {
            return null;
        }

        var record = entry.Effects.OfType<SeatMapEffect.SaleSet>().LastOrDefault()?.Record;
        var (held, sold) = (record as SaleRecord.Held, record as SaleRecord.Sold);
        var ended = entry.Effects.OfType<SeatMapEffect.SaleEnded>().FirstOrDefault();
        return new AuditEntry(
            entry.Version,
            entry.At,
            entry.Action,
            entry.Context.Id,
            entry.Context.Who,
            entry.Context.Channel ?? held?.Channel ?? sold?.Channel ?? ended?.Channel,
            entry.Context.Execution,
            held?.Hold ?? ended?.Hold,
            sold?.Order ?? ended?.Order,
            sold?.Ticket,
            changes,
            held?.Customer ?? ended?.Customer);
    }

    /// <summary>What an entry sets last of a place is what was true after it: of an order that is cancelled in part, all places are freed and the others sold again.</summary>
    private static IEnumerable<SeatMapEffect.PlacesSet> AsTheyEnd(JournalEntry entry)
    {
        ImmutableArray<SeatMapEffect.PlacesSet> sets = [.. entry.Effects.OfType<SeatMapEffect.PlacesSet>()];
        if (sets.Length < 2)
        {
            return sets;
        }

        var seen = new HashSet<int>();
        return sets.Reverse().Select(set => set with { Places = [.. set.Places.Where(seen.Add)] }).Where(set => !set.Places.IsEmpty).Reverse().ToList();
    }

    private AuditChange Change(SeatMapEffect.PlacesSet set) => new(
        set.Places.Length,
        only is { } place ? [index.Name(place)] : [.. set.Places.Take(MaxNames).Select(index.Name)],
        set.Facts.Contingent == 0 ? null : parties.Contingents[set.Facts.Contingent - 1].Id,
        set.Facts.Blocked,
        set.Facts.Status,
        set.Facts.Offer,
        set.Facts.IsOffered ? parties.Interfaces[set.Facts.Offeree - 1].Id : null);
}
