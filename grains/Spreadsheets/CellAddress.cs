using System.Globalization;

namespace Distribution.Spreadsheets;

/// <summary>A cell of a sheet, counted from 1: column 6 of row 7 is <c>F7</c>.</summary>
internal readonly record struct CellAddress(int Column, int Row)
{
    /// <summary>Excel's own limits.</summary>
    public const int MaxColumn = 16_384;

    public const int MaxRow = 1_048_576;

    public static string Letters(int column)
    {
        Span<char> letters = stackalloc char[8];
        var at = letters.Length;
        for (; column > 0; column = (column - 1) / 26)
        {
            letters[--at] = (char)('A' + ((column - 1) % 26));
        }

        return new string(letters[at..]);
    }

    /// <summary>Null when the text is no address, or one beyond the limits. Dollar signs are passed over.</summary>
    public static CellAddress? Parse(ReadOnlySpan<char> text)
    {
        var column = 0;
        var at = 0;
        for (; at < text.Length && (char.IsAsciiLetter(text[at]) || (text[at] == '$' && column == 0)); at++)
        {
            column = text[at] == '$' ? column : (column * 26) + (text[at] & 0x1F);
            if (column > MaxColumn)
            {
                return null;
            }
        }

        at += at < text.Length && text[at] == '$' ? 1 : 0;
        return column > 0 && int.TryParse(text[at..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is > 0 and <= MaxRow
            ? new CellAddress(column, row)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters(Column)}{Row}");
}

/// <summary>A rectangle of cells, such as <c>F7:F9</c>; both corners belong to it.</summary>
internal readonly record struct CellRange(CellAddress First, CellAddress Last)
{
    /// <summary>Null when the text is no range.</summary>
    public static CellRange? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && CellAddress.Parse(text.AsSpan(0, colon)) is { } first && CellAddress.Parse(text.AsSpan(colon + 1)) is { } last
            && first.Column <= last.Column && first.Row <= last.Row
            ? new CellRange(first, last)
            : null;
    }

    public bool HasColumn(int column) => column >= First.Column && column <= Last.Column;

    public override string ToString() => $"{First}:{Last}";
}
