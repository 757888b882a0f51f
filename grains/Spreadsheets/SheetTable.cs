using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Distribution.Spreadsheets;

/// <summary>A table to be written as a sheet, or printed: a line of headings and the rows below it.</summary>
/// <param name="Name">At most 31 characters, without any of <c>[]:*?/\</c>.</param>
internal sealed record SheetTable(
    string Name, ImmutableArray<SheetColumn> Columns, ImmutableArray<ImmutableArray<SheetValue>> Rows, bool Hidden = false);

internal sealed record SheetColumn(string Heading, ColumnUse Use = ColumnUse.Plain);

internal enum ColumnUse
{
    Plain = 1,
    /// <summary>Our own code, by which a row is known again when the file comes back.</summary>
    Code,
    /// <summary>To be filled in. A text column, in which Excel leaves 00123 as it is.</summary>
    Input,
    Number,
}

/// <summary>What stands in a cell: nothing, a text, or a number with its decimals.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SheetValue(string? Text, decimal? Number = null, int Decimals = 0)
{
    public static implicit operator SheetValue(string? text) => new(text);

    public static implicit operator SheetValue(int number) => new(null, number);
}
