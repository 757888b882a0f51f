using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;
using Distribution.Tests.Rules.OnSaleSheets;

namespace Distribution.Tests.Rules.Mappings;

public sealed class MappingSearchTests
{
    private static readonly ImmutableArray<MappableObject> Objects =
        MappableObject.Of(OnSaleVenue.Catalog, new MappingSet(5, [new(MappingKind.Block, "Gone", "G"), new(MappingKind.Block, "Mitte", "TN-M")]));

    [Theory]
    [InlineData(null, null, null, 17)]
    [InlineData(MappingKind.Block, null, null, 3)]
    [InlineData(MappingKind.Block, null, true, 2)]
    [InlineData(MappingKind.Block, null, false, 1)]
    [InlineData(null, "L'ETE", null, 3)]
    [InlineData(null, "tn m", null, 1)]
    [InlineData(null, "nowhere", null, 0)]
    [InlineData(null, "%", null, 0)]
    [InlineData(null, "_", null, 0)]
    public void Things_are_found_by_kind_text_and_what_is_missing(MappingKind? kind, string? text, bool? mapped, int count)
    {
        var page = Find(new MappingFilter(kind, text, mapped), 0, 100);

        page.Objects.Length.ShouldBe(count);
        page.Total.ShouldBe(count);
        page.Version.ShouldBe(5);
    }

    [Fact]
    public void Pages_follow_one_another_without_a_gap()
    {
        var pages = new List<MappableObject>();
        int? skip = 0;
        while (skip is { } from)
        {
            var page = Find(new MappingFilter(), from, 5);
            pages.AddRange(page.Objects);
            skip = page.Next;
        }

        pages.ShouldBe(Objects);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(0, 1_001)]
    public void A_page_beyond_the_limits_is_refused(int skip, int first) =>
        MappingSearch.Find(Objects, 5, new MappingFilter(), skip, first).ShouldBeOfType<Outcome<MappingPage>.Refused>().First.Code.ShouldBe(RefusalCode.Invalid);

    private static MappingPage Find(MappingFilter filter, int skip, int first) =>
        MappingSearch.Find(Objects, 5, filter, skip, first).Match(page => page, refusals => throw new InvalidOperationException(refusals[0].Message));
}
