using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ReseatingTests
{
    private readonly TicketId _ticket = NewId.Of<TicketId>();

    [Fact]
    public void The_nearest_place_of_the_category_that_nobody_is_offered_is_taken() =>
        Given([.. Sell("P-1-3"), .. Offer(Fnac, FnacLink, "P-1-4"), Assign(Fnac, "P-2-6", "R-1-1")]).When(Reseat("P-1-3"))
            .ThenNotWarned().ThenPlace("P-2-6", "fnac, sold");

    [Fact]
    public void Of_the_pool_the_seat_beside_comes_first()
    {
        var map = Given(Sell("P-1-3"));

        map.When(Reseat("P-1-3")).ThenDone("P-1-2").ThenPlace("P-1-2", "pool, sold");
        map.State.Find(_ticket).ShouldNotBeNull();
        map.When(Reseat("P-1-3", "P-2-2")).ThenDone("P-1-2");
    }

    [Fact]
    public void A_place_that_the_distributor_may_sell_is_withdrawn_by_the_next_export()
    {
        var map = Given([.. Sell("P-1-3"), .. Offer(Fnac, FnacLink, "P-1-4")]);

        map.When(Reseat("P-1-3", "P-1-4")).ThenWarned("run the export").ThenPlace("P-1-4", "pool, sold, in doubt at fnac");
        map.When(Export(FnacLink)).ThenDone("P-1-4");
        map.When(Answer(FnacLink, 2, ("P-1-4", OfferAnswer.NotOffered))).ThenAccepted().ThenPlace("P-1-4", "pool, sold");
    }

    [Fact]
    public void What_another_has_or_keeps_is_not_given()
    {
        var map = Given([.. Sell("P-1-1"), Hold("P-1-2"), Block("P-1-3"), Assign(Friends, "P-1-4"), .. Offer(TicketnetFloor, TicketnetLink, "P-1-5")]);

        map.When(Reseat("P-1-1", "P-1-1")).ThenRefused(PlaceSold, "P-1-1");
        map.When(Reseat("P-1-1", "P-1-2")).ThenRefused(PlaceHeld, "P-1-2");
        map.When(Reseat("P-1-1", "P-1-3")).ThenRefused(PlaceBlocked, "P-1-3");
        map.When(Reseat("P-1-1", "P-1-4")).ThenRefused(PlaceElsewhere, "P-1-4");
        map.When(Reseat("P-1-1", "P-1-5")).ThenRefused(PlaceOffered, "P-1-5");
        map.When(Reseat("P-1-1", "P-9-9")).ThenRefused(NotFound, "P-9-9");
        map.When(Reseat("P-1-1") with { ChosenArea = new AreaKey("Balkon") }).ThenRefused(NotFound, "Balkon");
        map.When(Reseat("P-9-9")).ThenRefused(NotFound, "P-9-9");
        map.When(Reseat("P-1-1")).ThenDone("P-1-6");
    }

    [Fact]
    public void Without_a_free_place_of_the_category_the_category_is_named() =>
        Given(Hold("Steh*10")).When(Reseat("P-1-1") with { Place = null, Area = new AreaKey("Steh") }).ThenRefused(NotEnoughPlaces, "Steh");

    [Fact]
    public void A_place_of_an_area_can_be_chosen() =>
        Given(Sell("P-1-1")).When(Reseat("P-1-1") with { ChosenArea = new AreaKey("Steh") }).ThenDone("Steh #1").ThenPlace("Steh #1", "pool, sold");

    private ReseatSale Reseat(string sold, string? chosen = null) => new(
        Context(), FnacLink.Interface, FnacLink.Channel, _ticket, NewId.Of<OrderId>(), new PlaceKey(sold), null, chosen is null ? null : new PlaceKey(chosen), null);
}
