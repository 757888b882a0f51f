using System.Globalization;
using CsvHelper;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>Reads the CSV described in the folder's README. Lines may come in any order; those of a row are brought together.</summary>
internal sealed class CsvPlanReader
{
    private static readonly string[] Columns = ["area", "block", "row", "seat", "category", "x", "y"];

    /// <summary>A file may leave this one out: then all its seats are standard.</summary>
    private const string KindColumn = "kind";

    private readonly PlanDraft _draft;
    private readonly PlanProblems _problems;
    private readonly Dictionary<string, int> _areas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Block, string Number), int> _rows = [];
    private readonly HashSet<string> _categories = new(StringComparer.Ordinal);
    private readonly int[] _fields = new int[Columns.Length];
    private int? _kindField;
    private int _headings;

    private CsvPlanReader(PlanDraft draft, PlanProblems problems)
    {
        _draft = draft;
        _problems = problems;
    }

    public static PlanDraft Read(string name, byte[] utf8, PlanProblems problems)
    {
        var draft = new PlanDraft { Name = name, Start = PlanPath.OfLine(1) };
        new CsvPlanReader(draft, problems).ReadLines(utf8);
        return draft;
    }

    private void ReadLines(byte[] utf8)
    {
        using var reader = CsvReader.Create(utf8, new CsvReaderOptions
        {
            Separator = CsvSeparator.Of(utf8),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            // Nothing here may hold a line break, and so one bad quotation mark can't swallow the rest of the file.
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => _problems.Add(
                RefusalCode.Invalid,
                PlanPath.OfLine(record.LineNumber),
                "A quotation mark is out of place: quote the whole field, and double the marks in it."),
        });
        if (!ReadHeader(reader))
        {
            return;
        }

        while (_draft.Seats.Count <= SeatingPlan.MaxPlaces && reader.Read())
        {
            ReadSeat(reader, PlanPath.OfLine(reader.LineNumber));
        }
    }

    private bool ReadHeader(CsvReader reader)
    {
        _headings = reader.Headers.Count;
        for (var column = 0; column < Columns.Length; column++)
        {
            var at = PlanPath.OfLine(1).Of(Columns[column]);
            if (!reader.TryGetFieldIndex(Columns[column], out _fields[column]))
            {
                _problems.Add(
                    RefusalCode.Invalid,
                    at,
                    $"The header lacks this column; it is {string.Join(',', Columns)}, with commas, semicolons or tabs between.");
            }
            else
            {
                CheckOnce(reader, Columns[column]);
            }
        }

        _kindField = reader.TryGetFieldIndex(KindColumn, out var field) ? field : null;
        CheckOnce(reader, KindColumn);
        return !_problems.Any;
    }

    private void CheckOnce(CsvReader reader, string column)
    {
        if (reader.TryGetFieldIndex(column, 1, out _))
        {
            _problems.Add(RefusalCode.Duplicate, PlanPath.OfLine(1).Of(column), "The header has this column twice.");
        }
    }

    private void ReadSeat(CsvReader reader, PlanPath at)
    {
        if (reader.FieldCount > _headings)
        {
            _problems.Add(
                RefusalCode.Invalid,
                at,
                $"The line has {reader.FieldCount} fields and the header {_headings}: quote a field that holds the separator, and write numbers with a decimal point.");
            return;
        }

        var (area, block, row) = (Label(reader, 0, at), Label(reader, 1, at), Label(reader, 2, at));
        var (seat, category) = (Label(reader, 3, at), Label(reader, 4, at));
        var (x, y) = (Coordinate(reader, 5, at), Coordinate(reader, 6, at));
        var kind = Kind(reader, at);
        if (area is null || block is null || row is null || seat is null || category is null || x is null || y is null || kind is null)
        {
            return;
        }

        var key = $"{block}-{row}-{seat}";
        if (key.Length > KeyText.MaxLength)
        {
            _problems.Add(
                RefusalCode.LimitExceeded,
                at,
                $"The place would be called {key}, which is more than {KeyText.MaxLength} characters; shorten block, row or seat.");
            return;
        }

        if (BlockOf(block, area, at) is not { } blockIndex)
        {
            return;
        }

        if (_categories.Add(category))
        {
            _draft.Categories.Add(new PlanCategory(category, null));
        }

        _draft.Seats.Add(new SeatDraft(at, RowOf(blockIndex, row), key, seat, category, x.Value, y.Value, kind.Value));
    }

    private string? Label(CsvReader reader, int column, PlanPath at)
    {
        var text = reader.GetString(_fields[column]);
        if (PlanLabel.WrongWith(text) is not { } wrong)
        {
            return text;
        }

        _problems.Add(wrong.Code, at.Of(Columns[column]), wrong.Message);
        return null;
    }

    private double? Coordinate(CsvReader reader, int column, PlanPath at)
    {
        if (double.TryParse(reader.GetSpan(_fields[column]), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= SeatingPlan.MaxCoordinate)
        {
            return value;
        }

        _problems.Add(
            RefusalCode.Invalid,
            at.Of(Columns[column]),
            $"A number with a decimal point, between -{SeatingPlan.MaxCoordinate:0} and {SeatingPlan.MaxCoordinate:0}, belongs here.");
        return null;
    }

    private SeatKind? Kind(CsvReader reader, PlanPath at)
    {
        var text = _kindField is { } field ? reader.GetString(field) : null;
        switch (text?.ToLowerInvariant())
        {
            case null or "" or "standard":
                return SeatKind.Standard;
            case "accessible":
                return SeatKind.Accessible;
            case "companion":
                return SeatKind.Companion;
            default:
                _problems.Add(RefusalCode.Invalid, at.Of(KindColumn), "A seat is standard, accessible or companion; an empty field means standard.");
                return null;
        }
    }

    /// <summary>Null when the block is in another area already.</summary>
    private int? BlockOf(string code, string area, PlanPath at)
    {
        if (!_areas.TryGetValue(area, out var areaIndex))
        {
            _areas.Add(area, areaIndex = _draft.Areas.Count);
            _draft.Areas.Add(area);
        }

        if (!_blocks.TryGetValue(code, out var block))
        {
            _blocks.Add(code, block = _draft.Blocks.Count);
            _draft.Blocks.Add((code, areaIndex));
        }

        if (_draft.Blocks[block].Area == areaIndex)
        {
            return block;
        }

        var other = _draft.Areas[_draft.Blocks[block].Area];
        _problems.Add(RefusalCode.Invalid, at.Of("block"), $"The block {code} is in the area {other} already; a block is in one area.");
        return null;
    }

    private int RowOf(int block, string number)
    {
        if (!_rows.TryGetValue((block, number), out var row))
        {
            _rows.Add((block, number), row = _draft.Rows.Count);
            _draft.Rows.Add((number, block));
        }

        return row;
    }
}
