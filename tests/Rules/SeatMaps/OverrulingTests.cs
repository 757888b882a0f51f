using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class OverrulingTests
{
    private readonly TicketId _ticket = NewId.Of<TicketId>();

    [Fact]
    public void Of_an_order_only_the_one_place_is_taken()
    {
        var order = NewId.Of<OrderId>();
        var map = Given([.. Offer(Fnac, FnacLink, "P-2-1"), .. Sell(order, "P-1-1", "P-1-2", "P-1-3")]);

        map.When(Overrule(map, "P-1-2")).ThenDone("P-1-2")
            .ThenPlace("P-1-2", "fnac, sold, in doubt at fnac").ThenPlace("P-1-1", "pool, sold").ThenPlace("P-1-3", "pool, sold");
        map.Place("P-1-1").Order.ShouldBe(order);
        map.When(Cancel(order)).ThenDone("P-1-1", "P-1-3").ThenPlace("P-1-2", "fnac, sold, in doubt at fnac");
    }

    [Fact]
    public void An_order_of_one_place_is_over()
    {
        var order = NewId.Of<OrderId>();
        var map = Given(Sell(order, "P-1-1"));

        map.And(Overrule(map, "P-1-1")).When(Cancel(order)).ThenRefused(NotFound, order.ToString());
    }

    [Fact]
    public void A_hold_is_released_whole()
    {
        var hold = Hold("P-1-1", "P-1-2");
        var map = Given(hold);

        map.When(Overrule(map, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-2", "pool, free");
        map.When(Confirm(hold)).ThenRefused(HoldEnded, IdOf(hold).ToString());
    }

    [Fact]
    public void Another_distributors_sale_is_over_and_its_offer_is_to_be_withdrawn()
    {
        var theirs = NewId.Of<TicketId>();
        var map = Given([.. Offer(TicketnetFloor, TicketnetLink, "P-1-1"), Import(TicketnetLink, "P-1-1", theirs), Assign(Fnac, "P-2-1")]);

        map.When(Overrule(map, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac, sold, in doubt at ticketnet");

        map.State.Find(theirs).ShouldBeNull();
        map.State.Find(_ticket).ShouldNotBeNull();
        map.Preview(TicketnetLink).Withdrawals.ShouldHaveSingleItem().Key.ShouldBe(new PlaceKey("P-1-1"));
    }

    [Fact]
    public void A_place_that_another_distributor_may_still_sell_is_withdrawn_from_it()
    {
        var map = Given([.. Offer(TicketnetFloor, TicketnetLink, "P-1-1"), Assign(Fnac, "P-2-1")]);

        map.When(Overrule(map, "P-1-1")).ThenWarned("run its export now");
        map.When(Export(TicketnetLink)).ThenDone("P-1-1");
        map.When(Answer(TicketnetLink, 2, ("P-1-1", OfferAnswer.NotOffered))).ThenAccepted().ThenPlace("P-1-1", "fnac, sold");
    }

    [Fact]
    public void Only_the_party_that_was_seen_is_overruled()
    {
        var hold = Hold("P-1-1");
        var map = Given(hold);
        var seen = Overrule(map, "P-1-1");

        map.And([Release(hold), .. Sell("P-1-1")]).When(seen).ThenRefused(PlaceSold, "P-1-1");
    }

    [Fact]
    public void A_place_that_got_free_is_sold()
    {
        var hold = Hold("P-1-1");
        var map = Given(hold);
        var seen = Overrule(map, "P-1-1");

        map.And(Release(hold)).When(seen).ThenDone("P-1-1");
        map.When(seen with { Context = Context() }).ThenDone("P-1-1");
    }

    private OverruleSale Overrule(SeatMapSpecification map, string place) => new(
        Context(), FnacLink.Interface, FnacLink.Channel, _ticket, NewId.Of<OrderId>(), new PlaceKey(place), PlaceHolder.Of(map.State, map.NumberOf(place)));
}
