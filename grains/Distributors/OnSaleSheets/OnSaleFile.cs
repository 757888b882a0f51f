using System.Collections.Immutable;
using System.Globalization;
using Distribution.Printing;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.OnSaleSheets;

/// <summary>A sheet as a file.</summary>
internal static class OnSaleFile
{
    /// <summary>The hidden sheet that says which sheet this is; it has the same name in every language.</summary>
    public const string Identity = "distribution";

    public const string IdentityOfEvent = "event";
    public const string IdentityOfInterface = "interface";

    public static WrittenFile Xlsx(OnSaleFacts facts, OnSaleWords words) => new(
        NameOf(facts, words, "xlsx"),
        SpreadsheetWriter.ContentType,
        SpreadsheetWriter.Write([ReadMe(facts, words), .. new OnSaleTables(facts, words).All(), IdentityOf(facts)]));

    public static WrittenFile Pdf(OnSaleFacts facts, OnSaleWords words)
    {
        var head = new PrintedHead(
            words.Title,
            facts.Event.Name,
            $"{facts.Catalog.Venue.Name} — {facts.Distributor}",
            Facts(facts, words),
            words.HowToPrint,
            $"{facts.Catalog.Venue.Name} · {facts.Event.Name} · {facts.Distributor}",
            words.PageOf);
        var tables = new OnSaleTables(facts, words).All().Where(table => !table.Rows.IsEmpty);
        return new WrittenFile(NameOf(facts, words, "pdf"), PrintedDocument.ContentType, PrintedDocument.Print(head, tables, words.Culture, facts.At));
    }

    private static string NameOf(OnSaleFacts facts, OnSaleWords words, string extension) =>
        WrittenFile.NameOf(extension, words.Title, facts.Event.Name, facts.Interface.Name);

    private static SheetTable ReadMe(OnSaleFacts facts, OnSaleWords words) => new(
        words.ReadMe,
        [new(words.Title), new(facts.Event.Name)],
        [
            .. Facts(facts, words).Select(fact => ImmutableArray.Create<SheetValue>(fact.Label, fact.Value)),
            // One sentence a row: a cell that has to be widened to be read is not read.
            .. words.HowToFillIn.Split(". ", StringSplitOptions.RemoveEmptyEntries).Select(sentence => ImmutableArray.Create<SheetValue>("", sentence.EndsWith('.') ? sentence : $"{sentence}.")),
        ]);

    private static List<(string Label, string Value)> Facts(OnSaleFacts facts, OnSaleWords words) =>
    [
        (words.Venue, facts.Catalog.Venue.Name),
        (words.Distributor, facts.Distributor),
        (words.Interface, facts.Interface.Name),
        (words.MadeOn, $"{facts.At.UtcDateTime.ToString("d MMM yyyy", words.Culture)}, {facts.At.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC"),
        (words.MappingVersion, facts.Ids.Version.ToString("N0", words.Culture)),
    ];

    private static SheetTable IdentityOf(OnSaleFacts facts) => new(
        Identity,
        [new("key"), new("value")],
        [[IdentityOfEvent, facts.Event.Id.ToString()], [IdentityOfInterface, facts.Interface.Id.ToString()]],
        Hidden: true);
}
