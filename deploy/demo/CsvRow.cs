namespace Distribution.Demo;

/// <summary>A line of a file with a line of headings and semicolons, none of them within a field.</summary>
internal sealed class CsvRow
{
    private readonly Dictionary<string, string> _fields;

    private CsvRow(IEnumerable<string> headings, IEnumerable<string> fields) => _fields = headings.Zip(fields).ToDictionary(StringComparer.Ordinal);

    /// <summary>Empty where the line has no such column, as a last line that counts the others.</summary>
    public string this[string heading] => _fields.GetValueOrDefault(heading, "");

    public static List<CsvRow> Read(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';')).ToList();
        return [.. lines.Skip(1).Select(fields => new CsvRow(lines[0], fields))];
    }
}
