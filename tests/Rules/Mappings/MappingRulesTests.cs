using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Tests.Rules.OnSaleSheets;

namespace Distribution.Tests.Rules.Mappings;

public sealed class MappingRulesTests
{
    [Theory]
    [InlineData("a\ud83d")]
    [InlineData("a\0")]
    [InlineData("a\nb")]
    [InlineData(" a")]
    [InlineData("a\u00a0")]
    public void An_id_that_no_database_or_file_takes_is_refused(string theirs) =>
        MappingRules.Change(MappingSet.Empty, [new(MappingKind.Block, "Mitte", theirs)], OnSaleVenue.Things)
            .ShouldBeOfType<Outcome<MappingSet>.Refused>().First.Subject.ShouldBe("mappings[0].theirs");

    [Fact]
    public void What_this_venue_has_not_and_what_is_named_twice_are_told_with_their_place_in_the_input()
    {
        ImmutableArray<Mapping> changes = [new(MappingKind.Block, "Mitte", "a"), new(MappingKind.Block, "Keller", "b"), new(MappingKind.Block, "Mitte", "c")];

        var refusals = MappingRules.Change(MappingSet.Empty, changes, OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals;

        refusals.Select(refusal => (refusal.Code, refusal.Subject, refusal.Argument)).ShouldBe(
            [(RefusalCode.Invalid, "Mitte", "mappings[2].ours"), (RefusalCode.NotFound, "Keller", "mappings[1].ours")]);
    }

    [Fact]
    public void No_mapping_at_all_is_refused_as_invalid() =>
        MappingRules.Change(MappingSet.Empty, [], OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals.ShouldHaveSingleItem().Code.ShouldBe(RefusalCode.Invalid);

    [Fact]
    public void Thousands_that_would_share_an_id_are_refused_in_one_short_sentence()
    {
        ImmutableArray<Mapping> many = [.. Enumerable.Range(0, 5_000).Select(number => new Mapping(MappingKind.Area, $"Area {number}", "same"))];

        var refusal = MappingRules.Change(MappingSet.Empty, many, new MappableThings(many.Select(it => (it.Kind, it.Ours, it.Ours)))).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals.ShouldHaveSingleItem();

        refusal.Message.ShouldContain("4997 more");
        refusal.Message.Length.ShouldBeLessThan(200);
    }
}
