using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.SeatingPlans;

public sealed class UnnumberedAreaTests
{
    [Fact]
    public void It_takes_a_category_of_the_file_or_brings_one_of_its_own()
    {
        var plan = Plans.ImportCsv(
            Plans.Csv, new NewUnnumberedArea("Stehplatz", "Kat B", 248), new NewUnnumberedArea("Wiese", "Rasen", 2)).Accepted();

        plan.Categories.Select(category => category.Code).ShouldBe(["Kat A", "Kat B", "Rasen"]);
        plan.UnnumberedAreas.ShouldBe([new UnnumberedArea(new("Stehplatz"), 1, 248), new UnnumberedArea(new("Wiese"), 2, 2)]);
        plan.PlaceCount.ShouldBe(253);
    }

    [Fact]
    public void A_hall_may_have_no_seats_at_all()
    {
        var plan = Plans.ImportJson("""{ "name": "Halle", "categories": [], "zones": [] }""", Plans.Standing).Accepted();

        plan.Areas.ShouldBeEmpty();
        plan.PlaceCount.ShouldBe(248);
    }

    [Fact]
    public void A_hall_without_any_place_is_refused() =>
        Plans.ImportJson("""{ "name": "Halle", "categories": [], "zones": [] }""").ShouldBeRefused(RefusalCode.Invalid, "$");

    [Theory]
    [InlineData("Rang", "Kat A", 1, RefusalCode.Duplicate, "unnumberedAreas[0].key")]
    [InlineData("", "Kat A", 1, RefusalCode.Invalid, "unnumberedAreas[0].key")]
    [InlineData("Wiese", "\ud800", 1, RefusalCode.Invalid, "unnumberedAreas[0].category")]
    [InlineData("Wiese", "Kat A", 0, RefusalCode.Invalid, "unnumberedAreas[0].capacity")]
    [InlineData("Wiese", "Kat A", -5, RefusalCode.Invalid, "unnumberedAreas[0].capacity")]
    [InlineData("Wiese", "Kat A", int.MaxValue, RefusalCode.LimitExceeded, "unnumberedAreas[0].capacity")]
    [InlineData("Wiese", "Kat A", SeatingPlan.MaxPlaces, RefusalCode.LimitExceeded, "$")]
    public void A_bad_one_is_refused(string key, string category, int capacity, RefusalCode code, string subject) =>
        Plans.ImportCsv(Plans.Csv, new NewUnnumberedArea(key, category, capacity)).ShouldBeRefused(code, subject);

    [Fact]
    public void Capacities_that_overflow_together_are_refused() =>
        Plans.ImportCsv(Plans.Csv, [.. Enumerable.Range(0, 400).Select(i => new NewUnnumberedArea($"A{i}", "Kat A", SeatingPlan.MaxPlaces))])
            .ShouldBeRefused(RefusalCode.LimitExceeded, "$");

    [Fact]
    public void Too_many_are_refused() =>
        Plans.ImportCsv(Plans.Csv, [.. Enumerable.Range(0, 1_000_000).Select(i => new NewUnnumberedArea($"A{i}", "Kat A", 1))])
            .Refused().ShouldContain(refusal => refusal.Code == RefusalCode.LimitExceeded);

    [Fact]
    public void No_list_is_an_empty_list() =>
        Plans.ImportCsv(Plans.Csv, default(ImmutableArray<NewUnnumberedArea>)).Accepted().UnnumberedAreas.ShouldBeEmpty();
}
