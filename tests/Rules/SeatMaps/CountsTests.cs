using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class CountsTests
{
    [Fact]
    public void An_empty_seat_map_is_free_in_the_pool()
    {
        Given().Counts.Total.ShouldBe(new PlaceCounts(Places: 32, Free: 32, 0, 0, 0, 0, 0, 0));
        Given().Counts.Rows.Select(row => (row.Contingent, row.Category, row.Counts.Free))
            .ShouldBe([(null, "Kat A", 12), (null, "Kat B", 10), (null, "Steh", 10)]);
        Given().Counts.Withdrawing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_place_is_counted_once_in_its_contingent_and_category()
    {
        var map = Given([Assign(Fnac, "P-1-1", "P-1-2", "R-1-1", "Steh*3"), Block("P-1-2"), Hold("P-2-1", "Steh*1"), .. Sell("P-2-2", "Bar*2"), Block("R-1-6")]);

        map.Counts.Rows.ShouldBe([
            new CountRow(null, "Kat A", new PlaceCounts(Places: 10, Free: 8, Held: 1, Sold: 1, Blocked: 0, Offered: 0, InDoubt: 0, Pending: 0)),
            new CountRow(null, "Kat B", new PlaceCounts(Places: 9, Free: 6, Held: 0, Sold: 2, Blocked: 1, Offered: 0, InDoubt: 0, Pending: 0)),
            new CountRow(null, "Steh", new PlaceCounts(Places: 7, Free: 6, Held: 1, Sold: 0, Blocked: 0, Offered: 0, InDoubt: 0, Pending: 0)),
            new CountRow(Fnac.Id, "Kat A", new PlaceCounts(Places: 2, Free: 1, Held: 0, Sold: 0, Blocked: 1, Offered: 0, InDoubt: 0, Pending: 1)),
            new CountRow(Fnac.Id, "Kat B", new PlaceCounts(Places: 1, Free: 1, Held: 0, Sold: 0, Blocked: 0, Offered: 0, InDoubt: 0, Pending: 1)),
            new CountRow(Fnac.Id, "Steh", new PlaceCounts(Places: 3, Free: 3, Held: 0, Sold: 0, Blocked: 0, Offered: 0, InDoubt: 0, Pending: 3)),
        ]);
        map.Counts.Total.ShouldBe(new PlaceCounts(Places: 32, Free: 25, Held: 2, Sold: 3, Blocked: 2, Offered: 0, InDoubt: 0, Pending: 5));
    }

    [Fact]
    public void Offers_are_counted_by_what_the_distributor_said_and_by_what_the_next_export_has_to_say()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2", "P-1-3"), Import(FnacLink, "P-1-1")]);
        (map.Counts.Total.Offered, map.Counts.Total.InDoubt, map.Counts.Total.Pending).ShouldBe((3, 0, 0));

        map.And(Block("P-1-2"), Assign(Fnac, "P-1-4"));
        (map.Counts.Total.Offered, map.Counts.Total.InDoubt, map.Counts.Total.Pending).ShouldBe((3, 0, 2));

        map.And(Export(FnacLink));
        (map.Counts.Total.Offered, map.Counts.Total.InDoubt, map.Counts.Total.Pending).ShouldBe((2, 2, 2));

        map.And(Answer(FnacLink, 2, ("P-1-2", OfferAnswer.NotOffered), ("P-1-4", OfferAnswer.Offered)));
        (map.Counts.Total.Offered, map.Counts.Total.InDoubt, map.Counts.Total.Pending).ShouldBe((3, 0, 0));
    }

    [Fact]
    public void Places_on_their_way_back_are_counted_with_the_contingent_they_were_offered_from()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), TakeBack(Fnac, "P-1-1")]);

        var withdrawing = map.Counts.Withdrawing.ShouldHaveSingleItem();
        (withdrawing.Contingent, withdrawing.Category, withdrawing.Counts.Places, withdrawing.Counts.Pending).ShouldBe((Fnac.Id, "Kat A", 1, 1));
        map.And(Export(FnacLink), Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered))).Counts.Withdrawing.ShouldBeEmpty();
    }

    [Fact]
    public void A_contingent_without_places_has_no_row() =>
        Given(Assign(Fnac, "P-1-1"), TakeBack(Fnac, "P-1-1")).Counts.Rows.ShouldAllBe(row => row.Contingent == null);

    [Fact]
    public void Counts_bear_the_version_they_are_of() =>
        Given(Hold("P-1-1"), Hold("P-1-2")).Counts.Version.ShouldBe(2);
}
