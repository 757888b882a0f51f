using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class AssigningTests
{
    [Fact]
    public void Places_of_the_pool_go_to_the_contingent() =>
        Given().When(Assign(Fnac, "P-1-1", "P-1-2")).ThenDone("P-1-1", "P-1-2").ThenPlace("P-1-1", "fnac, free").ThenPlace("P-1-3", "pool, free");

    [Fact]
    public void Of_an_unnumbered_area_so_many_places_go_to_the_contingent() =>
        Given().When(Assign(Fnac, "Steh*3")).ThenDone("Steh #1", "Steh #2", "Steh #3").ThenArea("Steh", (3, "fnac, free"), (7, "pool, free"));

    [Fact]
    public void Places_with_and_without_numbers_go_together() =>
        Given().When(Assign(Fnac, "P-1-1", "Steh*2", "Bar*1")).ThenDone("P-1-1", "Steh #1", "Steh #2", "Bar #1");

    [Fact]
    public void A_place_that_nobody_sells_goes_from_one_contingent_to_another() =>
        Given(Assign(Fnac, "P-1-1")).When(Assign(TicketnetFloor, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "ticketnet, free");

    [Fact]
    public void A_place_that_is_in_the_contingent_already_stays() =>
        Given(Assign(Fnac, "P-1-1")).When(Assign(Fnac, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac, free");

    [Fact]
    public void A_blocked_place_stays_blocked() =>
        Given(Block("P-1-1")).When(Assign(Fnac, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac, blocked, free");

    [Fact]
    public void A_held_place_is_refused_with_its_holder() =>
        Given(Hold("P-1-1")).When(Assign(Fnac, "P-1-1")).ThenRefused(PlaceHeld, "P-1-1", "held by somebody else until 2027-03-01 10:15");

    [Fact]
    public void A_sold_place_is_refused_with_its_order()
    {
        var order = NewId.Of<OrderId>();

        Given(Sell(order, "P-1-1")).When(Assign(Fnac, "P-1-1")).ThenRefused(PlaceSold, "P-1-1", $"sold under order {order}");
    }

    [Fact]
    public void A_place_that_a_distributor_sold_is_refused_with_its_interface()
    {
        var import = Import(FnacLink, "P-1-1");

        Given([.. Offer(Fnac, FnacLink, "P-1-1"), import]).When(Assign(Fnac, "P-1-1"))
            .ThenRefused(PlaceSold, "P-1-1", $"distributor interface {FnacLink.Interface}", $"order {import.Order}");
    }

    [Fact]
    public void A_place_that_is_offered_is_refused_to_another_distributor_and_to_the_venue()
    {
        Given(Offer(Fnac, FnacLink, "P-1-1")).When(Assign(TicketnetFloor, "P-1-1"))
            .ThenRefused(PlaceOffered, "P-1-1", $"is offered to distributor interface {FnacLink.Interface}");
        Given(Offer(Fnac, FnacLink, "P-1-1")).When(Assign(Friends, "P-1-1")).ThenRefused(PlaceOffered, "P-1-1");
    }

    [Fact]
    public void A_place_that_may_be_offered_is_refused_as_one_that_is() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink)).When(Assign(TicketnetFloor, "P-1-1")).ThenRefused(PlaceOffered, "P-1-1", "may still be offered");

    [Fact]
    public void A_place_that_was_taken_back_and_not_withdrawn_yet_goes_to_its_distributor_only()
    {
        var given = Given([.. Offer(Fnac, FnacLink, "P-1-1"), TakeBack(Fnac, "P-1-1")]);

        given.When(Assign(TicketnetFloor, "P-1-1")).ThenRefused(PlaceOffered, "P-1-1");
        given.When(Assign(FnacBalcony, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac balcony, free, offered to fnac");
    }

    [Fact]
    public void An_offered_place_goes_to_another_contingent_of_its_distributor_and_is_put_back_there() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(FnacBalcony, "P-1-1"), TakeBack(FnacBalcony, "P-1-1"), Export(FnacLink)])
            .When(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.AlreadySold))).ThenDone("P-1-1")
            .ThenPlace("P-1-1", "fnac balcony, free, offered to fnac");

    [Fact]
    public void Of_an_unnumbered_area_only_places_of_the_pool_are_taken() =>
        Given(Assign(Fnac, "Steh*4"), Hold("Steh*1")).When(Assign(TicketnetFloor, "Steh*6"))
            .ThenRefused(NotEnoughPlaces, "Steh", "5 places that can be taken", "not 6");

    [Fact]
    public void Of_an_unnumbered_area_all_places_of_the_pool_can_be_taken() =>
        Given(Assign(Fnac, "Steh*4"), Hold("Steh*1")).When(Assign(TicketnetFloor, "Steh*5")).ThenAccepted()
            .ThenArea("Steh", (4, "fnac, free"), (1, "pool, held"), (5, "ticketnet, free"));

    [Fact]
    public void Of_an_unnumbered_area_places_that_another_distributor_may_sell_are_not_taken() =>
        Given(Assign(Fnac, "Bar*4"), Export(FnacLink), TakeBack(Fnac, "Bar*3")).When(Assign(TicketnetFloor, "Bar*1"))
            .ThenRefused(NotEnoughPlaces, "Bar", "0 places");

    [Fact]
    public void One_bad_place_refuses_all_and_every_bad_place_is_named_by_precedence() =>
        Given([.. Sell("P-1-1"), Hold("P-1-2"), .. Offer(Fnac, FnacLink, "P-1-3")])
            .When(Assign(TicketnetFloor, "P-1-3", "P-1-2", "P-1-4", "P-1-1", "P-9-9", "Bar*5"))
            .ThenRefused((NotFound, "P-9-9"), (PlaceSold, "P-1-1"), (PlaceHeld, "P-1-2"), (PlaceOffered, "P-1-3"), (NotEnoughPlaces, "Bar"));

    [Fact]
    public void No_more_than_fifty_reasons_are_told_and_the_others_counted()
    {
        var refusals = Given().When(Assign(Fnac, Enumerable.Range(1, 60).Select(seat => $"X-1-{seat}"))).Refusals;

        refusals.Length.ShouldBe(50);
        refusals[^1].Message.ShouldEndWith("And 10 more places were refused.");
    }

    [Fact]
    public void A_contingent_keeps_its_channel()
    {
        var misled = Fnac with { Channel = TicketnetLink.Channel };

        Given(Assign(Fnac, "P-1-1")).When(Assign(misled, "P-1-2")).ThenRefused(Foreign, Fnac.Id.ToString());
        Given(Assign(Friends, "P-1-1")).When(Assign(Friends with { Channel = FnacLink.Channel }, "P-1-2"))
            .ThenRefused(Foreign, Friends.Id.ToString());
    }

    [Fact]
    public void A_seat_map_has_a_thousand_contingents_at_most()
    {
        var given = Given(Enumerable.Range(0, AssignPlaces.MaxContingents).Select(_ => Assign(new ContingentRef(NewId.Of<ContingentId>(), null), "P-1-1")));
        var last = given.Place("P-1-1").Contingent!.Value;

        given.When(Assign(Fnac, "P-1-2")).ThenRefused(LimitExceeded, Fnac.Id.ToString(), "at most 1000");
        given.When(Assign(new ContingentRef(last, null), "P-1-2")).ThenDone("P-1-2");
    }

    [Fact]
    public void What_was_refused_makes_no_contingent() =>
        Given(Hold("P-1-1")).When(Assign(Friends, "P-1-1")).ThenRefused(PlaceHeld, "P-1-1")
            .When(HoldIn(Friends, "P-1-2")).ThenRefused(NotFound, Friends.Id.ToString());
}
