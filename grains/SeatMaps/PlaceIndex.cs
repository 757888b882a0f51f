using System.Collections.Frozen;
using System.Globalization;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps.Availability;

namespace Distribution.SeatMaps;

/// <summary>
/// Finds the places of a seating plan by number and by key. Numbered seats come first, in the plan's order; the
/// interchangeable places of each unnumbered area follow. It never changes and is shared by all seat maps of the plan.
/// </summary>
internal sealed class PlaceIndex
{
    private readonly FrozenDictionary<string, int> _seats;
    private readonly FrozenDictionary<string, int> _areas;
    private readonly FrozenDictionary<string, int> _blocks;
    private readonly int[] _areaStarts;
    private readonly int[][] _areasOfCategory;
    private readonly int[][] _justCategory;
    private readonly byte[] _categories;
    private readonly SeatKind[] _kinds;

    public PlaceIndex(SeatingPlan plan)
    {
        Plan = plan;
        Count = plan.PlaceCount;
        _seats = plan.Seats.Select((seat, number) => (seat.Key.Value, number)).ToFrozenDictionary(s => s.Value, s => s.number, StringComparer.Ordinal);
        _areas = plan.UnnumberedAreas.Select((area, number) => (area.Key.Value, number)).ToFrozenDictionary(a => a.Value, a => a.number, StringComparer.Ordinal);
        _blocks = plan.Blocks.Select((block, number) => (block.Code, number)).ToFrozenDictionary(b => b.Code, b => b.number, StringComparer.Ordinal);
        _areaStarts = new int[plan.UnnumberedAreas.Length];
        var next = plan.Seats.Length;
        for (var area = 0; area < _areaStarts.Length; area++)
        {
            _areaStarts[area] = next;
            next += plan.UnnumberedAreas[area].Capacity;
        }

        _categories =
        [
            .. plan.Seats.Select(seat => checked((byte)seat.Category)),
            .. plan.UnnumberedAreas.SelectMany(area => Enumerable.Repeat(checked((byte)area.Category), area.Capacity)),
        ];
        _kinds = [.. plan.Seats.Select(seat => seat.Kind)];
        _areasOfCategory =
        [
            .. plan.Categories.Select((_, category) => Enumerable.Range(0, AreaCount).Where(area => plan.UnnumberedAreas[area].Category == category).ToArray()),
        ];
        AllCategories = [.. Enumerable.Range(0, plan.Categories.Length)];
        _justCategory = [.. AllCategories.Select(category => new[] { category })];
        Rows = new SeatRows(plan);
    }

    public SeatingPlan Plan { get; }

    public int Count { get; }

    public SeatRows Rows { get; }

    public int AreaCount => _areaStarts.Length;

    /// <summary>In the plan's order, the better ones first.</summary>
    public int[] AllCategories { get; }

    public int[] JustCategory(int category) => _justCategory[category];

    public bool IsNumbered(int place) => place < Plan.Seats.Length;

    public int? Find(PlaceKey key) => _seats.TryGetValue(key.Value, out var place) ? place : null;

    public int? FindArea(AreaKey key) => FindArea(key.Value);

    /// <summary>An unnumbered area by any text that may be its key.</summary>
    public int? FindArea(string key) => _areas.TryGetValue(key, out var area) ? area : null;

    public int? FindCategory(string code)
    {
        for (var category = 0; category < Plan.Categories.Length; category++)
        {
            if (Plan.Categories[category].Code == code)
            {
                return category;
            }
        }

        return null;
    }

    /// <summary>The places of an unnumbered area: first number, and how many.</summary>
    public (int Start, int Length) PlacesOf(int area) => (_areaStarts[area], Plan.UnnumberedAreas[area].Capacity);

    /// <summary>The unnumbered areas of a category, in the plan's order.</summary>
    public ReadOnlySpan<int> AreasOf(int category) => _areasOfCategory[category];

    public int Category(int place) => _categories[place];

    /// <summary>A place of an unnumbered area is a standard one.</summary>
    public SeatKind Kind(int place) => IsNumbered(place) ? _kinds[place] : SeatKind.Standard;

    /// <summary>A numbered place and another number, which may be any.</summary>
    public bool AreInOneRow(int place, int other) => other >= 0 && IsNumbered(other) && Plan.Seats[other].Row == Plan.Seats[place].Row;

    /// <summary>A numbered place and the number before or behind it: they are in one row, and no aisle parts them.</summary>
    public bool AreNeighbours(int place, int beside) => AreInOneRow(place, beside) && !Rows.HasAisleBefore(Math.Max(place, beside));

    /// <summary>The unnumbered area of a place that has no number.</summary>
    public int AreaOf(int place)
    {
        var found = Array.BinarySearch(_areaStarts, place);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The code of a numbered place's block, or the key of an unnumbered place's area.</summary>
    public string BlockCode(int place) =>
        IsNumbered(place) ? Plan.Blocks[Plan.Rows[Plan.Seats[place].Row].Block].Code : Plan.UnnumberedAreas[AreaOf(place)].Key.Value;

    public string CategoryCode(int place) => Plan.Categories[Category(place)].Code;

    /// <summary>Where a place is; only a numbered place has a block, a row and a seat.</summary>
    public (string Area, string? Block, string? Row, string? Seat) Locate(int place)
    {
        if (!IsNumbered(place))
        {
            return (Plan.UnnumberedAreas[AreaOf(place)].Key.Value, null, null, null);
        }

        var seat = Plan.Seats[place];
        var row = Plan.Rows[seat.Row];
        var block = Plan.Blocks[row.Block];
        return (Plan.Areas[block.Area].Key.Value, block.Code, row.Number, seat.Number);
    }

    public int? FindBlock(string code) => _blocks.TryGetValue(code, out var block) ? block : null;

    /// <summary>How a place is called to a person: its key, or its area and its turn there.</summary>
    public string Name(int place)
    {
        if (IsNumbered(place))
        {
            return Plan.Seats[place].Key.Value;
        }

        var area = AreaOf(place);
        return string.Create(CultureInfo.InvariantCulture, $"{Plan.UnnumberedAreas[area].Key.Value} #{place - _areaStarts[area] + 1}");
    }

    /// <summary>The place with this <see cref="Name"/>.</summary>
    public int? FindNamed(string name)
    {
        if (_seats.TryGetValue(name, out var seat))
        {
            return seat;
        }

        var mark = name.LastIndexOf(" #", StringComparison.Ordinal);
        return mark > 0 && _areas.TryGetValue(name[..mark], out var area)
            && int.TryParse(name.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var turn)
            && turn >= 1 && turn <= Plan.UnnumberedAreas[area].Capacity
            ? _areaStarts[area] + turn - 1
            : null;
    }
}
