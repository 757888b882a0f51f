using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Connectors.Files;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Printing;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>Sheets on paper and on a screen: what is to be given back, what came to it, and the whole, row by row as one reads it out.</summary>
public sealed class AllotmentSheetFiles(IGrainFactory grains, CatalogDirectory directory, AllotmentSheetLedger ledger)
{
    /// <param name="version">Null: the last.</param>
    public Task<Outcome<WrittenFile>> Xlsx(DistributorInterfaceId distributor, PerformanceId performance, long? version, SheetLanguage language) => Of(
        distributor,
        performance,
        version,
        language,
        sheet => new WrittenFile(sheet.NameOf("xlsx"), SpreadsheetWriter.ContentType, SpreadsheetWriter.Write([.. sheet.Tables()])));

    public Task<Outcome<WrittenFile>> Pdf(DistributorInterfaceId distributor, PerformanceId performance, long? version, SheetLanguage language) => Of(
        distributor,
        performance,
        version,
        language,
        sheet => new WrittenFile(
            sheet.NameOf("pdf"),
            PrintedDocument.ContentType,
            PrintedDocument.Print(sheet.Head(), sheet.Tables().Where(table => !table.Rows.IsEmpty), sheet.Words.Culture, sheet.Kept.MadeAt)));

    /// <summary>The file for a distributor's machines, as the export wrote it.</summary>
    /// <param name="format">csv or xlsx.</param>
    public async Task<Outcome<WrittenFile>> Allotment(DistributorInterfaceId distributor, PerformanceId performance, long? version, string format)
    {
        if (await ledger.Find(distributor, performance, version) is not { Body.TheirPerformance: { } theirs } sheet)
        {
            return new Refusal(RefusalCode.NotFound, performance.ToString(), "There is no such allotment file. Run the interface's contingent export first.");
        }

        var before = sheet.Body.Added?.ToHashSet(StringComparer.Ordinal) ?? [];
        var whole = sheet.Body.Places.Select(place => new AllottedPlace(new PlaceKey(place.Key), place.TheirBlock!, place.Row, place.Seat, place.TheirCategory!)).ToImmutableArray();
        return AllotmentFile.Of(
            new AllotmentMessage(Guid.Empty, theirs, sheet.Version, [.. whole.Where(place => before.Contains(place.Place.Value))], [.. sheet.Body.Withdrawals.Select(place => new PlaceKey(place.Key))], [])
            {
                Whole = whole,
                WholeAreas = [.. sheet.Body.Areas.Select(area => new AllottedArea(new AreaKey(area.Key), area.TheirArea!, area.TheirCategory!, area.Allotted))],
            },
            format);
    }

    private async Task<Outcome<WrittenFile>> Of(
        DistributorInterfaceId distributor, PerformanceId performance, long? version, SheetLanguage language, Func<PrintedSheet, WrittenFile> write)
    {
        if (await directory.FindInterface(distributor) is not { } facts || await ledger.Find(distributor, performance, version) is not { } sheet)
        {
            return new Refusal(RefusalCode.NotFound, performance.ToString(), "There is no such allotment sheet. Make one first.");
        }

        var catalog = (await grains.GetGrain<IVenueGrain>(facts.Venue.Value).Get())!;
        var played = catalog.Performances.Single(it => it.Id == performance);
        var before = sheet.Body.Before is { } agreed ? await ledger.Find(distributor, performance, agreed) : null;
        try
        {
            return write(new PrintedSheet(
                sheet,
                before,
                SheetWords.In(language),
                catalog.Venue.Name,
                catalog.Events.Single(it => it.Id == played.Event).Name,
                played,
                catalog.Distributors.Single(it => it.Id == facts.Distributor).Name));
        }
        catch (PrintLimitException limit)
        {
            return new Refusal(RefusalCode.LimitExceeded, performance.ToString(), $"{limit.Message} Take the spreadsheet instead.");
        }
    }
}

internal sealed record PrintedSheet(
    KeptSheet Kept, KeptSheet? Before, SheetWords Words, string Venue, string Event, Performance Performance, string Distributor)
{
    public string NameOf(string extension) => WrittenFile.NameOf(extension, Words.Title, Event, Performance.Name, Distributor, $"{Kept.Version}");

    public PrintedHead Head() => new(
        Words.Title,
        $"{Event} · {Performance.Name}",
        $"{Venue} — {Distributor}",
        [
            (Words.Performance, $"{TimeZoneInfo.ConvertTime(Performance.StartsAt, TimeZoneInfo.FindSystemTimeZoneById(Performance.TimeZone)).ToString("f", Words.Culture)}"),
            (Words.Version, $"{Kept.Version}"),
            (Words.MadeAt, $"{Kept.MadeAt.ToString("g", Words.Culture)} UTC"),
            (Words.Confirmed, Kept.Word is { } word ? $"{word.AgreedWith}, {word.AgreedAt.ToString("g", Words.Culture)} UTC" : Words.Nobody),
        ],
        Words.HowToRead,
        $"{Venue} · {Event} · {Distributor}",
        Words.PageOf);

    public IEnumerable<SheetTable> Tables()
    {
        yield return Table(Words.Withdrawn, Kept.Body.Withdrawals, area => area.Withdrawals);
        yield return Table(Words.Added, Kept.Added(Before), area => Math.Max(0, area.Allotted - (Before?.AllottedIn(area.Key) ?? 0)));
        yield return Table(Words.Whole, Kept.Body.Places, area => area.Allotted);
    }

    private SheetTable Table(string name, IEnumerable<SheetPlace> places, Func<SheetArea, int> count) => new(
        name,
        [new(Words.Area), new(Words.Block), new(Words.Row), new(Words.Seats), new(Words.Count, ColumnUse.Number), new(Words.Category)],
        [
            .. SeatRange.Of(places).Select(range => ImmutableArray.Create<SheetValue>(range.Area, range.Block, range.Row, range.Seats, range.Count, range.Category)),
            .. Kept.Body.Areas.Where(area => count(area) > 0).Select(area => ImmutableArray.Create<SheetValue>(area.Key, "", "", Words.Unnumbered, count(area), area.Category)),
        ]);
}
