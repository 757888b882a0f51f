using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.SeatMaps;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>The order of best available in the plainest words: every candidate of a step is made, and the best of the first step that has any is taken.</summary>
internal sealed class BestAvailableOracle(SeatMapState state, ushort contingent, int? category, string? block)
{
    private readonly SeatingPlan _plan = state.Index.Plan;

    /// <summary>The rows of the block asked for, block after block.</summary>
    private readonly int[][] _rows =
    [
        .. state.Index.Plan.Seats.Index().GroupBy(seat => seat.Item.Row, (row, seats) => (Block: state.Index.Plan.Rows[row].Block, Places: seats.Select(seat => seat.Index).ToArray()))
            .Where(row => block is null || state.Index.Plan.Blocks[row.Block].Code == block)
            .OrderBy(row => row.Block).ThenBy(row => row.Places[0]).Select(row => row.Places),
    ];

    public ImmutableArray<int> Find(int quantity, int accessible) =>
        [.. (accessible == 0 ? Ordinary(quantity) : WithAccessible(quantity, accessible)).Order()];

    private IEnumerable<int> Ordinary(int quantity) => quantity == 0
        ? []
        : Best(Neighbours(quantity).Where(n => n.Key.Alone == 0).Select(n => (n.Key, n.Places)))
            ?? Best(Neighbours(quantity))
            ?? Best(Areas(quantity))
            ?? Best(RowPairs(quantity))
            ?? Apart(quantity);

    private IEnumerable<int> WithAccessible(int quantity, int accessible) =>
        Best(Windows(quantity, accessible, Math.Min(accessible, quantity - accessible)))
            ?? Best(Windows(quantity, accessible, null))
            ?? Best(RowsWithAccessible(quantity, accessible))
            ?? SeveralRows(quantity, accessible);

    private static IEnumerable<int>? Best<TKey>(IEnumerable<(TKey Key, int[] Places)> candidates) =>
        candidates.OrderBy(candidate => candidate.Key).Select(candidate => candidate.Places).FirstOrDefault();

    private IEnumerable<((int Alone, int Category, int Row, int FromMiddle, int First) Key, int[] Places)> Neighbours(int quantity) =>
        from row in _rows
        from of in Categories()
        from window in Windows(row, quantity)
        where window.All(place => IsStandard(place, of))
        select ((LeavesOneAlone(row, window, of) ? 1 : 0, of, Array.IndexOf(_rows, row), FromMiddle(row, window), window[0]), window);

    private IEnumerable<((int Category, int Area) Key, int[] Places)> Areas(int quantity) =>
        from area in Enumerable.Range(0, _plan.UnnumberedAreas.Length)
        let places = AreaPlaces(area).Take(quantity).ToArray()
        where places.Length == quantity
        select ((_plan.UnnumberedAreas[area].Category, area), places);

    private IEnumerable<((int Category, int Row, int Uneven, int SecondIsLarger) Key, int[] Places)> RowPairs(int quantity) =>
        from at in Enumerable.Range(0, Math.Max(0, _rows.Length - 1))
        let front = _rows[at]
        let behind = _rows[at + 1]
        where BlockOf(front[0]) == BlockOf(behind[0])
        from of in Categories()
        from first in Enumerable.Range(1, quantity - 1)
        let second = quantity - first
        where quantity < 4 || (first > 1 && second > 1)
        let inFront = BestInRow(front, first, of)
        let inBehind = BestInRow(behind, second, of)
        where inFront is not null && inBehind is not null
        select ((of, at, Math.Abs(first - second), first < second ? 1 : 0), inFront.Concat(inBehind).ToArray());

    private int[]? BestInRow(int[] row, int quantity, int of) => Windows(row, quantity)
        .Where(window => window.All(place => IsStandard(place, of)))
        .OrderBy(window => (LeavesOneAlone(row, window, of), FromMiddle(row, window), window[0]))
        .FirstOrDefault();

    private IEnumerable<int> Apart(int quantity)
    {
        var seats = from row in _rows
            from place in row
            from of in Categories()
            where IsStandard(place, of)
            select (Key: (of, 0, Array.IndexOf(_rows, row), FromMiddle(row, [place]), place), place);
        var standing = from area in Enumerable.Range(0, _plan.UnnumberedAreas.Length)
            from place in AreaPlaces(area)
            select (Key: (_plan.UnnumberedAreas[area].Category, 1, area, 0, place), place);
        var found = seats.Concat(standing).OrderBy(single => single.Key).Select(single => single.place).Take(quantity).ToArray();
        return found.Length == quantity ? found : [];
    }

    private IEnumerable<((int Category, int Row, int FromMiddle, int First) Key, int[] Places)> Windows(int quantity, int accessible, int? companions) =>
        from row in _rows
        from window in Windows(row, quantity)
        where window.All(Fits)
        let wheels = window.Where(IsAccessible).ToArray()
        where wheels.Length == accessible && wheels.Select(CategoryOf).Distinct().Count() == 1
        where companions is null || window.Count(place => KindOf(place) == SeatKind.Companion) == companions
        select ((CategoryOf(wheels[0]), Array.IndexOf(_rows, row), FromMiddle(row, window), window[0]), window);

