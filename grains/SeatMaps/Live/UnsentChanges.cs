using System.Numerics;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps.Live;

/// <summary>
/// What became durable since the observers were told last: a bit for each place, so that a place which changed often is sent once, as it is then.
/// Marks places only between <see cref="Begin"/> and <see cref="End"/>, while somebody watches.
/// </summary>
internal sealed class UnsentChanges(long epoch, ConfirmedPlaces places, Parties parties)
{
    private readonly ByteWriter _bytes = new();
    private ulong[]? _marks;
    private int _contingents = parties.ContingentCount;
    private int _interfaces = parties.InterfaceCount;
    private bool _partiesGrew;

    /// <summary>Up to where the observers were told.</summary>
    public long Sent { get; private set; }

    /// <summary>The contingents and interfaces whose coming is durable: the seat map may have decided on more.</summary>
    public KnownParties Parties => new(
        [.. Enumerable.Range(1, _contingents).Select(n => new NumberedContingent(n, parties.ContingentAt((ushort)n), parties.ChannelOf((ushort)n)))],
        [.. Enumerable.Range(1, _interfaces).Select(n => new NumberedInterface(n, parties.InterfaceAt((byte)n), parties.ChannelOfInterface((byte)n)))]);

    public void Begin()
    {
        _marks = new ulong[(places.Count + 63) / 64];
        _partiesGrew = false;
        Sent = places.Version;
    }

    public void End() => _marks = null;

    /// <summary>These entries are durable, and <see cref="ConfirmedPlaces"/> has them.</summary>
    public void Add(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var effect in entry.Effects)
            {
                switch (effect)
                {
                    case SeatMapEffect.PlacesSet set when _marks is not null:
                        Mark(set);
                        break;
                    case SeatMapEffect.ContingentMet:
                        _contingents++;
                        _partiesGrew = true;
                        break;
                    case SeatMapEffect.InterfaceMet:
                        _interfaces++;
                        _partiesGrew = true;
                        break;
                }
            }
        }
    }

    /// <summary>Everything since the last time; null where nothing became durable.</summary>
    public SeatMapDelta? Take()
    {
        if (_marks is null || places.Version == Sent)
        {
            return null;
        }

        var delta = new SeatMapDelta(epoch, Sent, places.Version, TakeMarked(_marks), _partiesGrew ? Parties : null);
        Sent = places.Version;
        _partiesGrew = false;
        return delta;
    }

    private void Mark(SeatMapEffect.PlacesSet set)
    {
        foreach (var place in set.Places)
        {
            _marks![place >> 6] |= 1UL << (place & 63);
        }
    }

    private byte[] TakeMarked(ulong[] marks)
    {
        _bytes.Clear();
        var last = -1;
        for (var word = 0; word < marks.Length; word++)
        {
            for (var rest = marks[word]; rest != 0; rest &= rest - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(rest);
                PlaceBytes.Write(_bytes, last, place, places.Packed(place));
                last = place;
            }
        }

        Array.Clear(marks);
        return _bytes.Written.ToArray();
    }
}
