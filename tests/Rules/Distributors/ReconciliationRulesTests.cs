using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.Distributors;

public sealed class ReconciliationRulesTests
{
    [Theory]
    [InlineData(10, 0, 4, 0, 10, 4, "")]
    [InlineData(10, 2, 4, 0, 9, 4, "InDoubt 2")]
    [InlineData(10, 0, 4, 0, 7, 4, "UnknownThere 3")]
    [InlineData(10, 0, 4, 0, 12, 4, "UnknownHere 2")]
    [InlineData(10, 0, 4, 1, 10, 7, "Waiting 1, NotImported 2")]
    [InlineData(10, 0, 4, 9, 10, 6, "Waiting 2")]
    [InlineData(10, 0, 4, 9, 10, 3, "SoldOnlyHere 1")]
    [InlineData(0, 0, 0, 0, 0, 0, "")]
    public void Counts_that_differ_are_explained(int offered, int inDoubt, int sold, int waiting, int allottedThere, int soldThere, string expected) =>
        Words(ReconciliationRules.Compare("Steh", new OurBooks(offered, inDoubt, sold, waiting, [], [], []), new AllotmentTally(allottedThere, soldThere), []))
            .ShouldBe(expected);

    [Fact]
    public void Places_are_compared_one_by_one_where_they_are_listed()
    {
        var ours = new OurBooks(4, 1, 2, 1, [new("A", false), new("B", true), new("C", false), new("D", false)], ["A", "C"], ["D"]);

        var found = ReconciliationRules.Compare(
            ReconciliationRules.Numbered, ours, new AllotmentTally(4, 2), [Place("A", true), Place("C", false), Place("D", true), Place("E", true)]);

        Words(found).ShouldBe("InDoubt 1: B, UnknownHere 1: E, Waiting 1: D, NotImported 1: E, SoldOnlyHere 1: C");
        found.ShouldAllBe(difference => difference.Explanation.Length > 20);
    }

    [Fact]
    public void A_difference_names_twenty_places_and_counts_all() =>
        ReconciliationRules.Compare("x", new OurBooks(0, 0, 0, 0, [], [], []), default, [.. Enumerable.Range(0, 30).Select(n => Place($"P-{n}", false))])
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(found => found.Count.ShouldBe(30), found => found.Places.Length.ShouldBe(20));

    private static PlaceState Place(string key, bool isSold) => new(new PlaceKey(key), isSold);

    private static string Words(ImmutableArray<Difference> found) => string.Join(
        ", ", found.Select(difference => $"{difference.Kind} {difference.Count}{(difference.Places.IsEmpty ? "" : $": {string.Join(' ', difference.Places)}")}"));
}
