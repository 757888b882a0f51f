using System.Collections.Immutable;
using System.Text;
using Distribution.Distributors;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Spreadsheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using PdfSharp.Pdf.IO;

namespace Distribution.Tests.Rules.OnSaleSheets;

/// <summary>What stands on a sheet, in which words.</summary>
public sealed class SheetContentTests
{
    [Fact]
    public void A_French_sheet_has_everything_in_French_at_the_time_of_the_venue()
    {
        var sheets = OnSaleVenue.Export(SheetLanguage.French);

        sheets.Select(sheet => sheet.Name).ShouldBe(["Lisez-moi", "Événement", "Séances", "Configurations", "Zones", "Blocs", "Catégories", "Publics", "Tarifs", "Contingents", "distribution"]);
        Row(sheets, "Séances", 1).ShouldBe("Code séance|Nom|Date|Heure|Fuseau horaire|Configuration|Votre identifiant");
        Row(sheets, "Séances", 2).ShouldBe($"{OnSaleVenue.Saturday}|Samedi soir|sam. 6 mars 2027|19:30|Europe/Paris|Handball");
        Row(sheets, "Zones", 4).ShouldBe("Stehplatz|Libre|Stehplatz|248|Handball");
        Row(sheets, "Blocs", 2).ShouldBe("Mitte|Parkett|2|Handball");
        Row(sheets, "Contingents", 2).ShouldBe("Samedi soir|sam. 6 mars 2027, 19:30|Ticketnet Saal|Kat A|40|30|8|2");
    }

    [Fact]
    public void The_tariff_of_the_event_goes_before_the_one_for_all_and_has_the_decimals_of_its_currency()
    {
        var sheets = OnSaleVenue.Export();

        Rows(sheets, "Tariffs").ShouldBe(["Category|Audience|Price|Currency", "Kat A|Adultes|55|EUR", "Kat B|Adultes|3000|JPY"]);
    }

    [Fact]
    public void Other_events_and_other_channels_are_not_on_it()
    {
        var text = string.Join('\n', OnSaleVenue.Export().SelectMany(sheet => sheet.Rows).SelectMany(row => row.Cells).Select(cell => cell.Text));

        text.ShouldNotContain("Gala");
        text.ShouldNotContain(OnSaleVenue.OfOtherEvent.ToString());
    }

    [Fact]
    public void What_is_mapped_is_filled_in() =>
        Row(OnSaleVenue.Export(SheetLanguage.English, new Mapping(MappingKind.Block, "Links", "00123")), "Blocks", 3).ShouldBe("Links|Rang|1|Handball|00123");

    [Theory]
    [InlineData(SheetLanguage.French)]
    [InlineData(SheetLanguage.English)]
    public void The_printed_sheet_is_a_pdf_with_its_font_inside(SheetLanguage language)
    {
        var file = OnSaleFile.Pdf(OnSaleVenue.Facts(), OnSaleWords.In(language));

        file.Name.ShouldEndWith(".pdf");
        using var document = PdfReader.Open(new MemoryStream(file.Content), PdfDocumentOpenMode.Import);
        document.PageCount.ShouldBeInRange(2, 4);
        document.Info.Title.ShouldContain("Ça & là – l’été à l’Œuvre");
        Encoding.Latin1.GetString(file.Content).ShouldContain("+Inter");
    }

    [Theory]
    [InlineData(SheetLanguage.French)]
    [InlineData(SheetLanguage.English)]
    public void The_spreadsheet_keeps_to_the_format_to_the_letter(SheetLanguage language)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(OnSaleFile.Xlsx(OnSaleVenue.Facts(), OnSaleWords.In(language)).Content), isEditable: false);

        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}").ShouldBeEmpty();
    }

    [Fact]
    public void A_hall_of_thousands_of_blocks_is_printed_on_many_pages_with_its_headings_on_each()
    {
        var facts = OnSaleVenue.Facts();
        var many = facts with
        {
            Counts = facts.Counts.SetItem(OnSaleVenue.Saturday, new SeatMapCounts(1, default, [.. Enumerable.Repeat(facts.Counts[OnSaleVenue.Saturday].Rows[0], 3_000)], [])),
        };

        using var document = PdfReader.Open(new MemoryStream(OnSaleFile.Pdf(many, OnSaleWords.French).Content), PdfDocumentOpenMode.Import);

        document.PageCount.ShouldBeInRange(80, 200);
    }

    [Fact]
    public void Many_sheets_may_be_printed_at_once()
    {
        var sizes = ParallelEnumerable.Range(0, 32).WithDegreeOfParallelism(8).Select(number => OnSaleFile.Pdf(OnSaleVenue.Facts(), OnSaleWords.In(number % 2 == 0 ? SheetLanguage.French : SheetLanguage.English)).Content.Length);

        sizes.ShouldAllBe(size => size > 10_000);
    }

    [Fact]
    public void Names_of_files_fit_every_file_system() =>
        WrittenFile.NameOf("pdf", "a/b\\c:*?", "\u0007<é>", new string('x', 500)).ShouldStartWith("a-b-c--- - --é- - xxx");

    private static string Row(ImmutableArray<Sheet> sheets, string name, int number) => Rows(sheets, name)[number - 1];

    private static List<string> Rows(ImmutableArray<Sheet> sheets, string name) =>
        [.. sheets.Single(sheet => sheet.Name == name).Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text)))];
}
