using System.Collections.Immutable;

namespace Distribution.Spreadsheets;

internal enum CellKind
{
    Text = 1,
    /// <summary>The text is as the file has it: with a decimal point, perhaps with an exponent.</summary>
    Number,
    Formula,
    Boolean,
    /// <summary>Such as #N/A.</summary>
    Error,
}

/// <summary>A cell that is not empty.</summary>
internal readonly record struct Cell(CellAddress Address, CellKind Kind, string Text);

/// <summary>A row with something in it.</summary>
/// <param name="Cells">In the order of the file, which is that of the columns.</param>
internal sealed record SheetRow(int Number, ImmutableArray<Cell> Cells)
{
    public Cell? At(int column)
    {
        foreach (var cell in Cells)
        {
            if (cell.Address.Column == column)
            {
                return cell;
            }
        }

        return null;
    }
}

/// <summary>One sheet of a workbook as it was read.</summary>
internal sealed record Sheet(string Name, ImmutableArray<SheetRow> Rows, ImmutableArray<CellRange> Merged)
{
    /// <summary>How a person finds the cell: <c>Performances!F7</c>.</summary>
    public string Place(CellAddress address) => $"{Name}!{address}";
}
