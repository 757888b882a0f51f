namespace Distribution.Spreadsheets;

/// <summary>Programs of different countries put different characters between the fields.</summary>
internal static class CsvSeparator
{
    /// <summary>The one of comma, semicolon and tab that the first line has most of.</summary>
    public static char Of(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.IndexOfAny((byte)'\r', (byte)'\n');
        var header = end < 0 ? utf8 : utf8[..end];
        var (commas, semicolons, tabs) = (header.Count((byte)','), header.Count((byte)';'), header.Count((byte)'\t'));
        return commas >= semicolons && commas >= tabs ? ',' : semicolons >= tabs ? ';' : '\t';
    }
}
