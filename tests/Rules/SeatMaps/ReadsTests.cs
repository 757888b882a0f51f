using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ReadsTests
{
    private readonly HoldPlaces _hold = Hold("P-1-2");

    [Fact]
    public void A_numbered_place_is_seen_with_all_its_facts()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1")]);

        map.Place("P-1-1").ShouldBe(new PlaceView(
            0, "P-1-1", new PlaceKey("P-1-1"), "Parkett", "P", "1", "1", "Kat A", SeatKind.Standard, Fnac.Id, Blocked: false, SaleStatus.Free, null, null, OfferStage.Acknowledged, FnacLink.Interface));
    }

    [Fact]
    public void A_place_of_an_area_has_a_running_number() =>
        Given().Place("Bar #4")
            .ShouldBe(new PlaceView(31, "Bar #4", null, "Bar", null, null, null, "Kat B", SeatKind.Standard, null, Blocked: false, SaleStatus.Free, null, null, OfferStage.None, null));

    [Fact]
    public void Each_filter_takes_what_it_says()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), _hold, Assign(Friends, "R-1-1"), Assign(Fnac, "Bar*1"), Block("R-1-2")]);

        Names(map, new PlaceFilter()).Length.ShouldBe(32);
        Names(map, new PlaceFilter(Contingent: Fnac.Id)).ShouldBe(["P-1-1", "Bar #1"]);
        Names(map, new PlaceFilter(InPool: true, Category: "Kat B", Block: "R")).ShouldBe(["R-1-2", "R-1-3", "R-1-4", "R-1-5", "R-1-6"]);
        Names(map, new PlaceFilter(Block: "Bar")).ShouldBe(["Bar #1", "Bar #2", "Bar #3", "Bar #4"]);
        Names(map, new PlaceFilter(Status: SaleStatus.Held)).ShouldBe(["P-1-2"]);
        Names(map, new PlaceFilter(Blocked: true)).ShouldBe(["R-1-2"]);
        Names(map, new PlaceFilter(Offer: OfferStage.Acknowledged)).ShouldBe(["P-1-1"]);
        Names(map, new PlaceFilter(Offeree: FnacLink.Interface)).ShouldBe(["P-1-1"]);
    }

    [Fact]
    public void Unknown_contingents_interfaces_categories_and_blocks_have_no_places()
    {
        Names(Given(), new PlaceFilter(Contingent: Fnac.Id)).ShouldBeEmpty();
        Names(Given(), new PlaceFilter(Offeree: FnacLink.Interface)).ShouldBeEmpty();
        Names(Given(), new PlaceFilter(Category: "Kat Z")).ShouldBeEmpty();
        Names(Given(), new PlaceFilter(Block: "")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(5_000)]
    public void Pages_follow_one_another_without_gap_or_repeat(int size)
    {
        var (map, seen, after) = (Given(_hold), new List<int>(), (int?)null);
        do
        {
            var page = SeatMapReads.Page(new ConfirmedPlaces(map.State), map.State, new PlaceFilter(Status: SaleStatus.Free), after, size);
            page.Version.ShouldBe(1);
            seen.AddRange(page.Places.Select(place => place.Number));
            after = page.After;
        }
        while (after is not null);

        seen.ShouldBe(Enumerable.Range(0, 32).Where(place => place != map.NumberOf("P-1-2")));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(int.MaxValue)]
    public void After_the_last_place_there_is_nothing(int after)
    {
        var page = SeatMapReads.Page(new ConfirmedPlaces(Given().State), Given().State, new PlaceFilter(), after, 10);

        page.Places.ShouldBeEmpty();
        page.After.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, 0, "first")]
    [InlineData(null, -1, "first")]
    [InlineData(null, 5_001, "first")]
    [InlineData(-1, 10, "after")]
    [InlineData(int.MinValue, 10, "after")]
    public void A_senseless_page_is_refused(int? after, int first, string subject)
    {
        var refusal = SeatMapReads.CheckPage(after, first).ShouldNotBeNull();

        (refusal.Code, refusal.Subject).ShouldBe((Invalid, subject));
    }

    [Fact]
    public void Sensible_pages_are_not_refused()
    {
        SeatMapReads.CheckPage(null, 1).ShouldBeNull();
        SeatMapReads.CheckPage(0, 5_000).ShouldBeNull();
    }

    private static string[] Names(SeatMapSpecification map, PlaceFilter filter) =>
        [.. SeatMapReads.Page(new ConfirmedPlaces(map.State), map.State, filter, null, SeatMapReads.MaxPage).Places.Select(place => place.Name)];
}
