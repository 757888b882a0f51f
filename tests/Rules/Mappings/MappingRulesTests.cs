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
    public void No_mapping_at_all_is_refused_as_invalid() =>
        MappingRules.Change(MappingSet.Empty, [], OnSaleVenue.Things).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals.ShouldHaveSingleItem().Code.ShouldBe(RefusalCode.Invalid);

    [Fact]
    public void Thousands_that_would_share_an_id_are_refused_in_one_short_sentence()
    {
        ImmutableArray<Mapping> many = [.. Enumerable.Range(0, 5_000).Select(number => new Mapping(MappingKind.Area, $"Area {number}", "same"))];

        var refusal = MappingRules.Change(MappingSet.Empty, many, new MappableThings(many.Select(it => (it.Kind, it.Ours)))).ShouldBeOfType<Outcome<MappingSet>.Refused>().Refusals.ShouldHaveSingleItem();

        refusal.Message.ShouldContain("4997 more");
        refusal.Message.Length.ShouldBeLessThan(200);
    }
}
