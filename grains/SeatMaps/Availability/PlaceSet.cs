using System.Numerics;

namespace Distribution.SeatMaps.Availability;

/// <summary>
/// A set of numbers from 0 that finds the next member quickly, however far it is: a bit for each number, and a bit for
/// each 64 of them that says whether any is in.
/// </summary>
internal sealed class PlaceSet(int count)
{
    private readonly ulong[] _words = new ulong[WordsFor(count)];
    private readonly ulong[] _filled = new ulong[WordsFor(WordsFor(count))];

    public bool Contains(int place) => (_words[place >> 6] & 1UL << place) != 0;

    public void Add(int place)
    {
        _words[place >> 6] |= 1UL << place;
        _filled[place >> 12] |= 1UL << (place >> 6);
    }

    public void Remove(int place)
    {
        var word = place >> 6;
        _words[word] &= ~(1UL << place);
        if (_words[word] == 0)
        {
            _filled[word >> 6] &= ~(1UL << word);
        }
    }

    /// <summary>The first member from one number up to another, which is the answer when there is none.</summary>
    public int Next(int from, int end)
    {
        if (from >= end)
        {
            return end;
        }

        var word = from >> 6;
        var bits = _words[word] & ulong.MaxValue << from;
        if (bits == 0)
        {
            word = NextFilled(word + 1);
            if (word << 6 >= end)
            {
                return end;
            }

            bits = _words[word];
        }

        return Math.Min(end, (word << 6) + BitOperations.TrailingZeroCount(bits));
    }

    /// <summary>The first number that is no member, from one number up to another, which is the answer when all are in.</summary>
    public int NextGap(int from, int end)
    {
        for (var word = from >> 6; word << 6 < end; word++)
        {
            var gaps = ~_words[word] & (word == from >> 6 ? ulong.MaxValue << from : ulong.MaxValue);
            if (gaps != 0)
            {
                return Math.Min(end, (word << 6) + BitOperations.TrailingZeroCount(gaps));
            }
        }

        return end;
    }

    private int NextFilled(int from)
    {
        for (var at = from >> 6; at < _filled.Length; at++)
        {
            var bits = _filled[at] & (at == from >> 6 ? ulong.MaxValue << from : ulong.MaxValue);
            if (bits != 0)
            {
                return (at << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return _words.Length;
    }

    private static int WordsFor(int bits) => bits + 63 >> 6;
}
