using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>A table in a workbook: on the first sheet that has all its headings in one of the first rows.</summary>
internal static class WorkbookTable
{
    /// <summary>Rows that are looked at for headings.</summary>
    public const int HeadingRows = 50;

    private const int MaxText = 1_000;

    public static Outcome<TableFile> Read(ImmutableArray<Sheet> sheets, ImmutableArray<string> columns, ImmutableArray<string> known, int maxLines)
    {
        foreach (var sheet in sheets)
        {
            foreach (var row in sheet.Rows.TakeWhile(row => row.Number <= HeadingRows))
            {
                if (Columns(row, columns) is { } found)
                {
                    return Read(sheet, row, found, known, maxLines);
                }
            }
        }

        return new Refusal(RefusalCode.Invalid, "file", $"No sheet has the headings {string.Join(", ", columns)} in one row.");
    }

    private static Outcome<TableFile> Read(Sheet sheet, SheetRow heading, int[] columns, ImmutableArray<string> known, int maxLines)
    {
        var problems = new FileProblems();
        var notes = heading.Cells.Where(cell => cell.Text.Trim().Length > 0 && !known.Contains(cell.Text.Trim(), StringComparer.OrdinalIgnoreCase))
            .Take(FileNote.MaxTold).Select(cell => TableFile.NotRead(sheet.Place(cell.Address), cell.Text.Trim(), known)).ToList();
        var text = new CellText(problems, notes);
        AddMerged(sheet, heading, columns, problems);
        var lines = ImmutableArray.CreateBuilder<TableLine>();
        foreach (var row in sheet.Rows.Where(row => row.Number > heading.Number).Take(maxLines + 1))
        {
            var values = columns.Select(column => text.Of(row.At(column), sheet.Place(new CellAddress(column, row.Number)), MaxText) ?? "");
            lines.Add(new TableLine([.. values], column => sheet.Place(new CellAddress(columns[column], row.Number))));
        }

        if (lines.Count > maxLines)
        {
            problems.Add(sheet.Name, $"the sheet has more than {maxLines} rows.", RefusalCode.LimitExceeded);
        }

        return new TableFile(lines.ToImmutable(), [.. notes], problems);
    }

    /// <summary>Of a merged cell only the first one holds anything, so what it was meant for can't be told.</summary>
    public static void AddMerged(Sheet sheet, SheetRow heading, IEnumerable<int> columns, FileProblems problems)
    {
        foreach (var range in sheet.Merged.Where(range => range.Last.Row > heading.Number && columns.Any(range.HasColumn)))
        {
            problems.Add($"{sheet.Name}!{range}", "these cells are merged into one; unmerge them and fill in each.");
        }
    }

    /// <summary>Null when the row does not have every heading.</summary>
    private static int[]? Columns(SheetRow row, ImmutableArray<string> columns)
    {
        var found = columns.Select(column => row.Cells
            .Where(cell => cell.Kind is CellKind.Text && cell.Text.Length < 100 && cell.Text.Trim().Equals(column, StringComparison.OrdinalIgnoreCase))
            .Select(cell => cell.Address.Column)
            .FirstOrDefault()).ToArray();
        return found.All(column => column > 0) ? found : null;
    }
}
