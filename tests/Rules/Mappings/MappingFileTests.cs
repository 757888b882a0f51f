using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Distribution.Tests.Rules.OnSaleSheets;

namespace Distribution.Tests.Rules.Mappings;

public sealed class MappingFileTests
{
    private static readonly MappingSet Set = new(
        1,
        [
            new(MappingKind.Performance, OnSaleVenue.Saturday.ToString(), "00123"),
            new(MappingKind.Block, "Links", "=HYPERLINK(1)"),
            new(MappingKind.Block, "Mitte", "'a;b\"c"),
            new(MappingKind.SeatCategory, "Kat A", "-7"),
        ]);

    private static readonly ImmutableArray<MappableObject> Objects = MappableObject.Of(OnSaleVenue.Catalog, Set);

    [Fact]
    public async Task What_goes_out_as_csv_comes_in_as_it_was() => Same(await Read(MappingFiles.Csv(Objects)));

    [Fact]
    public async Task What_goes_out_as_a_spreadsheet_comes_in_as_it_was() => Same(await Read(MappingFiles.Xlsx(Objects)));

    [Fact]
    public void No_field_is_a_formula_to_a_spreadsheet_program() =>
        Encoding.UTF8.GetString(MappingFiles.Csv(Objects)).Split(';', '\n', '"').ShouldAllBe(field => field.Length == 0 || !"=+-@".Contains(field[0], StringComparison.Ordinal) || IsNegative(field));

    private static bool IsNegative(string field) => decimal.TryParse(field, CultureInfo.InvariantCulture, out var number) && number < 0;

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData("\t")]
    public async Task Columns_may_come_in_any_order_with_any_separator(string separator)
    {
        var read = Done(await Read(string.Join('\n', new[] { "THEIRS;note;Ours;kind", "M1;x;Mitte;block", ";x;Links;BLOCK", "C1;x;Kat A;seat category" }).Replace(";", separator, StringComparison.Ordinal)));

        read.Changes.ShouldBe([new(MappingKind.Block, "Mitte", "M1"), new(MappingKind.SeatCategory, "Kat A", "C1")]);
    }

    [Fact]
    public async Task An_empty_id_removes_only_when_that_is_asked_for()
    {
        const string File = "kind;ours;theirs\nBlock;Mitte;\n;;";

        Done(await Read(File)).Changes.ShouldBeEmpty();
        Done(await Read(File, removeEmpty: true)).Changes.ShouldBe([new(MappingKind.Block, "Mitte", "")]);
    }

    [Theory]
    [InlineData("kind;ours;theirs\nBlock;Mitte;x\nSeat;Mitte;y", "line 3, column kind")]
    [InlineData("kind;ours;theirs\nBlock;;y", "line 2, column ours")]
    [InlineData("kind;ours;theirs\nBlock;Mitte;x\nBlock;Links;y;z", "line 3")]
    [InlineData("kind;ours;name;theirs\nBlock;Mitte;;x\nBlock;Links;y", "line 3, column theirs")]
    [InlineData("kind;ours;theirs\n\nBlock;\"Mitte;y", "line 3")]
    [InlineData("kind;theirs\nBlock;y", "line 1, column ours")]
    [InlineData("kind;ours;theirs;Ours\nBlock;Mitte;y", "line 1, column ours")]
    [InlineData("", "file")]
    [InlineData("\uFEFF \n", "file")]
    public async Task What_is_wrong_is_named_by_line_and_column(string text, string place) =>
        (await Problems(text)).ShouldHaveSingleItem().Subject.ShouldBe(place);

    [Fact]
    public async Task Each_of_several_problems_is_told_and_beyond_a_hundred_their_number()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 300).Select(number => $"Seat;Mitte;{number}"));

        var refusals = await Problems($"kind;ours;theirs\n{lines}");

        refusals.Length.ShouldBe(100);
        refusals[^1].Message.ShouldContain("201 more");
    }

    [Fact]
    public async Task Text_of_another_encoding_and_other_files_are_refused()
    {
        (await Read(Encoding.Latin1.GetBytes("kind;ours;theirs\nBlock;Mitté;x"))).ShouldBeOfType<Outcome<MappingFile>.Refused>().First.Message.ShouldContain("UTF-8");
        (await Read([0x50, 0x4B, 3, 4, 0, 0])).ShouldBeOfType<Outcome<MappingFile>.Refused>().First.Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task All_problems_are_told_at_once_each_at_its_column()
    {
        var refusals = await Problems("kind;ours;theirs\nSeat;Mitte;x\nBlock;Nord;y\nBlock;Mitte;a\nBlock;Mitte;b\nBlock;Links");

        refusals.Select(refusal => refusal.Subject).ShouldBe(["line 6, column theirs", "line 2, column kind", "line 5, column theirs", "line 3, column ours"]);
    }

    [Fact]
    public async Task A_heading_that_is_not_known_is_told()
    {
        Done(await Read("kind;ours;name;theirs;Notiz\nBlock;Mitte;;x;y")).Notes.ShouldHaveSingleItem().Message.ShouldContain("\"Notiz\"");
        Done(await Read(SpreadsheetWriter.Write([new SheetTable("M", [.. new[] { "kind", "ours", "theirs", "Notiz" }.Select(heading => new SheetColumn(heading))], [["Block", "Mitte", "x", "y"]])])))
            .Notes.ShouldHaveSingleItem().Place.ShouldBe("M!D1");
    }

    private static async Task<ImmutableArray<Refusal>> Problems(string text) => await Read(text) switch
    {
        Outcome<MappingFile>.Done { Value: var file } => file.Plan(Set, OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals,
        var refused => ((Outcome<MappingFile>.Refused)refused).Refusals,
    };

    private static void Same(Outcome<MappingFile> read) => Done(read).Changes.ShouldBe(Set.Mappings, ignoreOrder: true);

    private static MappingFile Done(Outcome<MappingFile> outcome) => outcome.Match(file => file, refusals => throw new InvalidOperationException(refusals[0].Message));

    private static Task<Outcome<MappingFile>> Read(string text, bool removeEmpty = false) => Read(Encoding.UTF8.GetBytes(text), removeEmpty);

    private static Task<Outcome<MappingFile>> Read(byte[] bytes, bool removeEmpty = false) => MappingFiles.Mappings(new MemoryStream(bytes), removeEmpty, CancellationToken.None);
}
