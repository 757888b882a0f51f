using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class MovingTests
{
    [Fact]
    public void A_move_blocks_the_places_first_and_counts_those_that_are_offered() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2", "Steh*2")]).When(BeginMove(Fnac, "P-1-1", "P-1-2", "Steh*1")).ThenCounted(1)
            .ThenPlace("P-1-1", "fnac, blocked, free, offered to fnac")
            .ThenArea("Steh", (1, "fnac, blocked, free"), (1, "fnac, free"), (8, "pool, free"));

    [Fact]
    public void Places_that_are_taken_blocked_or_elsewhere_are_not_moved()
    {
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1")]).When(BeginMove(Fnac, "P-1-1")).ThenRefused(PlaceSold, "P-1-1");
        Given(Assign(Friends, "P-1-1"), HoldIn(Friends, "P-1-1")).When(BeginMove(Friends, "P-1-1")).ThenRefused(PlaceHeld, "P-1-1");
        Given(Assign(Fnac, "P-1-1"), Block("P-1-1")).When(BeginMove(Fnac, "P-1-1")).ThenRefused(PlaceBlocked, "P-1-1");
        Given(Assign(Fnac, "P-1-1"), Assign(TicketnetFloor, "P-1-2")).When(BeginMove(Fnac, "P-1-2")).ThenRefused(PlaceElsewhere, "P-1-2");
        Given(Assign(Fnac, "Steh*2"), BeginMove(Fnac, "Steh*1")).When(BeginMove(Fnac, "Steh*2")).ThenRefused(NotEnoughPlaces, "Steh", "1 places");
    }

    [Fact]
    public void Places_that_nobody_sells_are_handed_over_at_once_and_unblocked()
    {
        var map = Given(Assign(Fnac, "P-1-1", "Steh*1"), BeginMove(Fnac, "P-1-1", "Steh*1"));

        map.When(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1"), map.NumberOf("Steh #1"))).ThenDone("P-1-1", "Steh #1")
            .ThenPlace("P-1-1", "ticketnet, free").ThenPlace("Steh #1", "ticketnet, free");
    }

    [Fact]
    public void Places_that_the_first_distributor_may_sell_wait_for_its_export()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2"), BeginMove(Fnac, "P-1-1", "P-1-2")]);
        var places = new[] { map.NumberOf("P-1-1"), map.NumberOf("P-1-2") };

        map.When(FinishMove(Fnac, TicketnetFloor, [.. places])).ThenDone("P-1-2").ThenPlace("P-1-1", "fnac, blocked, free, offered to fnac");
        map.And(Export(FnacLink)).When(FinishMove(Fnac, TicketnetFloor, [.. places])).ThenCounted(1)
            .ThenPlace("P-1-1", "fnac, blocked, free, in doubt at fnac");
        map.And(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered))).When(FinishMove(Fnac, TicketnetFloor, [.. places])).ThenCounted(0)
            .ThenPlace("P-1-1", "ticketnet, free");
    }

    [Fact]
    public void A_place_that_was_sold_meanwhile_stays()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), BeginMove(Fnac, "P-1-1", "P-1-2"), Export(FnacLink)]);
        map.And(Answer(FnacLink, 2, ("P-1-1", OfferAnswer.AlreadySold)), Import(FnacLink, "P-1-2"));

        map.When(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1"), map.NumberOf("P-1-2"))).ThenDone()
            .ThenPlace("P-1-1", "fnac, free, offered to fnac").ThenPlace("P-1-2", "fnac, sold, in doubt at fnac")
            .When(HoldIn(TicketnetFloor, "P-1-1")).ThenRefused(NotFound, TicketnetFloor.Id.ToString());
    }

    [Fact]
    public void A_move_within_one_distributor_needs_no_withdrawal()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), BeginMove(Fnac, "P-1-1")]);

        map.When(FinishMove(Fnac, FnacBalcony, map.NumberOf("P-1-1"))).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac balcony, free, offered to fnac")
            .Preview(FnacLink).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Finishing_again_names_the_same_places_and_changes_nothing()
    {
        var map = Given(Assign(Fnac, "P-1-1", "P-1-2"), BeginMove(Fnac, "P-1-1"));
        map.And(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1")));

        map.When(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1"), map.NumberOf("P-1-2"), map.NumberOf("P-1-3"))).ThenDone("P-1-1")
            .ThenPlace("P-1-2", "fnac, free").ThenPlace("P-1-3", "pool, free");
    }

    [Fact]
    public void A_place_given_twice_counts_once()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), BeginMove(Fnac, "P-1-1")]);

        map.When(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1"), map.NumberOf("P-1-1"))).ThenCounted(1);
        map.When(AbandonMove(Fnac, map.NumberOf("P-1-1"), map.NumberOf("P-1-1"))).ThenDone("P-1-1");
    }

    [Fact]
    public void An_abandoned_move_unblocks_what_has_not_moved()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2"), BeginMove(Fnac, "P-1-1", "P-1-2")]);
        map.And(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1"), map.NumberOf("P-1-2")));

        map.When(AbandonMove(Fnac, map.NumberOf("P-1-1"), map.NumberOf("P-1-2"))).ThenDone("P-1-1")
            .ThenPlace("P-1-1", "fnac, free, offered to fnac").ThenPlace("P-1-2", "ticketnet, free");
    }

    [Fact]
    public void Unknown_contingents_and_places_are_not_found()
    {
        Given().When(BeginMove(Fnac, "P-1-1")).ThenRefused(NotFound, Fnac.Id.ToString());
        Given().When(FinishMove(Fnac, TicketnetFloor, 0)).ThenRefused(NotFound, Fnac.Id.ToString());
        Given().When(AbandonMove(Fnac, 0)).ThenRefused(NotFound, Fnac.Id.ToString());
        Given(Assign(Fnac, "P-1-1")).When(FinishMove(Fnac, TicketnetFloor, 0, Plan.PlaceCount)).ThenRefused(NotFound, "places");
        Given(Assign(Fnac, "P-1-1")).When(AbandonMove(Fnac, -1)).ThenRefused(NotFound, "places");
    }

    [Fact]
    public void No_places_and_a_list_that_was_never_set_move_nothing()
    {
        Given(Assign(Fnac, "P-1-1")).When(FinishMove(Fnac, TicketnetFloor)).ThenDone();
        Given(Assign(Fnac, "P-1-1")).When(FinishMove(Fnac, TicketnetFloor) with { Places = default }).ThenDone();
        Given(Assign(Fnac, "P-1-1")).When(AbandonMove(Fnac) with { Places = default }).ThenDone();
    }

    [Fact]
    public void The_other_contingent_keeps_its_channel()
    {
        var map = Given(Assign(Fnac, "P-1-1"), Assign(TicketnetFloor, "P-1-2"), BeginMove(Fnac, "P-1-1"));

        map.When(FinishMove(Fnac, TicketnetFloor with { Channel = FnacLink.Channel }, map.NumberOf("P-1-1")))
            .ThenRefused(Foreign, TicketnetFloor.Id.ToString());
    }

    [Fact]
    public void The_other_contingent_may_be_one_too_many()
    {
        var map = Given(Enumerable.Range(1, AssignPlaces.MaxContingents - 1).Select(_ => Assign(new ContingentRef(NewId.Of<ContingentId>(), null), "P-1-2")));

        map.And(Assign(Fnac, "P-1-1"), BeginMove(Fnac, "P-1-1")).When(FinishMove(Fnac, TicketnetFloor, map.NumberOf("P-1-1")))
            .ThenRefused(LimitExceeded, TicketnetFloor.Id.ToString());
    }
}
