using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.OnSaleSheets;

/// <summary>What is wrong with a sheet that came back is told with its sheet and cell, and all at once.</summary>
public sealed class RefusalTests
{
    private static readonly ImmutableArray<Sheet> Sheets = OnSaleVenue.Export();

    [Theory]
    [InlineData("Performances!G2", "=A1", nameof(CellKind.Formula), "formula")]
    [InlineData("Performances!G2", "#N/A", nameof(CellKind.Error), "error")]
    [InlineData("Performances!G2", "1", nameof(CellKind.Boolean), "yes or no")]
    [InlineData("Performances!G2", "12.5", nameof(CellKind.Number), "no whole number")]
    [InlineData("Performances!G2", "1.0E+20", nameof(CellKind.Number), "no whole number")]
    [InlineData("Performances!G2", "-5", nameof(CellKind.Number), "no whole number")]
    [InlineData("Performances!G2", "a\nb", nameof(CellKind.Text), "line breaks")]
    [InlineData("Performances!G9", "TN-1", nameof(CellKind.Text), "no code of ours in A9")]
    [InlineData("Areas!F2", "", nameof(CellKind.Formula), "formula")]
    public void A_cell_that_holds_no_id_is_named(string place, string text, string kind, string reason) =>
        Problem(Sheets.Type(place, text, Enum.Parse<CellKind>(kind))).ShouldSatisfyAllConditions(
            it => it.Subject.ShouldBe(place), it => it.Message.ShouldStartWith($"{place}: "), it => it.Message.ShouldContain(reason));

