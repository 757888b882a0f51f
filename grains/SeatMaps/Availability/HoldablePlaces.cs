namespace Distribution.SeatMaps.Availability;

/// <summary>
/// The places that can be held, by the contingent they are held from. It is told of every change of a place. A contingent is
/// kept track of from the first time that somebody asks, and no longer than it is among the last few that were asked for.
/// </summary>
internal sealed class HoldablePlaces(SeatMapState state)
{
    /// <summary>The pool and the internal contingents that are sold from at the same time; more are forgotten and found out anew.</summary>
    public const int MaxContingents = 16;

    private readonly List<ContingentPlaces> _lastAsked = new(MaxContingents);

    /// <summary>The answer is right until the next change.</summary>
    public ContingentPlaces Of(ushort contingent)
    {
        var at = IndexOf(contingent);
        if (at == 0)
        {
            return _lastAsked[0];
        }

        var asked = at > 0 ? _lastAsked[at] : new ContingentPlaces(state, contingent);
        if (at > 0)
        {
            _lastAsked.RemoveAt(at);
        }
        else if (_lastAsked.Count == MaxContingents)
        {
            _lastAsked.RemoveAt(MaxContingents - 1);
        }

        _lastAsked.Insert(0, asked);
        return asked;
    }

    public void Changed(int place, PlaceFacts before, PlaceFacts after)
    {
        var was = Holding.IsHoldable(before, before.Contingent);
        var becomes = Holding.IsHoldable(after, after.Contingent);
        if (was == becomes && (!was || before.Contingent == after.Contingent))
        {
            return;
        }

        if (was && IndexOf(before.Contingent) is >= 0 and var from)
        {
            _lastAsked[from].Remove(place);
        }

        if (becomes && IndexOf(after.Contingent) is >= 0 and var to)
        {
            _lastAsked[to].Add(place);
        }
    }

    private int IndexOf(ushort contingent)
    {
        for (var at = 0; at < _lastAsked.Count; at++)
        {
            if (_lastAsked[at].Contingent == contingent)
            {
                return at;
            }
        }

        return -1;
    }
}
