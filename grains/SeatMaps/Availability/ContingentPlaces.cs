namespace Distribution.SeatMaps.Availability;

/// <summary>The places that can be held from one contingent; for each seat category that somebody asked for, a tree of its rows too.</summary>
internal sealed class ContingentPlaces
{
    private readonly PlaceSet _holdable;
    private readonly RunTree?[] _runs;

    public ContingentPlaces(SeatMapState state, ushort contingent)
    {
        Index = state.Index;
        Contingent = contingent;
        _holdable = new PlaceSet(Index.Count);
        _runs = new RunTree?[Index.Plan.Categories.Length];
        for (var place = 0; place < Index.Count; place++)
        {
            if (Holding.IsHoldable(state[place], contingent))
            {
                _holdable.Add(place);
            }
        }
    }

    public PlaceIndex Index { get; }

    public ushort Contingent { get; }

    public bool Has(int place) => _holdable.Contains(place);

    /// <summary>The first holdable place from one up to another, which is the answer when there is none.</summary>
    public int Next(int from, int end) => _holdable.Next(from, end);

    /// <summary>The first place from one up to another that is not holdable; the other when all are.</summary>
    public int NextGap(int from, int end) => _holdable.NextGap(from, end);

    public RunTree Runs(int category)
    {
        if (_runs[category] is { } runs)
        {
            runs.Refresh();
            return runs;
        }

        return _runs[category] = new RunTree(Index.Rows.OfCategory(category), _holdable);
    }

    public void Add(int place)
    {
        _holdable.Add(place);
        Touch(place);
    }

    public void Remove(int place)
    {
        _holdable.Remove(place);
        Touch(place);
    }

    private void Touch(int place)
    {
        if (Index.Rows.LeafOf(place) is >= 0 and var leaf)
        {
            _runs[Index.Category(place)]?.Touch(leaf);
        }
    }
}