    private IEnumerable<((int Category, int Row) Key, int[] Places)> RowsWithAccessible(int quantity, int accessible) =>
        from row in _rows
        from of in Categories()
        let wheels = row.Where(place => Fits(place) && IsAccessible(place) && CategoryOf(place) == of)
            .OrderBy(place => (FromMiddle(row, [place]), place)).Take(accessible).ToArray()
        where wheels.Length == accessible
        let beside = Beside(wheels.Select(wheel => (wheel, row)), quantity - accessible)
        let others = row.Where(place => Fits(place) && !IsAccessible(place) && !beside.Contains(place))
            .OrderBy(place => (KindOf(place) == SeatKind.Companion ? 0 : 1, Math.Abs((2 * place) - wheels.Min() - wheels.Max()), place))
            .Take(quantity - accessible - beside.Count).ToArray()
        where beside.Count + others.Length == quantity - accessible
        select ((of, Array.IndexOf(_rows, row)), wheels.Concat(beside).Concat(others).ToArray());

    private IEnumerable<int> SeveralRows(int quantity, int accessible)
    {
        var wheels = (from row in _rows
            from place in row
            where Fits(place) && IsAccessible(place)
            orderby (CategoryOf(place), Array.IndexOf(_rows, row), FromMiddle(row, [place]), place)
            select (Place: place, Row: row)).Take(accessible).ToList();
        int[] found = [.. wheels.Select(wheel => wheel.Place), .. Beside(wheels, quantity - wheels.Count)];
        var rest = Ordinary(quantity - found.Length).ToArray();
        return wheels.Count == accessible && found.Length + rest.Length == quantity ? found.Concat(rest) : [];
    }

    /// <summary>A companion place right beside each, as far as so many come along.</summary>
    private List<int> Beside(IEnumerable<(int Place, int[] Row)> wheels, int most)
    {
        var found = new List<int>();
        foreach (var (place, row) in wheels)
        {
            found.AddRange(new[] { place - 1, place + 1 }
                .Where(other => AreNeighbours(row, place, other) && Fits(other) && KindOf(other) == SeatKind.Companion && !found.Contains(other)).Take(1));
        }

        return [.. found.Take(most)];
    }

    private IEnumerable<int> Categories() => category is { } one ? [one] : Enumerable.Range(0, _plan.Categories.Length);

    private IEnumerable<int[]> Windows(int[] row, int quantity) =>
        Enumerable.Range(0, Math.Max(0, row.Length - quantity + 1)).Select(at => row[at..(at + quantity)])
            .Where(window => window.Skip(1).All(place => AreNeighbours(row, place - 1, place)));

    /// <summary>Two numbers that follow one another are two seats of the row with no more than half a seat between them, or two where one is accessible.</summary>
    private bool AreNeighbours(int[] row, int place, int other)
    {
        if (!row.Contains(place) || !row.Contains(other))
        {
            return false;
        }

        var steps = row.Skip(1).Select(at => _plan.Seats[at].X - _plan.Seats[at - 1].X).Order().ToArray();
        var usual = steps[(steps.Length - 1) / 2];
        var room = KindOf(place) == SeatKind.Accessible || KindOf(other) == SeatKind.Accessible ? 3 * usual : 1.5 * usual;
        return usual == 0 || Math.Abs(_plan.Seats[place].X - _plan.Seats[other].X) <= room;
    }

    private IEnumerable<int> AreaPlaces(int area) =>
        block is not null && _plan.UnnumberedAreas[area].Key.Value != block
            ? []
            : Enumerable.Range(state.Index.PlacesOf(area).Start, _plan.UnnumberedAreas[area].Capacity).Where(Fits);

    /// <summary>Before or behind the window stands exactly one seat that could have been taken too.</summary>
    private bool LeavesOneAlone(int[] row, int[] window, int of)
    {
        bool IsFree(int place, int neighbour) => AreNeighbours(row, place, neighbour) && IsStandard(place, of);
        return (IsFree(window[0] - 1, window[0]) && !IsFree(window[0] - 2, window[0] - 1))
            || (IsFree(window[^1] + 1, window[^1]) && !IsFree(window[^1] + 2, window[^1] + 1));
    }

    /// <summary>Doubled.</summary>
    private static int FromMiddle(int[] row, int[] window) => Math.Abs(window[0] + window[^1] - row[0] - row[^1]);

    private bool IsStandard(int place, int of) => Fits(place) && CategoryOf(place) == of && KindOf(place) == SeatKind.Standard;

    private bool IsAccessible(int place) => KindOf(place) == SeatKind.Accessible;

    private bool Fits(int place) =>
        state[place] is { Status: SaleStatus.Free, Blocked: false, Offer: OfferStage.None } facts
        && facts.Contingent == contingent
        && (category is null || CategoryOf(place) == category);

    private int BlockOf(int place) => _plan.Rows[_plan.Seats[place].Row].Block;

    private SeatKind KindOf(int place) => _plan.Seats[place].Kind;

    private int CategoryOf(int place) =>
        place < _plan.Seats.Length ? _plan.Seats[place].Category : _plan.UnnumberedAreas[state.Index.AreaOf(place)].Category;
}
