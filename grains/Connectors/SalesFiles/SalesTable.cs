using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Distribution.Spreadsheets;

namespace Distribution.Connectors.SalesFiles;

/// <summary>Reads a table of sales, one ticket a line: CSV of any program, or the first sheet of a workbook that has the headings.</summary>
internal static class SalesTable
{
    public static SalesFileAnswer Read(SalesFile file, SaleColumns columns) =>
        SpreadsheetReader.IsArchive(file.Content.Span) ? ReadWorkbook(file, columns) : ReadText(file, columns);

    private static SalesFileAnswer ReadText(SalesFile file, SaleColumns columns)
    {
        if (FileText.EncodingOf(file.Content.Span) is not ({ } encoding, var start, _) found)
        {
            return SalesFileWords.Unusable(file, FileText.EncodingOf(file.Content.Span).Problem!);
        }

        var lines = FileText.Lines(file.Content, encoding, start).SkipWhile(line => string.IsNullOrWhiteSpace(line.Text));
        var heading = lines.FirstOrDefault();
        var separator = CsvFields.SeparatorOf(heading.Text ?? "");
        if (CsvFields.Of(heading.Text ?? "", separator, out var wrong) is not { } headings)
        {
            return SalesFileWords.Unusable(file, $"in its line of headings {wrong}");
        }

        if (columns.Find(headings) is not ({ } at, _) places)
        {
            return SalesFileWords.Unusable(file, columns.Find(headings).Problem!);
        }

        var count = 0;
        var last = "";
        foreach (var line in lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line.Text)))
        {
            last = line.Text;
            if (++count > SalesFile.MaxLines)
            {
                return SalesFileWords.Unusable(file, SalesFileWords.TooManyLines);
            }
        }

        var sales = lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line.Text));
        if (columns.Trailer is { } word)
        {
            if (CsvFields.Of(last, separator, out _) is not [var end, var number, ..] || end != word
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var told) || told != count - 1)
            {
                return SalesFileWords.Unusable(file, $"its last line is not “{word}{separator}{Math.Max(0, count - 1)}”, so it is not complete, or not its own any more");
            }

            sales = sales.Take(count - 1);
        }

        return new SalesFileAnswer.Read(sales
            .Select(line => (line.Number, Line: Row(line, columns, at, separator, headings.Count)))
            .Where(row => row.Line is not null)
            .Select(row => SalesFileWords.At(file, $"line {row.Number}", row.Line!)));
    }

    private static SaleLine? Row(TextLine line, SaleColumns columns, ImmutableDictionary<SaleField, int> at, char separator, int fields)
    {
        var raw = Encoding.UTF8.GetBytes(line.Text);
        if (line.IsDamaged)
        {
            return LineChecks.Unreadable(null, raw, "it has bytes that are no letters in the file's encoding");
        }

        if (!line.IsEnded && columns.Trailer is null)
        {
            return LineChecks.Unreadable(null, raw, "the file ends within this line, so the line may have been cut off; end it with a line break");
        }

        if (CsvFields.Of(line.Text, separator, out var problem) is not { } values)
        {
            return LineChecks.Unreadable(null, raw, problem);
        }

        return values.Count == fields
            ? new SaleRow(columns.Layout, field => at.TryGetValue(field, out var index) ? values[index] : "", line.Text).Read()
            : LineChecks.Unreadable(null, raw, $"it has {values.Count} fields, the headings {fields}");
    }

    private static SalesFileAnswer ReadWorkbook(SalesFile file, SaleColumns columns)
    {
        using var stream = new MemoryStream(file.Content.ToArray(), writable: false);
        if (SpreadsheetReader.Read(stream) is not Primitives.Outcome<ImmutableArray<Sheet>>.Done { Value: var sheets })
        {
            return SalesFileWords.Unusable(file, "it is a damaged .xlsx file, or over its limits (16 MiB, 300,000 cells that are not empty)");
        }

        foreach (var sheet in sheets)
        {
            if (sheet.Rows.FirstOrDefault() is { } heading && columns.Find(Headings(heading)) is ({ } at, _))
            {
                return sheet.Merged.Length > 0
                    ? SalesFileWords.Unusable(file, $"its sheet {sheet.Name} has cells that are merged into one ({sheet.Merged[0]})")
                    : new SalesFileAnswer.Read(Rows(file, columns, sheet, at));
            }
        }

        return SalesFileWords.Unusable(file, $"no sheet has the headings {string.Join(", ", columns.Headings.Values.Order(StringComparer.Ordinal))} in its first row, each once");
    }

    private static IEnumerable<SaleLine> Rows(SalesFile file, SaleColumns columns, Sheet sheet, ImmutableDictionary<SaleField, int> at)
    {
        foreach (var row in sheet.Rows.Skip(1))
        {
            var cells = at.ToDictionary(field => field.Key, field => SaleCell.Of(row.At(field.Value + 1), field.Key));
            var raw = string.Join("; ", row.Cells.Select(cell => cell.Text));
            var wrong = cells.Where(cell => cell.Value.Problem is not null).OrderBy(cell => at[cell.Key]).ToList();
            var line = wrong.Count > 0
                ? LineChecks.Unreadable(null, Encoding.UTF8.GetBytes(raw), $"column {columns.Headings[wrong[0].Key]}: {wrong[0].Value.Problem}")
                : new SaleRow(columns.Layout, field => cells.TryGetValue(field, out var cell) ? cell.Text : "", raw).Read();
            if (line is not null)
            {
                yield return SalesFileWords.At(file, $"sheet {sheet.Name}, row {row.Number}", line);
            }
        }
    }

    /// <summary>By column, from the first on; empty where nothing is.</summary>
    private static string[] Headings(SheetRow row)
    {
        var headings = Enumerable.Repeat("", Math.Min(CsvFields.MaxFields, row.Cells.Max(cell => cell.Address.Column))).ToArray();
        foreach (var cell in row.Cells.Where(cell => cell.Address.Column <= headings.Length && cell.Kind is CellKind.Text))
        {
            headings[cell.Address.Column - 1] = cell.Text.Trim();
        }

        return headings;
    }
}
