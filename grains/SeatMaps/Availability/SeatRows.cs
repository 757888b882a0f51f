using System.Runtime.InteropServices;
using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps.Availability;

/// <summary>A row of numbered seats: its block, its first place, and how many.</summary>
internal readonly record struct SeatRow(int Block, int First, int Length)
{
    public int End => First + Length;

    /// <summary>Twice the place number of the row's middle, which may be between two places.</summary>
    public int TwiceMiddle => First + End - 1;
}

/// <summary>
/// The rows of a plan by rank: block after block in the plan's order, and in each block its rows in the plan's order, so that
/// the rows of a block stand together. Like the plan it never changes.
/// </summary>
internal sealed class SeatRows
{
    private readonly SeatRow[] _rows;
    private readonly (int First, int End)[] _rowsOfBlock;
    private readonly CategoryRows[] _categories;
    private readonly List<int>[] _accessible;
    private readonly int[] _leaves;
    private readonly Aisles _aisles;

    public SeatRows(SeatingPlan plan)
    {
        _rows = [.. InOrderOfTheFile(plan).OrderBy(row => row.Block)];
        _rowsOfBlock = new (int First, int End)[plan.Blocks.Length];
        _categories = [.. plan.Categories.Select(_ => new CategoryRows())];
        _accessible = [.. plan.Categories.Select(_ => new List<int>())];
        _leaves = new int[plan.Seats.Length];
        _aisles = new Aisles(plan.Seats.Length);
        for (var row = 0; row < _rows.Length; row++)
        {
            var (first, end) = _rowsOfBlock[_rows[row].Block];
            _rowsOfBlock[_rows[row].Block] = (end == 0 ? row : first, row + 1);
            _aisles.Find(plan, _rows[row]);
            for (var place = _rows[row].First; place < _rows[row].End; place++)
            {
                Add(plan.Seats[place], row, place);
            }
        }
    }

    public int Count => _rows.Length;

    public SeatRow this[int row] => _rows[row];

    public (int First, int End) OfBlock(int block) => _rowsOfBlock[block];

    /// <summary>Where the standard seats of a category are.</summary>
    public CategoryRows OfCategory(int category) => _categories[category];

    /// <summary>The rows with accessible places of a category, by rank.</summary>
    public ReadOnlySpan<int> WithAccessible(int category) => CollectionsMarshal.AsSpan(_accessible[category]);

    public bool HaveAccessible => _accessible.Any(rows => rows.Count > 0);

    /// <summary>One row stands right behind the other in the same block.</summary>
    public bool AreSuccessive(int row, int next) => next == row + 1 && _rows[row].Block == _rows[next].Block;

    /// <summary>An aisle parts the seat from the one before it in its row.</summary>
    public bool HasAisleBefore(int place) => _aisles.IsBefore(place);

    /// <summary>The leaf of a standard seat in the rows of its category; -1 for any other place.</summary>
    public int LeafOf(int place) => place < _leaves.Length ? _leaves[place] : -1;

    private void Add(PlanSeat seat, int row, int place)
    {
        _leaves[place] = seat.Kind == SeatKind.Standard ? _categories[seat.Category].Add(row, place, HasAisleBefore(place)) : -1;
        var accessible = _accessible[seat.Category];
        if (seat.Kind == SeatKind.Accessible && (accessible.Count == 0 || accessible[^1] != row))
        {
            accessible.Add(row);
        }
    }

    private static IEnumerable<SeatRow> InOrderOfTheFile(SeatingPlan plan)
    {
        for (var first = 0; first < plan.Seats.Length;)
        {
            var row = plan.Seats[first].Row;
            var end = first + 1;
            while (end < plan.Seats.Length && plan.Seats[end].Row == row)
            {
                end++;
            }

            yield return new SeatRow(plan.Rows[row].Block, first, end - first);
            first = end;
        }
    }
}
