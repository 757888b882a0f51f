namespace Distribution.SeatMaps;

/// <summary>
/// The facts of all places as far as they are durable, with their counts: what readers see. It follows the decided state by the batch that
/// is being written, so a reader never waits for a write and never sees what could be undone.
/// </summary>
internal sealed class ConfirmedPlaces
{
    private readonly ulong[] _places;
    private readonly Tally _tally;
    private SeatMapCounts? _counts;

    /// <param name="state">All of it is durable.</param>
    public ConfirmedPlaces(SeatMapState state)
    {
        _places = new ulong[state.Index.Count];
        _tally = new Tally(state.Index, state.Parties);
        Version = state.Version;
        for (var place = 0; place < _places.Length; place++)
        {
            _places[place] = state[place].Pack();
            _tally.Add(place, state[place]);
        }
    }

    public long Version { get; private set; }

    public PlaceFacts this[int place] => PlaceFacts.Unpack(_places[place]);

    public SeatMapCounts Counts => _counts is { } known && known.Version == Version ? known : _counts = _tally.Counts(Version);

    /// <summary>The next entries are durable.</summary>
    public void Confirm(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var effect in entry.Effects)
            {
                if (effect is SeatMapEffect.PlacesSet set)
                {
                    Set(set);
                }
            }

            Version = entry.Version;
        }
    }

    private void Set(SeatMapEffect.PlacesSet set)
    {
        var packed = set.Facts.Pack();
        foreach (var place in set.Places)
        {
            _tally.Remove(place, PlaceFacts.Unpack(_places[place]));
            _tally.Add(place, set.Facts);
            _places[place] = packed;
        }
    }
}
