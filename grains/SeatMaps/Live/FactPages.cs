namespace Distribution.SeatMaps.Live;

/// <summary>The facts of all places of one version. The next version shares every page in which nothing changed, so both can be read for as long as somebody does.</summary>
internal sealed class FactPages
{
    private const int Bits = 8;
    private const int Size = 1 << Bits;

    private readonly ulong[][] _pages;

    public FactPages(ulong[] facts)
    {
        Count = facts.Length;
        _pages = [.. facts.Chunk(Size)];
    }

    private FactPages(ulong[][] pages, int count)
    {
        _pages = pages;
        Count = count;
    }

    public int Count { get; }

    /// <summary>Packed; see <see cref="PlaceFacts.Pack"/>. Without the numbers of holds and sales.</summary>
    public ulong this[int place] => _pages[place >> Bits][place & (Size - 1)];

    public FactPages With(List<(int Place, ulong Facts)> changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }

        var pages = (ulong[][])_pages.Clone();
        foreach (var (place, facts) in changes)
        {
            ref var page = ref pages[place >> Bits];
            if (page == _pages[place >> Bits])
            {
                page = (ulong[])page.Clone();
            }

            page[place & (Size - 1)] = facts;
        }

        return new FactPages(pages, Count);
    }

    /// <summary>Where the others are different, with what they are.</summary>
    public List<(int Place, ulong Facts)> DifferencesTo(ulong[] others)
    {
        var differences = new List<(int, ulong)>();
        for (var place = 0; place < others.Length; place++)
        {
            if (this[place] != others[place])
            {
                differences.Add((place, others[place]));
            }
        }

        return differences;
    }
}
