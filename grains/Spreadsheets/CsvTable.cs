using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>A table as CSV in UTF-8: read with commas, semicolons or tabs, written with semicolons, which Excel opens where the comma is decimal, unless another separator is asked for.</summary>
internal static class CsvTable
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Excel runs what starts so as a formula; an apostrophe before it keeps it a text, and hence one before an apostrophe.</summary>
    private const string Guarded = "=+-@\t'";

    public static byte[] Write(IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows, char separator = ';')
    {
        var text = new StringBuilder("\uFEFF").AppendJoin(separator, headings).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(separator, row.Select(Field)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static Outcome<TableFile> Read(byte[] utf8, ImmutableArray<string> columns, ImmutableArray<string> known, int maxLines)
    {
        if (utf8.AsSpan().TrimStart("\uFEFF"u8).Trim(" \t\r\n"u8).IsEmpty)
        {
            return new Refusal(RefusalCode.Invalid, "file", "The file is empty.");
        }

        var (problems, notes) = (new FileProblems(), new List<FileNote>());
        var lines = ImmutableArray.CreateBuilder<TableLine>();
        using var reader = CsvReader.Create(utf8, new CsvReaderOptions
        {
            Separator = CsvSeparator.Of(utf8),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            // Nothing here may hold a line break, and so one bad quotation mark can't swallow the rest of the file.
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => problems.Add($"line {record.LineNumber}", "a quotation mark is out of place: quote the whole field, and double the marks in it."),
        });
        if (Header(reader, columns, problems) is not { } fields)
        {
            return new Outcome<TableFile>.Refused(problems.All());
        }

        notes.AddRange(reader.Headers.Where(heading => heading.Length > 0 && !known.Contains(heading, StringComparer.OrdinalIgnoreCase))
            .Take(FileNote.MaxTold).Select(heading => TableFile.NotRead("line 1", heading, known)));
        while (lines.Count <= maxLines && reader.Read())
        {
            if (reader.FieldCount > reader.Headers.Count)
            {
                problems.Add($"line {reader.LineNumber}", $"the line has {reader.FieldCount} fields and the header {reader.Headers.Count}: quote a field that holds the separator.");
                continue;
            }

            AddMissing(reader, columns, fields, problems);
            lines.Add(Line(reader, columns, fields));
        }

        if (lines.Count > maxLines)
        {
            problems.Add("file", $"the file has more than {maxLines} lines.", RefusalCode.LimitExceeded);
        }

        return new TableFile(lines.ToImmutable(), [.. notes], problems);
    }

    /// <summary>A line that ends before a column may have lost a separator, and then everything in it stands one column off.</summary>
    private static void AddMissing(CsvReader reader, ImmutableArray<string> columns, int[] fields, FileProblems problems)
    {
        if (reader.FieldCount > 1 && columns.Index().FirstOrDefault(column => fields[column.Index] >= reader.FieldCount) is (var at, { } missing))
        {
            problems.Add($"line {reader.LineNumber}, column {columns[at]}", $"the line has {reader.FieldCount} fields and the header {reader.Headers.Count}, so there is nothing for {missing}: put the separators that are missing.");
        }
    }

    private static TableLine Line(CsvReader reader, ImmutableArray<string> columns, int[] fields)
    {
        var line = reader.LineNumber;
        return new TableLine([.. fields.Select(field => Value(reader, field))], column => $"line {line}, column {columns[column]}");
    }

    /// <summary>Null when a column is missing or there twice.</summary>
    private static int[]? Header(CsvReader reader, ImmutableArray<string> columns, FileProblems problems)
    {
        var fields = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!reader.TryGetFieldIndex(columns[i], out fields[i]))
            {
                problems.Add($"line 1, column {columns[i]}", $"the header lacks this column; it has {string.Join(", ", columns)}, with semicolons, commas or tabs between.");
            }
            else if (reader.TryGetFieldIndex(columns[i], 1, out _))
            {
                problems.Add($"line 1, column {columns[i]}", "the header has this column twice.", RefusalCode.Duplicate);
            }
        }

        return problems.Any ? null : fields;
    }

    private static string Value(CsvReader reader, int field)
    {
        var text = reader.GetString(field)?.Trim() ?? "";
        return text.Length > 1 && text[0] == '\'' && Guarded.Contains(text[1], StringComparison.Ordinal) ? text[1..] : text;
    }

    /// <summary>A negative number is what it says, and no formula.</summary>
    private static bool IsAmount(string text) =>
        text[0] == '-' && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static string Field(string? text)
    {
        var safe = text is { Length: > 0 } && Guarded.Contains(text[0], StringComparison.Ordinal) && !IsAmount(text) ? $"'{text}" : text ?? "";
        return safe.AsSpan().IndexOfAny(";,\t\"") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
