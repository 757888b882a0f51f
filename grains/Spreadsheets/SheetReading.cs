using System.Collections.Immutable;
using System.Globalization;
using System.Xml;

namespace Distribution.Spreadsheets;

/// <summary>Counts cells down over all sheets of a file.</summary>
internal sealed class CellBudget(int cells)
{
    private int _left = cells;

    public void Take()
    {
        if (--_left < 0)
        {
            throw new SheetLimitException($"The file has more than {SpreadsheetReader.MaxCells} cells that are not empty.");
        }
    }
}

/// <summary>Reads one sheet, row by row. Rows and cells may say where they are, or follow on the one before.</summary>
internal sealed class SheetReading
{
    private const int MaxMerged = 10_000;

    private readonly XmlReader _reader;
    private readonly List<string> _texts;
    private readonly CellBudget _budget;
    private readonly ImmutableArray<SheetRow>.Builder _rows = ImmutableArray.CreateBuilder<SheetRow>();
    private readonly ImmutableArray<CellRange>.Builder _merged = ImmutableArray.CreateBuilder<CellRange>();

    private SheetReading(XmlReader reader, List<string> texts, CellBudget budget)
    {
        _reader = reader;
        _texts = texts;
        _budget = budget;
    }

    public static Sheet Read(XmlReader reader, string name, List<string> texts, CellBudget budget)
    {
        var reading = new SheetReading(reader, texts, budget);
        reading.ReadParts();
        return new Sheet(name, reading._rows.ToImmutable(), reading._merged.ToImmutable());
    }

    private void ReadParts()
    {
        var row = 0;
        while (_reader.Read())
        {
            if (_reader.NodeType is XmlNodeType.Element && _reader.LocalName is "row")
            {
                row = Position(_reader.GetAttribute("r")) ?? row + 1;
                ReadRow(Within(row, CellAddress.MaxRow));
            }
            else if (_reader.NodeType is XmlNodeType.Element && _reader.LocalName is "mergeCell")
            {
                ReadMerged();
            }
        }
    }

    private void ReadMerged()
    {
        _merged.Add(CellRange.Parse(_reader.GetAttribute("ref") ?? "") ?? throw new InvalidDataException());
        if (_merged.Count > MaxMerged)
        {
            throw new SheetLimitException($"A sheet has more than {MaxMerged} merged cells.");
        }
    }

    private void ReadRow(int row)
    {
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var cells = ImmutableArray.CreateBuilder<Cell>();
        var end = _reader.Depth;
        var column = 0;
        while (_reader.Read() && _reader.Depth > end)
        {
            if (_reader.NodeType is XmlNodeType.Element && _reader.LocalName is "c" && _reader.Depth == end + 1)
            {
                column = ColumnOf(_reader.GetAttribute("r")) ?? column + 1;
                if (ReadCell(new CellAddress(Within(column, CellAddress.MaxColumn), row)) is { } cell)
                {
                    _budget.Take();
                    cells.Add(cell);
                }
            }
        }

        if (cells.Count > 0)
        {
            _rows.Add(new SheetRow(row, cells.ToImmutable()));
        }
    }

    /// <summary>Null for an empty cell.</summary>
    private Cell? ReadCell(CellAddress address)
    {
        var type = _reader.GetAttribute("t") ?? "n";
        if (_reader.IsEmptyElement)
        {
            return null;
        }

        var end = _reader.Depth;
        var text = "";
        var formula = false;
        while (_reader.Read() && _reader.Depth > end)
        {
            if (_reader.NodeType is XmlNodeType.Element && _reader.Depth == end + 1)
            {
                formula |= _reader.LocalName is "f";
                text = _reader.LocalName is "v" or "is" ? SharedTexts.TextOf(_reader) : text;
            }
        }

        return formula ? new Cell(address, CellKind.Formula, text) : Value(address, type, text);
    }

    private Cell? Value(CellAddress address, string type, string text) => type switch
    {
        _ when text.Length == 0 => null,
        "s" => Shared(text) is { Length: > 0 } shared ? new Cell(address, CellKind.Text, shared) : null,
        "str" or "inlineStr" or "d" => new Cell(address, CellKind.Text, text),
        "b" => new Cell(address, CellKind.Boolean, text),
        "e" => new Cell(address, CellKind.Error, text),
        "n" => new Cell(address, CellKind.Number, text),
        _ => throw new InvalidDataException(),
    };

    private string Shared(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _texts.Count ? _texts[index] : throw new InvalidDataException();

    private static int? Position(string? text) => text is null
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException();

    private static int? ColumnOf(string? reference) => reference is null ? null : (CellAddress.Parse(reference) ?? throw new InvalidDataException()).Column;

    private static int Within(int position, int max) => position >= 1 && position <= max ? position : throw new InvalidDataException();
}
