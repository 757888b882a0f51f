using System.Text.Json;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// Reads the seating plan JSON of pretix. Each zone with seats becomes a block, and all of them lie in one area, which has
/// the plan's name. A position is relative to what it is in; a row without one is at its zone's, as the format allows.
/// </summary>
internal sealed class PretixReader
{
    private readonly PlanProblems _problems;
    private readonly JsonMembers _plan;
    private readonly JsonMembers _category;
    private readonly JsonMembers _zone;
    private readonly JsonMembers _row;
    private readonly JsonMembers _seat;
    private readonly JsonMembers _position;
    private readonly HashSet<string> _blocks = new(StringComparer.Ordinal);

    /// <summary>The seats of the row that is being read.</summary>
    private readonly Dictionary<string, PlanPath> _numbers = new(StringComparer.Ordinal);


    private PretixReader(PlanProblems problems)
    {
        _problems = problems;
        _plan = new(problems, "name", "categories", "zones");
        _category = new(problems, "name", "color");
        _zone = new(problems, "name", "position", "rows");
        _row = new(problems, "row_number", "position", "seats");
        _seat = new(problems, "seat_guid", "seat_number", "position", "category");
        _position = new(problems, "x", "y");
    }

    /// <summary>Null, with the reason among the problems, when it is no JSON object at all.</summary>
    public static PlanDraft? Read(byte[] utf8, PlanProblems problems)
    {
        using var document = JsonText.Open(utf8, problems);
        return document is null ? null : new PretixReader(problems).ReadPlan(document.RootElement);
    }

    private PlanDraft? ReadPlan(JsonElement root)
    {
        if (!_plan.Enter(root, PlanPath.Root))
        {
            return null;
        }

        var draft = new PlanDraft { Name = _plan.Label("name") ?? string.Empty };
        ReadCategories(draft);
        var index = 0;
        foreach (var zone in _plan.List("zones"))
        {
            ReadZone(draft, zone, PlanPath.OfZone(index++));
        }

        if (draft.Seats.Count > 0)
        {
            draft.Areas.Add(draft.Name);
        }

        return draft;
    }

    private void ReadCategories(PlanDraft draft)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var element in _plan.List("categories"))
        {
            var at = PlanPath.OfCategory(index++);
            if (!_category.Enter(element, at) || _category.Label("name") is not { } code)
            {
                continue;
            }

            if (!known.Add(code))
            {
                _problems.Add(RefusalCode.Duplicate, at.Of("name"), $"The plan has a category \"{code}\" already.");
            }
            else if (known.Count <= SeatingPlan.MaxCategories + 1)
            {
                draft.Categories.Add(new PlanCategory(code, Color(at)));
            }
        }
    }

    private string? Color(PlanPath at)
    {
        if (!_category.Has("color") || _category.Label("color") is not { } text)
        {
            return null;
        }

        if (text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit))
        {
            return text.ToLowerInvariant();
        }

        _problems.Add(RefusalCode.Invalid, at.Of("color"), "A color is written as #rrggbb.");
        return null;
    }

    private void ReadZone(PlanDraft draft, JsonElement element, PlanPath at)
    {
        if (!_zone.Enter(element, at))
        {
            return;
        }

        var (x, y) = Position(_zone.ValueOf("position"), at);
        var block = draft.Blocks.Count;
        var index = 0;
        foreach (var row in _zone.List("rows"))
        {
            ReadRow(draft, row, at.OfRow(index++), block, x, y);
        }

        if (draft.Rows.Count > 0 && draft.Rows[^1].Block == block && _zone.Label("name") is { } name)
        {
            draft.Blocks.Add((name, 0));
            if (!_blocks.Add(name))
            {
                _problems.Add(RefusalCode.Duplicate, at.Of("name"), $"The plan has a zone \"{name}\" already.");
            }
        }
    }

    private void ReadRow(PlanDraft draft, JsonElement element, PlanPath at, int block, double zoneX, double zoneY)
    {
        if (!_row.Enter(element, at))
        {
            return;
        }

        var (x, y) = _row.Has("position") ? Position(_row.ValueOf("position"), at) : (0, 0);
        var row = draft.Rows.Count;
        var before = draft.Seats.Count;
        var index = 0;
        _numbers.Clear();
        foreach (var seat in _row.List("seats"))
        {
            if (draft.Seats.Count > SeatingPlan.MaxPlaces)
            {
                return;
            }

            ReadSeat(draft, seat, at.OfSeat(index++), row, zoneX + x, zoneY + y);
        }

        if (draft.Seats.Count > before && _row.Label("row_number") is { } number)
        {
            draft.Rows.Add((number, block));
        }
    }

    private void ReadSeat(PlanDraft draft, JsonElement element, PlanPath at, int row, double rowX, double rowY)
    {
        if (!_seat.Enter(element, at))
        {
            return;
        }

        var key = _seat.Label("seat_guid");
        var number = _seat.Label("seat_number");
        var category = _seat.Label("category");
        var (x, y) = Position(_seat.ValueOf("position"), at);
        if (number is not null && !_numbers.TryAdd(number, at))
        {
            _problems.Add(RefusalCode.Duplicate, at.Of("seat_number"), $"The row has a seat {number} already, at {_numbers[number]}.");
        }

        if (key is not null && number is not null && category is not null)
        {
            draft.Seats.Add(new SeatDraft(at, row, key, number, category, rowX + x, rowY + y));
        }
    }

    private (double X, double Y) Position(JsonElement element, PlanPath at) =>
        _position.Enter(element, at.Of("position")) ? (_position.Coordinate("x") ?? 0, _position.Coordinate("y") ?? 0) : (0, 0);
}
