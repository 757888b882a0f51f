using System.Runtime.InteropServices;

namespace Distribution.SeatMaps.Availability;

/// <summary>
/// The rows that have standard seats of one category, by rank; each is a leaf of the category's <see cref="RunTree"/>. In a
/// row, a stretch is a longest series of such seats without another seat or an aisle between.
/// </summary>
internal sealed class CategoryRows
{
    private readonly List<int> _rows = [];
    private readonly List<int> _firstStretches = [];
    private readonly List<(int First, int End)> _stretches = [];

    /// <summary>How many rows.</summary>
    public int Count => _rows.Count;

    /// <summary>The rank of a leaf's row.</summary>
    public int Row(int leaf) => _rows[leaf];

    public ReadOnlySpan<(int First, int End)> Stretches(int leaf)
    {
        var end = leaf + 1 < _firstStretches.Count ? _firstStretches[leaf + 1] : _stretches.Count;
        return CollectionsMarshal.AsSpan(_stretches)[_firstStretches[leaf]..end];
    }

    /// <summary>The leaves of the rows from one rank up to another.</summary>
    public (int First, int End) Within((int First, int End) rows) => (FirstFrom(rows.First), FirstFrom(rows.End));

    /// <summary>Adds a seat behind those that were added; it answers the seat's leaf.</summary>
    public int Add(int row, int place, bool isBehindAisle)
    {
        if (_rows.Count == 0 || _rows[^1] != row)
        {
            _rows.Add(row);
            _firstStretches.Add(_stretches.Count);
            _stretches.Add((place, place + 1));
        }
        else if (_stretches[^1].End == place && !isBehindAisle)
        {
            _stretches[^1] = (_stretches[^1].First, place + 1);
        }
        else
        {
            _stretches.Add((place, place + 1));
        }

        return _rows.Count - 1;
    }

    private int FirstFrom(int row)
    {
        var found = _rows.BinarySearch(row);
        return found < 0 ? ~found : found;
    }
}
