using System.Text;
using Distribution.Connectors;
using Distribution.Connectors.Files;
using Distribution.Connectors.SalesFiles;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>Tables of sales as the programs of many countries write them.</summary>
public sealed class SalesTableTests
{
    private const string French = "ticket = N° billet; performance = Séance; place = Siège; area = Zone; category : CAT; audience : ADULT; price = Prix; date = Vendu le; barcode = Code";

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("utf-8", ';')]
    [InlineData("utf-8", ',')]
    [InlineData("utf-8", '\t')]
    [InlineData("utf-8", '|')]
    [InlineData("utf-8 with a mark", ';')]
    [InlineData("windows-1252", ';')]
    [InlineData("utf-16", ';')]
    [InlineData("utf-16 without a mark", '\t')]
    [InlineData("utf-16 big-endian", ',')]
    public void Encoding_and_separator_are_found_out(string encoding, char separator)
    {
        var text = string.Join("\r\n", new[] { "Autre;N° billet;Séance;Siège;Zone;Prix;Vendu le;Code", "é;T1;Été;\"É-1\";Fosse;\"12,50\";25/12/2026 20h30;29", "" }).Replace(';', separator);

        var line = Read(Encoded(text, encoding), French).ShouldHaveSingleItem().ShouldBeOfType<SaleLine.Sold>();

        line.ShouldBe(new SaleLine.Sold(
            "sale:T1", "T1", "T1", "Été", new PlaceKey("É-1"), null, "CAT", "ADULT", new Money(1250, "EUR"), new DateTimeOffset(2026, 12, 25, 20, 30, 0, TimeSpan.FromHours(1)), "29"));
    }

    [Theory]
    [InlineData("12,50", 1250)]
    [InlineData("12.50", 1250)]
    [InlineData("12,5", 1250)]
    [InlineData("12", 1200)]
    [InlineData("0", 0)]
    [InlineData("1 234,56 €", 123456)]
    [InlineData("1\u00A0234,56\u00A0€", 123456)]
    [InlineData("1\u202F234\u202F567,00", null)] // Above the limit.
    [InlineData("1 000 000,00", 100_000_000)]
    [InlineData("EUR 12,50", 1250)]
    [InlineData("12,50 EUR", 1250)]
    [InlineData("1.234", null)]
    [InlineData("1.234,56", null)]
    [InlineData("1,234.56", null)]
    [InlineData("12 34", null)]
    [InlineData("-12", null)]
    [InlineData("12,505", null)]
    [InlineData("12 $", null)]
    [InlineData("12 CHF", null)]
    [InlineData("", null)]
    [InlineData("१२", null)]
    public void Amounts_are_read_as_they_are_meant_or_not_at_all(string text, int? hundredths) =>
        SaleValues.Price(text, "EUR").ShouldBe(hundredths is { } known ? new Money(known, "EUR") : null);

    [Theory]
    [InlineData("25/12/2026 20h30", "2026-12-25T20:30:00+01:00")]
    [InlineData("25/12/2026 20:30", "2026-12-25T20:30:00+01:00")]
    [InlineData("25/07/2026 20:30:15", "2026-07-25T20:30:15+02:00")]
    [InlineData("25/12/2026", "2026-12-25T00:00:00+01:00")]
    [InlineData("2026-12-25 20:30", "2026-12-25T20:30:00+01:00")]
    [InlineData("2026-12-25T20:30:00Z", "2026-12-25T20:30:00+00:00")]
    [InlineData("2026-12-25T20:30:00-05:00", "2026-12-25T20:30:00-05:00")]
    [InlineData("25/10/2026 02:30", "2026-10-25T02:30:00+02:00")]
    [InlineData("29/03/2026 02:30", null)]
    [InlineData("12/25/2026 20:30", null)]
    [InlineData("31/02/2026 20:30", null)]
    [InlineData("25/12/26 20:30", null)]
    [InlineData("25/12/1026 20:30", null)]
    [InlineData("20h30", null)]
    public void Times_are_read_as_they_are_meant_or_not_at_all(string text, string? time) =>
        SaleValues.Time(text, Paris).ShouldBe(time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_workbook_with_numbers_and_dates_of_its_own_reads_the_same()
    {
        var file = SpreadsheetWriter.Write(
        [
            new SheetTable(
                "Ventes",
                [.. "N° billet;Séance;Siège;Zone;Prix;Vendu le;Code".Split(';').Select(heading => new SheetColumn(heading))],
                [["T1", "S", "A-1", "", new SheetValue(null, 12.5m, 2), new SheetValue(null, 46381.854166666664m, 5), new SheetValue(null, 2900000000988m)]]),
        ]);

        var line = Read(file, French).ShouldHaveSingleItem().ShouldBeOfType<SaleLine.Sold>();

        (line.Price, line.SoldAt, line.Barcode).ShouldBe((new Money(1250, "EUR"), new DateTimeOffset(2026, 12, 25, 20, 30, 0, TimeSpan.FromHours(1)), "2900000000988"));
    }

    [Fact]
    public void Kinds_are_told_apart_and_no_seat_is_an_unnumbered_area()
    {
        var lines = Read(
            """
            kind;ticket;sale;performance;place;area;category;audience;price;currency;date;barcode
            SALE;T1;S1;P;;PIT;C;A;12,50;EUR;2026-12-25T20:30:00Z;
            RESERVATION;T2;S1;P;A-1;;C;A;12,50;EUR;2026-12-25T20:30:00Z;
            CANCEL;T1;;;;;;;;;2026-12-25T20:30:00Z;
            exchange;T4;;;;;;;;;2026-12-25T20:30:00Z;

            """u8.ToArray(),
            "");

        lines.Select(line => line.GetType().Name).ShouldBe(["Sold", "Cancelled", "Unreadable"]);
        lines[0].ShouldBeOfType<SaleLine.Sold>().Area.ShouldBe("PIT");
        lines[2].ShouldBeOfType<SaleLine.Unreadable>().Problem.ShouldStartWith("file “a.csv”, line 5: column kind: “exchange”");
    }

    [Theory]
    [InlineData("ticket;price", "field = heading")]
    [InlineData("ticket = A; price = B", "performance")]
    [InlineData("ticket = A; performance = A; place = P; category : C; audience : X; price = B; date = D", "one column")]
    [InlineData("ticket = A; ticket = B", "twice")]
    [InlineData("seat = A", "none of the fields")]
    [InlineData("timezone : Europe/Lyon", "time zone")]
    [InlineData("ticket = A; performance = S; category : C; audience : X; price = B; date = D", "area")]
    public void Columns_that_do_not_do_are_refused_with_the_reason(string columns, string reason)
    {
        ColumnsText.Read(columns).Problem.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public void A_cut_last_line_and_two_encodings_in_one_file_are_not_believed()
    {
        const string Heading = "N° billet;Séance;Siège;Zone;Prix;Vendu le;Code\n";
        Read(Encoding.UTF8.GetBytes($"{Heading}T1;S;A-1;;12,50;2026-12-25T20:30:00Z;29"), French).ShouldHaveSingleItem().ShouldBeOfType<SaleLine.Unreadable>().Problem.ShouldContain("cut off");
        var mixed = Encoding.UTF8.GetBytes(Heading).Concat("T1;\xC9t\xE9;\xC9-1;\xC9\xC9\xC9;12,50;2026-12-25T20:30:00Z;29\n".Select(letter => (byte)letter)).ToArray();
        SalesTable.Read(new SalesFile("a.csv", mixed), ColumnsText.Read(French).Columns!).ShouldBeOfType<SalesFileAnswer.Unusable>().Error.Message.ShouldContain("mixes");
    }

    [Fact]
    public void Rows_with_nothing_in_the_columns_that_are_read_are_passed_over() =>
        Read(Encoding.UTF8.GetBytes("Autre;N° billet;Séance;Siège;Zone;Prix;Vendu le;Code\r\nnote;;;;;;;\r\n; ;;;;;;\r\n;T1;;;;;;\r\n"), French)
            .ShouldHaveSingleItem().ShouldBeOfType<SaleLine.Unreadable>().Reference.ShouldBe("sale:T1");

    private static List<SaleLine> Read(byte[] file, string columns) =>
        [.. SalesTable.Read(new SalesFile("a.csv", file), ColumnsText.Read(columns).Columns!).ShouldBeOfType<SalesFileAnswer.Read>().Lines];

    private static byte[] Encoded(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-8 with a mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16 without a mark" => Encoding.Unicode.GetBytes(text),
        _ => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
    };
}
