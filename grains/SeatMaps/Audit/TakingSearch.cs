using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Audit;

/// <summary>Looks for when places came to those who have them, and by whose word: for many places at once, since each journal entry has to be read for any of them.</summary>
internal sealed class TakingSearch
{
    private readonly PlaceTaking?[] _found;
    private readonly SeatMapParties _parties;

    /// <summary>Where their turn is, of the places that are still looked for.</summary>
    private readonly ILookup<int, int> _turns;
    private readonly Dictionary<int, PlaceHolder> _wanted;

    /// <param name="places">Null: there is no such place.</param>
    public TakingSearch(IReadOnlyList<(int? Place, PlaceHolder Holder)> places, SeatMapParties parties)
    {
        _found = new PlaceTaking?[places.Count];
        _parties = parties;
        _turns = places.Index().Where(wanted => wanted.Item.Place is not null).ToLookup(wanted => wanted.Item.Place!.Value, wanted => wanted.Index);
        _wanted = _turns.ToDictionary(turns => turns.Key, turns => places[turns.First()].Holder);
    }

    /// <summary>In the order of the places; null of what the journal does not tell.</summary>
    public async Task<ImmutableArray<PlaceTaking?>> Find(JournalScan scan, CancellationToken cancellationToken)
    {
        await foreach (var entry in scan.Entries(cancellationToken))
        {
            if (_wanted.Count == 0)
            {
                break;
            }

            Read(entry);
        }

        return [.. _found];
    }

    /// <summary>What an entry sets last of a place is what was true after it.</summary>
    private void Read(JournalEntry entry)
    {
        foreach (var set in entry.Effects.OfType<SeatMapEffect.PlacesSet>().Reverse())
        {
            foreach (var place in set.Places)
            {
                if (_wanted.TryGetValue(place, out var holder) && !GoesOn(entry, set.Facts, holder, place))
                {
                    _wanted.Remove(place);
                }
            }
        }
    }

    /// <summary>Whether the place may have come to its holder before this entry.</summary>
    private bool GoesOn(JournalEntry entry, PlaceFacts facts, PlaceHolder holder, int place)
    {
        var isTaken = holder.Kind switch
        {
            // Where other places of the order were given back, it began anew with this one.
            HolderKind.Sold => entry.Action is not SeatMapAction.CancelSale
                && entry.Effects.OfType<SeatMapEffect.SaleSet>().LastOrDefault()?.Record is SaleRecord.Sold sold && sold.Order == holder.Order,
            // A hold bears the id of the command that made it.
            HolderKind.Held => entry.Context.Id.Value == holder.Hold?.Value,
            _ => facts.IsOffered && _parties.Interfaces[facts.Offeree - 1].Id == holder.Interface,
        };
        if (isTaken)
        {
            foreach (var turn in _turns[place])
            {
                _found[turn] = new PlaceTaking(entry.Context.Who, entry.At);
            }
        }

        // An offer began where the entry before it found the place not offered.
        return holder.Kind is HolderKind.Sold or HolderKind.Held ? !isTaken : isTaken;
    }
}
