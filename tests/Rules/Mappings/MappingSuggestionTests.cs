using System.Collections.Immutable;
using System.Text;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;
using Distribution.Tests.Rules.OnSaleSheets;

namespace Distribution.Tests.Rules.Mappings;

public sealed class MappingSuggestionTests
{
    private static readonly ImmutableArray<MappableObject> Objects = MappableObject.Of(OnSaleVenue.Catalog, new MappingSet(1, [new(MappingKind.Block, "Links", "L")]));

    [Fact]
    public void Equal_names_are_suggested_whatever_their_case_accents_and_punctuation()
    {
        var suggestion = Suggest(MappingKind.AudienceSubCategory, new TheirObject("ETU", "ETUDIANTS"), new TheirObject("X", "Seniors")).ShouldHaveSingleItem();

        suggestion.Object.Name.ShouldBe("Étudiants");
        suggestion.Candidates.Single().Id.ShouldBe("ETU");
        suggestion.Certain.ShouldBeTrue();
    }

    [Fact]
    public void Two_of_theirs_for_one_of_ours_are_left_to_the_operator()
    {
        var suggestion = Suggest(MappingKind.AudienceSubCategory, new TheirObject("A1", "Adultes"), new TheirObject("A2", "ADULTES !")).ShouldHaveSingleItem();

        suggestion.Candidates.Select(it => it.Id).ShouldBe(["A1", "A2"]);
        suggestion.Certain.ShouldBeFalse();
    }

    [Fact]
    public void A_performance_is_known_by_its_own_name_with_or_without_its_event()
    {
        Suggest(MappingKind.Performance, new TheirObject("1", "SAMEDI SOIR"), new TheirObject("2", "Ca & la, l'ete a l'oeuvre - Dimanche"))
            .Select(it => (it.Candidates.Single().Id, it.Certain)).ShouldBe([("1", true), ("2", true)], ignoreOrder: true);
    }

    [Fact]
    public void What_is_mapped_is_neither_suggested_for_nor_suggested()
    {
        Suggest(MappingKind.Block, new TheirObject("L", "Mitte"), new TheirObject("L2", "Links")).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_that_could_not_be_mapped_are_refused()
    {
        MappingSuggestions.Of(Objects, MappingKind.Block, [new TheirObject("", "x")]).ShouldBeOfType<Outcome<ImmutableArray<MappingSuggestion>>.Refused>().First.Subject.ShouldBe("theirs[0].id");
        MappingSuggestions.Of(Objects, MappingKind.Block, []).ShouldBeOfType<Outcome<ImmutableArray<MappingSuggestion>>.Refused>().First.Code.ShouldBe(RefusalCode.LimitExceeded);
    }

    [Fact]
    public async Task Theirs_may_come_as_a_list()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("Name,ID\n\"Mitte, links\",M1\nMitte,M2\n"));

        var read = (await MappingFiles.Theirs(file, CancellationToken.None)).Match(it => it, _ => throw new InvalidOperationException());

        read.ShouldBe([new TheirObject("M1", "Mitte, links"), new TheirObject("M2", "Mitte")]);
    }

    private static ImmutableArray<MappingSuggestion> Suggest(MappingKind kind, params TheirObject[] theirs) =>
        MappingSuggestions.Of(Objects, kind, theirs).Match(it => it, refusals => throw new InvalidOperationException(refusals[0].Message));
}
