using System.Numerics;

namespace Distribution.SeatMaps.Availability;

/// <summary>
/// Which rows of a category have how many neighbours to hold. A leaf is the set of the lengths of the runs in a row: bit n-1
/// says that there is a run of n, bit 63 that there is one of 64 or more. A node above is the union of the two below it. So
/// the best row for a party is found on one way down, and a change goes one way up.
/// </summary>
internal sealed class RunTree
{
    private readonly CategoryRows _rows;
    private readonly PlaceSet _holdable;
    private readonly int _firstLeaf;
    private readonly ulong[] _nodes;
    private readonly PlaceSet _stale;

    public RunTree(CategoryRows rows, PlaceSet holdable)
    {
        _rows = rows;
        _holdable = holdable;
        _firstLeaf = (int)BitOperations.RoundUpToPowerOf2((uint)rows.Count);
        _nodes = new ulong[2 * _firstLeaf];
        _stale = new PlaceSet(rows.Count);
        for (var leaf = 0; leaf < rows.Count; leaf++)
        {
            _nodes[_firstLeaf + leaf] = RunsOf(leaf);
        }

        for (var node = _firstLeaf - 1; node > 0; node--)
        {
            _nodes[node] = _nodes[2 * node] | _nodes[(2 * node) + 1];
        }
    }

    public CategoryRows Rows => _rows;

    /// <summary>A party of n leaves no single seat alone in a run of exactly n, or of n + 2 or more.</summary>
    public static ulong LeavingNoneAlone(int quantity) => 1UL << (quantity - 1) | ulong.MaxValue << (quantity + 1);

    public static ulong AtLeast(int quantity) => ulong.MaxValue << (quantity - 1);

    /// <summary>
    /// Something changed in a row. Its runs are counted when somebody asks: a row may be as long as the plan, and many of its
    /// places may change at once.
    /// </summary>
    public void Touch(int leaf) => _stale.Add(leaf);

    /// <summary>Counts what was touched.</summary>
    public void Refresh()
    {
        for (var leaf = _stale.Next(0, _rows.Count); leaf < _rows.Count; leaf = _stale.Next(leaf + 1, _rows.Count))
        {
            _stale.Remove(leaf);
            var node = _firstLeaf + leaf;
            var runs = RunsOf(leaf);
            while (_nodes[node] != runs)
            {
                _nodes[node] = runs;
                node >>= 1;
                if (node == 0)
                {
                    break;
                }

                runs = _nodes[2 * node] | _nodes[(2 * node) + 1];
            }
        }
    }

    /// <summary>The first leaf, from one up to another, with a run of one of these lengths; -1 when there is none.</summary>
    public int First(ulong lengths, int from, int end)
    {
        if (from >= end)
        {
            return -1;
        }

        var node = _firstLeaf + from;
        do
        {
            // The largest part of the tree that begins here.
            node >>= BitOperations.TrailingZeroCount(node);
            if ((_nodes[node] & lengths) != 0)
            {
                var leaf = FirstBelow(node, lengths);
                return leaf < end ? leaf : -1;
            }

            node++;
        }
        while (!BitOperations.IsPow2(node));

        return -1;
    }

    /// <summary>The longest run of a row; 64 stands for more too.</summary>
    public int Longest(int leaf) => 64 - BitOperations.LeadingZeroCount(_nodes[_firstLeaf + leaf]);

    private int FirstBelow(int node, ulong lengths)
    {
        while (node < _firstLeaf)
        {
            node *= 2;
            if ((_nodes[node] & lengths) == 0)
            {
                node++;
            }
        }

        return node - _firstLeaf;
    }

    private ulong RunsOf(int leaf)
    {
        var runs = 0UL;
        foreach (var (first, end) in _rows.Stretches(leaf))
        {
            for (var start = _holdable.Next(first, end); start < end;)
            {
                var stop = _holdable.NextGap(start, end);
                runs |= 1UL << (Math.Min(64, stop - start) - 1);
                start = _holdable.Next(stop, end);
            }
        }

        return runs;
    }
}
