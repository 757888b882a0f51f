using System.Collections.Immutable;
using System.Globalization;
using Distribution.Spreadsheets;

namespace Distribution.Connectors.Files;

/// <summary>The allotment as a file: all that the distributor has, and what changed; see README.md.</summary>
internal static class AllotmentFile
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";

    private static readonly ImmutableArray<string> Headings = ["performance", "version", "state", "place", "area", "block", "row", "seat", "category", "quantity"];

    /// <summary>It bears its version, so that a later one never writes over what somebody is reading.</summary>
    public static WrittenFile Of(AllotmentMessage message, string format)
    {
        var name = WrittenFile.NameOf(format, "allotment", message.Performance, message.Version.ToString("D6", CultureInfo.InvariantCulture));
        return format == Xlsx
            ? new WrittenFile(name, SpreadsheetWriter.ContentType, SpreadsheetWriter.Write([Table(message)]))
            : new WrittenFile(name, CsvTable.ContentType, CsvTable.Write(Headings, Rows(message)));
    }

    private static SheetTable Table(AllotmentMessage message) => new(
        "Allotment",
        [.. Headings.Select(heading => new SheetColumn(heading, ColumnUse.Input))],
        [.. Rows(message).Select(row => row.Select(text => (SheetValue)text).ToImmutableArray())]);

    private static IEnumerable<string?[]> Rows(AllotmentMessage message)
    {
        var version = message.Version.ToString(CultureInfo.InvariantCulture);
        var added = message.Additions.Select(place => place.Place).ToHashSet();
        foreach (var place in message.Withdrawals)
        {
            yield return [message.Performance, version, "WITHDRAWN", place.Value, null, null, null, null, null, "1"];
        }

        foreach (var place in message.Whole)
        {
            yield return [message.Performance, version, added.Contains(place.Place) ? "ADDED" : "KEPT", place.Place.Value, null, place.Block, place.Row, place.Seat, place.Category, "1"];
        }

        foreach (var area in message.WholeAreas)
        {
            yield return [message.Performance, version, "TOTAL", null, area.DistributorArea, null, null, null, area.Category, area.Allotted.ToString(CultureInfo.InvariantCulture)];
        }
    }
}
