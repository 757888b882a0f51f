using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Spreadsheets;

/// <summary>A line of a table in a file: the values of the columns that were asked for, and where each stands.</summary>
internal readonly record struct TableLine(ImmutableArray<string> Values, Func<int, string> Place);

/// <summary>A table with known headings, from a CSV file or a spreadsheet; which of the two its first bytes tell.</summary>
/// <param name="Problems">Of single lines; the lines that could be read are there all the same.</param>
internal sealed record TableFile(ImmutableArray<TableLine> Lines, ImmutableArray<FileNote> Notes, FileProblems Problems)
{
    /// <param name="stream">Seekable; it is left open.</param>
    /// <param name="columns">Headings, found in any order among others, in any case.</param>
    /// <param name="known">Headings of which nobody has to be told that they are not read.</param>
    public static async Task<Outcome<TableFile>> Read(Stream stream, ImmutableArray<string> columns, ImmutableArray<string> known, int maxLines, CancellationToken cancellationToken)
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
            return CsvTable.Read(bytes, columns, known, maxLines);
        }

        return SpreadsheetReader.Read(stream).Match(
            sheets => WorkbookTable.Read(sheets, columns, known, maxLines),
            refusals => SpreadsheetReader.IsArchive(bytes)
                ? new Outcome<TableFile>.Refused(refusals)
                : new Refusal(RefusalCode.Invalid, "file", "The file is neither an .xlsx file nor CSV in UTF-8. Save it as .xlsx, or as \"CSV UTF-8\", then send it again."));
    }

    /// <summary>A column that nobody asked for: its heading may be misspelt.</summary>
    public static FileNote NotRead(string place, string heading, ImmutableArray<string> known) =>
        new(place, $"the heading {FileProblems.Quoted(heading)} is not known, and its column is not read; known are {string.Join(", ", known)}.");
}