    [Fact]
    public void An_id_that_is_too_long_is_named_and_not_repeated()
    {
        var problem = Problem(Sheets.Type("Blocks!E2", new string('x', 5_000)));

        problem.Subject.ShouldBe("Blocks!E2");
        problem.Message.Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("rubbish", nameof(CellKind.Text), "no performance")]
    [InlineData("7", nameof(CellKind.Number), "no performance")]
    [InlineData("x", nameof(CellKind.Formula), "formula")]
    public void A_code_that_is_not_ours_any_more_is_named(string code, string kind, string reason)
    {
        var problem = Problem(Sheets.Type("Performances!G2", "TN-1").Type("Performances!A2", code, Enum.Parse<CellKind>(kind)));

        problem.Subject.ShouldBe("Performances!A2");
        problem.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_performance_of_another_event_is_refused() =>
        Problem(Sheets.Type("Performances!G2", "TN-1").Type("Performances!A2", OnSaleVenue.OfOtherEvent.ToString())).Message.ShouldContain("this event has no performance");

    [Fact]
    public void A_number_is_taken_by_its_digits_and_noted()
    {
        var read = OnSaleVenue.Import(Sheets.Type("Performances!G2", "123", CellKind.Number)).Match(file => file, refusals => throw new InvalidOperationException(refusals[0].Message));

        read.Mappings.Single().Mapping.Theirs.ShouldBe("123");
        read.Notes.Single().Place.ShouldBe("Performances!G2");
    }

    [Fact]
    public void Merged_cells_are_named_by_their_range() =>
        Problem(Sheets.In("Performances", sheet => sheet with { Merged = [CellRange.Parse("G2:G3")!.Value] })).Subject.ShouldBe("Performances!G2:G3");

    [Fact]
    public void Merged_cells_elsewhere_do_no_harm() =>
        OnSaleVenue.Import(Sheets.In("Performances", sheet => sheet with { Merged = [CellRange.Parse("B2:B3")!.Value, CellRange.Parse("A1:G1")!.Value] })).ShouldBeOfType<Outcome<MappingFile>.Done>();

    [Fact]
    public void A_sheet_that_lost_a_heading_is_not_passed_over()
    {
        Problem(Sheets.Type("Performances!A1", "rubbish")).Subject.ShouldBe("Performances!A1");
        Problem(Sheets.Type("Performances!G1", "rubbish")).Message.ShouldContain("Your ID");
        Problem(Sheets.Type("Performances!H1", "Votre identifiant")).Subject.ShouldBe("Performances!H1");
        Problem(Sheets.Type("Performances!H1", "Code séance")).Message.ShouldContain("several columns");
    }

    [Fact]
    public void A_sheet_of_somebody_else_is_noted_and_not_read()
    {
        var added = Sheets.Add(new Sheet("Annexe", [new SheetRow(1, [new Cell(new CellAddress(1, 1), CellKind.Text, "Your ID")])], []));

        OnSaleVenue.Import(added).Match(file => file.Notes.Single().Message, _ => "").ShouldStartWith("Annexe: ");
    }

    [Fact]
    public void A_sheet_of_another_event_or_interface_or_of_nothing_is_refused_before_it_is_read()
    {
        var foreign = Only(OnSaleVenue.Import(Sheets, @event: NewId.Of<EventId>()));
        foreign.Code.ShouldBe(RefusalCode.Foreign);
        foreign.Message.ShouldContain("another event");
        Only(OnSaleVenue.Import(Sheets, distributor: NewId.Of<DistributorInterfaceId>())).Message.ShouldContain("another interface");
        Only(OnSaleVenue.Import(Sheets.RemoveAll(sheet => sheet.Name == OnSaleFile.Identity))).Message.ShouldContain("no on-sale sheet of ours");
    }

    [Fact]
    public void Everything_wrong_is_told_at_once() => OnSaleVenue.Import(Sheets.Type("Performances!G2", "=A1", CellKind.Formula).Type("Areas!F2", "x", CellKind.Error).Type("Audiences!C9", "y"))
        .ShouldBeOfType<Outcome<MappingFile>.Refused>().Refusals.Select(refusal => refusal.Subject).ShouldBe(["Performances!G2", "Areas!F2", "Audiences!C9"], ignoreOrder: true);

    [Fact]
    public void Ids_that_sales_could_not_tell_apart_are_named_by_each_cell()
    {
        var read = OnSaleVenue.Import(Sheets.Type("Performances!G2", "TN-1").Type("Performances!G3", "TN-1")).Match(file => file, _ => throw new InvalidOperationException());

        var problems = read.Plan(MappingSet.Empty, OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals;

        problems.Select(problem => problem.Subject).ShouldBe(["Performances!G2", "Performances!G3"]);
        problems.ShouldAllBe(problem => problem.Code == RefusalCode.Duplicate);
    }

    [Fact]
    public void An_id_that_another_event_has_is_named_by_its_cell()
    {
        var read = OnSaleVenue.Import(Sheets.Type("Performances!G2", "TN-1")).Match(file => file, _ => throw new InvalidOperationException());
        var set = new MappingSet(1, [new Mapping(MappingKind.Performance, OnSaleVenue.OfOtherEvent.ToString(), "TN-1")]);

        read.Plan(set, OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().First.Subject.ShouldBe("Performances!G2");
    }

    [Fact]
    public void A_row_that_was_copied_and_changed_is_named_with_the_first()
    {
        var code = OnSaleVenue.Saturday.ToString();
        var copied = Sheets.Type("Performances!G2", "TN-1").Type("Performances!A7", code).Type("Performances!G7", "TN-2").Type("Performances!A8", code).Type("Performances!G8", "TN-1");
        var read = OnSaleVenue.Import(copied).Match(file => file, _ => throw new InvalidOperationException());

        var problem = read.Plan(MappingSet.Empty, OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals.ShouldHaveSingleItem();

        problem.Subject.ShouldBe("Performances!G7");
        problem.Message.ShouldContain("Performances!G2");
    }

    private static Refusal Problem(ImmutableArray<Sheet> sheets) => Only(OnSaleVenue.Import(sheets));

    private static Refusal Only(Outcome<MappingFile> outcome) => outcome.ShouldBeOfType<Outcome<MappingFile>.Refused>().Refusals.ShouldHaveSingleItem();
}
