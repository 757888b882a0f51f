using System.Text;

namespace Distribution.Connectors.SalesFiles;

/// <summary>
/// Divides a line into its fields. A field never goes over the end of a line: one quotation mark out of place would swallow the sales behind it.
/// </summary>
internal static class CsvFields
{
    /// <summary>Fields of a line.</summary>
    public const int MaxFields = 200;

    private const string Separators = ";,\t|";

    /// <summary>The separator that the line of headings has most of, outside of quotation marks.</summary>
    public static char SeparatorOf(string headings)
    {
        var quoted = false;
        var counts = new int[Separators.Length];
        foreach (var letter in headings)
        {
            quoted ^= letter == '"';
            if (!quoted && Separators.IndexOf(letter, StringComparison.Ordinal) is var which and >= 0)
            {
                counts[which]++;
            }
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>The fields without the blanks around them; null, with what is wrong, for a line that is none.</summary>
    public static IReadOnlyList<string>? Of(string line, char separator, out string problem)
    {
        var fields = new List<string>();
        problem = "";
        for (var at = 0; at <= line.Length; at++)
        {
            if (fields.Count == MaxFields)
            {
                problem = $"it has more than {MaxFields} fields";
                return null;
            }

            if (Next(line, ref at, separator) is not { } field)
            {
                problem = $"a quotation mark is out of place in field {fields.Count + 1}";
                return null;
            }

            fields.Add(field);
        }

        return fields;
    }

    /// <summary>Leaves the position at the separator behind the field, or at the end.</summary>
    private static string? Next(string line, ref int at, char separator)
    {
        var start = at;
        while (start < line.Length && line[start] == ' ')
        {
            start++;
        }

        if (start < line.Length && line[start] == '"')
        {
            at = start + 1;
            return Quoted(line, ref at, separator);
        }

        var end = line.IndexOf(separator, at);
        end = end < 0 ? line.Length : end;
        var field = line[at..end].Trim();
        at = end;
        return field.Contains('"', StringComparison.Ordinal) ? null : field;
    }

    private static string? Quoted(string line, ref int at, char separator)
    {
        var text = new StringBuilder();
        for (; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                text.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                text.Append('"');
                at++;
            }
            else
            {
                at++;
                while (at < line.Length && line[at] == ' ')
                {
                    at++;
                }

                return at == line.Length || line[at] == separator ? text.ToString().Trim() : null;
            }
        }

        return null;
    }
}
