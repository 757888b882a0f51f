using System.Collections.Immutable;

namespace Distribution.SeatMaps.Live;

/// <summary>
/// Which places changed in the last ticks of a replica. Older ticks go when there are <see cref="MaxTicks"/>, or when the ticks name more places than
/// the plan has: the whole state is then shorter to send.
/// </summary>
internal sealed class ChangeHistory
{
    /// <summary>Ten seconds of a seat map on which something happens all the time.</summary>
    public const int MaxTicks = 200;

    private readonly int _placeCount;
    private readonly ImmutableArray<Tick> _ticks;
    private readonly int _named;

    public ChangeHistory(int placeCount) : this(placeCount, [], 0)
    {
    }

    private ChangeHistory(int placeCount, ImmutableArray<Tick> ticks, int named)
    {
        _placeCount = placeCount;
        _ticks = ticks;
        _named = named;
    }

    /// <param name="places">In order, each once.</param>
    /// <param name="complete">
    /// Whether they are all that changed in between. Otherwise they are what is different at the end, which tells nothing to a reader who saw a version in
    /// between: a place may have changed and changed back.
    /// </param>
    public ChangeHistory With(long from, long to, ImmutableArray<int> places, bool complete)
    {
        var first = 0;
        var named = _named + places.Length;
        while (first < _ticks.Length && (named > _placeCount || _ticks.Length - first >= MaxTicks))
        {
            named -= _ticks[first++].Places.Length;
        }

        return new ChangeHistory(_placeCount, [.. _ticks.AsSpan()[first..], new Tick(from, to, places, complete)], named);
    }

    /// <summary>The number of ticks after a version, the one within which it lies counted too; null where there is not all since then.</summary>
    public int? TicksSince(long version)
    {
        if (_ticks.IsEmpty || version < _ticks[0].From)
        {
            return null;
        }

        var first = _ticks.Length;
        while (first > 0 && _ticks[first - 1].To > version)
        {
            first--;
        }

        return first < _ticks.Length && _ticks[first] is { Complete: false } tick && tick.From < version ? null : _ticks.Length - first;
    }

    /// <summary>What changed in the last ticks, in order, each place once.</summary>
    public IEnumerable<int> PlacesOf(int lastTicks) => lastTicks switch
    {
        0 => [],
        1 => _ticks[^1].Places,
        _ => _ticks.Skip(_ticks.Length - lastTicks).SelectMany(tick => tick.Places).Distinct().Order(),
    };

    private sealed record Tick(long From, long To, ImmutableArray<int> Places, bool Complete);
}
