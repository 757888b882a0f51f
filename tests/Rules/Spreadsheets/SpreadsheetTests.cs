using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Tests.Rules.Spreadsheets;

public sealed class SpreadsheetTests
{
    [Theory]
    [InlineData(1, 1, "A1")]
    [InlineData(26, 9, "Z9")]
    [InlineData(27, 10, "AA10")]
    [InlineData(703, 1, "AAA1")]
    [InlineData(16384, 1048576, "XFD1048576")]
    public void Cells_have_the_addresses_that_Excel_shows(int column, int row, string address)
    {
        new CellAddress(column, row).ToString().ShouldBe(address);
        CellAddress.Parse(address).ShouldBe(new CellAddress(column, row));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("7")]
    [InlineData("A0")]
    [InlineData("XFE1")]
    [InlineData("A1048577")]
    [InlineData("A1B")]
    [InlineData("AAAAAAAAAAAA1")]
    public void Other_texts_are_no_addresses(string text) => CellAddress.Parse(text).ShouldBeNull();

    [Fact]
    public void Whatever_is_written_is_read_again_in_its_cell() => Gen.String.Array[1, 4].Array[1, 6].Sample(rows =>
    {
        var width = rows.Max(row => row.Length);
        var table = new SheetTable(
            "Blatt",
            [.. Enumerable.Range(0, width).Select(column => new SheetColumn($"c{column}", ColumnUse.Input))],
            [.. rows.Select(row => Enumerable.Range(0, width).Select(column => (SheetValue)(column < row.Length ? row[column] : null)).ToImmutableArray())]);

        var sheet = Read(SpreadsheetWriter.Write([table])).ShouldHaveSingleItem();

        sheet.Name.ShouldBe("Blatt");
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            for (var column = 0; column < row.Length; column++)
            {
                var expected = SheetText.Decode(SheetText.Encode(row[column])).ReplaceLineEndings("\n");
                (At(sheet, column + 1, index + 2)?.Text ?? "").ReplaceLineEndings("\n").ShouldBe(expected);
            }
        }
    }, iter: 300);

    [Theory]
    [InlineData("_x0041_")]
    [InlineData("_x005F_x0041_")]
    [InlineData("x_x00e9_y _xZZZZ_")]
    [InlineData("Œuvre — « À 20 h » 😀")]
    public void Texts_that_Excel_gives_a_meaning_stay_as_they_are(string text) => SheetText.Decode(SheetText.Encode(text)).ShouldBe(text);

    [Fact]
    public void Numbers_are_numbers_and_ids_of_digits_are_texts()
    {
        var table = new SheetTable("S", [new("n", ColumnUse.Number), new("id", ColumnUse.Input)], [[new SheetValue(null, 49.5m, 2), "00123"]]);

        var sheet = Read(SpreadsheetWriter.Write([table])).Single();

        At(sheet, 1, 2).ShouldBe(new Cell(new CellAddress(1, 2), CellKind.Number, "49.5"));
        At(sheet, 2, 2).ShouldBe(new Cell(new CellAddress(2, 2), CellKind.Text, "00123"));
    }

    [Theory]
    [InlineData("", "not an .xlsx")]
    [InlineData("kind;ours;theirs", "not an .xlsx")]
    [InlineData("%PDF-1.7", "not an .xlsx")]
    [InlineData("PK\u0003\u0004 and nothing more", "damaged")]
    public void What_is_no_workbook_is_refused(string text, string reason) => Refused(Encoding.UTF8.GetBytes(text), RefusalCode.Invalid, reason);

    [Fact]
    public void An_old_file_or_one_with_a_password_is_told_apart() => Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], RefusalCode.Invalid, "password");

    [Fact]
    public void An_archive_of_other_things_is_refused() => Refused(ForeignWorkbook.Archive(("readme.txt", "hello")).ToArray(), RefusalCode.Invalid, "damaged");

    [Fact]
    public void A_file_that_unpacks_to_gigabytes_is_refused_without_unpacking_it()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++)
            {
                part.Write(zeros);
            }
        }

        stream.Length.ShouldBeLessThan(1024 * 1024);
        Refused(stream.ToArray(), RefusalCode.LimitExceeded, "64 MiB");
    }

    [Fact]
    public void A_part_that_unpacks_to_more_than_it_says_is_refused()
    {
        var bytes = ForeignWorkbook.Archive(("_rels/.rels", new string(' ', 5_000_000))).ToArray();
        // The unpacked size stands in the directory at the end, 24 bytes into its entry.
        var entry = bytes.AsSpan().LastIndexOf("PK\x1\x2"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), 10);

        Refused(bytes, RefusalCode.Invalid, "damaged");
    }

    [Fact]
    public void A_file_of_a_hundred_megabytes_is_refused_before_it_is_read()
    {
        using var file = new MemoryStream();
        file.SetLength(100_000_000);

        SpreadsheetReader.Read(file).Match(_ => "taken", refusals => refusals[0].Message).ShouldContain("16 MiB");
    }

    [Fact]
    public void Entities_and_elements_without_end_do_no_harm()
    {
        const string Bomb = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>""";
        var deep = string.Concat(Enumerable.Repeat("<x>", 200_000));

        Refused(Workbook($"{Bomb}<worksheet><sheetData/></worksheet>"), RefusalCode.Invalid, "damaged");
        Refused(Workbook($"<worksheet><sheetData><row><c t=\"inlineStr\"><is>{deep}</is></c></row></sheetData></worksheet>"), RefusalCode.Invalid, "damaged");
    }

    [Fact]
    public void Too_many_cells_are_refused() => Refused(
        Workbook($"<worksheet><sheetData>{string.Concat(Enumerable.Repeat($"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 1_000))}</row>", 301))}</sheetData></worksheet>"),
        RefusalCode.LimitExceeded,
        "300000 cells");

    [Fact]
    public void Rows_and_cells_without_an_address_follow_on_the_one_before()
    {
        var sheet = Read(Workbook("<worksheet><sheetData><row/><row r='4'><c r='C4'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>")).Single();

        sheet.Rows.SelectMany(row => row.Cells).Select(cell => $"{cell.Address}={cell.Text}").ShouldBe(["C4=1", "D4=2", "A5=3"]);
    }

    internal static ImmutableArray<Sheet> Read(byte[] file) =>
        SpreadsheetReader.Read(new MemoryStream(file)).Match(sheets => sheets, refusals => throw new InvalidOperationException(refusals[0].Message));

    private static byte[] Workbook(string sheet) => ForeignWorkbook.Archive(
        ("_rels/.rels", """<Relationships><Relationship Id="w" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", """<workbook xmlns:r="r"><sheets><sheet name="S" r:id="s"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="s" Type="http://x/worksheet" Target="sheet.xml"/></Relationships>"""),
        ("xl/sheet.xml", sheet)).ToArray();

    private static Cell? At(Sheet sheet, int column, int row) => sheet.Rows.FirstOrDefault(it => it.Number == row)?.At(column);

    private static void Refused(byte[] file, RefusalCode code, string reason)
    {
        var refusal = SpreadsheetReader.Read(new MemoryStream(file)).Match(_ => throw new InvalidOperationException("It was taken."), refusals => refusals.ShouldHaveSingleItem());
        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain(reason);
    }
}
