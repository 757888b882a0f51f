using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>A line of a table in a file: the values of the columns that were asked for, and where each stands.</summary>
internal readonly record struct TableLine(ImmutableArray<string> Values, Func<int, string> Place);

/// <summary>A table with known headings, from a CSV file or a spreadsheet; which of the two its first bytes tell.</summary>
internal sealed record TableFile(ImmutableArray<TableLine> Lines, ImmutableArray<FileNote> Notes)
{
    /// <param name="stream">Seekable; it is left open.</param>
    /// <param name="columns">Headings, found in any order among others, in any case.</param>
    public static async Task<Outcome<TableFile>> Read(Stream stream, ImmutableArray<string> columns, int maxLines, CancellationToken cancellationToken)
    {
        if (stream.Length > SpreadsheetReader.MaxBytes)
        {
            return new Refusal(RefusalCode.LimitExceeded, "file", $"The file has more than {SpreadsheetReader.MaxBytes / 1024 / 1024} MiB.");
        }

        stream.Position = 0;
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        if (System.Text.Unicode.Utf8.IsValid(bytes) && !SpreadsheetReader.IsArchive(bytes))
        {
            return CsvTable.Read(bytes, columns, maxLines);
        }

        return SpreadsheetReader.Read(stream).Match(
            sheets => WorkbookTable.Read(sheets, columns, maxLines),
            refusals => SpreadsheetReader.IsArchive(bytes)
                ? new Outcome<TableFile>.Refused(refusals)
                : new Refusal(RefusalCode.Invalid, "file", "The file is neither an .xlsx file nor CSV in UTF-8. Save it as .xlsx, or as \"CSV UTF-8\", then send it again."));
    }
}
