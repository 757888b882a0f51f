using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ImportingTests
{
    private readonly TicketId _ticket = NewId.Of<TicketId>();

    [Fact]
    public void An_offered_place_is_sold()
    {
        var import = Import(FnacLink, "P-1-1", _ticket);

        var map = Given(Offer(Fnac, FnacLink, "P-1-1")).When(import).ThenNotWarned().ThenPlace("P-1-1", "fnac, sold, offered to fnac");

        map.Place("P-1-1").Order.ShouldBe(import.Order);
        map.State.Find(_ticket).ShouldNotBeNull();
    }

    [Fact]
    public void A_place_in_doubt_is_sold_and_stays_in_doubt() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink)).When(Import(FnacLink, "P-1-1")).ThenNotWarned()
            .ThenPlace("P-1-1", "fnac, sold, in doubt at fnac");

    [Fact]
    public void A_known_ticket_changes_nothing_whoever_brings_it_again()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), Import(FnacLink, "P-1-1", _ticket)]);

        map.When(Import(FnacLink, "P-1-1", _ticket)).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac, sold, offered to fnac");
        map.When(Import(FnacLink, "P-1-2", _ticket)).ThenDone("P-1-1").ThenPlace("P-1-2", "fnac, free, offered to fnac");
        map.When(ImportIn(FnacLink, "Steh", _ticket)).ThenDone("P-1-1");
    }

    [Fact]
    public void A_withdrawn_place_that_is_still_free_is_put_back_and_sold_with_a_warning() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), TakeBack(Fnac, "P-1-1"), Export(FnacLink), Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered))])
            .When(Import(FnacLink, "P-1-1")).ThenWarned("Place P-1-1 was not offered").ThenPlace("P-1-1", "fnac, sold, in doubt at fnac");

    [Fact]
    public void A_blocked_place_that_is_not_withdrawn_yet_is_the_distributors_to_sell()
    {
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Block("P-1-1")]).When(Import(FnacLink, "P-1-1")).ThenWarned("Place P-1-1 was blocked")
            .ThenPlace("P-1-1", "fnac, sold, offered to fnac");
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Block("P-1-1"), Export(FnacLink)]).When(Import(FnacLink, "P-1-1")).ThenWarned("Place P-1-1 was blocked")
            .ThenPlace("P-1-1", "fnac, sold, in doubt at fnac");
    }

    [Fact]
    public void A_blocked_place_that_the_distributor_does_not_have_waits_until_it_is_unblocked()
    {
        Given(Assign(Fnac, "P-1-2"), Block("P-1-1")).When(Import(FnacLink, "P-1-1", _ticket)).ThenRefused(PlaceBlocked, "P-1-1", "blocked by the venue", "not offered")
            .And(Unblock("P-1-1")).When(Import(FnacLink, "P-1-1", _ticket)).ThenWarned("was not offered").ThenPlace("P-1-1", "fnac, sold, in doubt at fnac");
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Block("P-1-1"), Export(FnacLink), Answer(FnacLink, 2, ("P-1-1", OfferAnswer.NotOffered))])
            .When(Import(FnacLink, "P-1-1")).ThenRefused(PlaceBlocked, "P-1-1").ThenPlace("P-1-1", "fnac, blocked, free");
    }

    [Fact]
    public void A_place_on_its_way_back_is_sold_in_the_contingent_it_was_offered_from() =>
        Given([.. Offer(FnacBalcony, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2"), TakeBack(FnacBalcony, "P-1-1"), Export(FnacLink)])
            .When(Import(FnacLink, "P-1-1")).ThenNotWarned().ThenPlace("P-1-1", "fnac balcony, sold, in doubt at fnac");

    [Fact]
    public void A_free_place_that_never_was_the_distributors_is_sold_with_a_warning_in_its_first_contingent()
    {
        Given(Assign(Fnac, "P-1-2")).When(Import(FnacLink, "P-1-1")).ThenWarned("P-1-1").ThenPlace("P-1-1", "fnac, sold, in doubt at fnac");
        Given(Assign(TicketnetFloor, "P-1-1"), Assign(Fnac, "P-1-2")).When(Import(FnacLink, "P-1-1")).ThenWarned("P-1-1")
            .ThenPlace("P-1-1", "fnac, sold, in doubt at fnac");
        Given().When(Import(FnacLink, "P-1-1")).ThenWarned("P-1-1").ThenPlace("P-1-1", "pool, sold, in doubt at fnac");
    }

    [Fact]
    public void A_place_that_somebody_else_has_is_refused_with_who_has_it()
    {
        Given(Hold("P-1-1")).When(Import(FnacLink, "P-1-1")).ThenRefused(PlaceHeld, "P-1-1", "held by somebody else");
        Given(Sell("P-1-1")).When(Import(FnacLink, "P-1-1")).ThenRefused(PlaceSold, "P-1-1");
        Given(Offer(TicketnetFloor, TicketnetLink, "P-1-1")).When(Import(FnacLink, "P-1-1"))
            .ThenRefused(PlaceOffered, "P-1-1", $"interface {TicketnetLink.Interface}");
        Given([.. Offer(TicketnetFloor, TicketnetLink, "P-1-1"), Import(TicketnetLink, "P-1-1")])
            .When(Import(FnacLink, "P-1-1")).ThenRefused(PlaceSold, "P-1-1", $"interface {TicketnetLink.Interface}");
    }

    [Fact]
    public void A_place_is_sold_once_even_by_its_own_distributor() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1")]).When(Import(FnacLink, "P-1-1")).ThenRefused(PlaceSold, "P-1-1");

    [Fact]
    public void Unknown_places_and_areas_are_not_found_and_one_must_be_named()
    {
        Given().When(Import(FnacLink, "P-9-9")).ThenRefused(NotFound, "P-9-9");
        Given().When(ImportIn(FnacLink, "Balkon")).ThenRefused(NotFound, "Balkon");
        Given().When(Import(FnacLink, "P-1-1") with { Place = null }).ThenRefused(Invalid, "place");
    }

    [Fact]
    public void An_interface_keeps_its_channel() =>
        Given(Offer(Fnac, FnacLink, "P-1-1")).When(Import(FnacLink, "P-1-1") with { Channel = TicketnetLink.Channel })
            .ThenRefused(Foreign, FnacLink.Interface.ToString());

    [Fact]
    public void Of_an_unnumbered_area_no_more_is_sold_than_was_allotted() =>
        Given(Assign(Fnac, "Steh*2"), Export(FnacLink), ImportIn(FnacLink, "Steh"), ImportIn(FnacLink, "Steh"))
            .When(ImportIn(FnacLink, "Steh")).ThenRefused(NotEnoughPlaces, "Steh")
            .ThenArea("Steh", (2, "fnac, sold, in doubt at fnac"), (8, "pool, free"));

    [Fact]
    public void Of_an_unnumbered_area_places_that_stay_with_the_distributor_are_sold_first()
    {
        var map = Given(Assign(Fnac, "Steh*3"), Export(FnacLink), AnswerArea(FnacLink, 1, "Steh", 3, 3), TakeBack(Fnac, "Steh*2"));

        map.And(ImportIn(FnacLink, "Steh"))
            .ThenArea("Steh", (1, "fnac, sold, offered to fnac"), (2, "pool, free, offered to fnac"), (7, "pool, free"));
        map.And(ImportIn(FnacLink, "Steh"))
            .ThenArea("Steh", (2, "fnac, sold, offered to fnac"), (1, "pool, free, offered to fnac"), (7, "pool, free"));
    }

    [Fact]
    public void A_cancelled_ticket_frees_the_place_in_its_contingent_still_offered() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1", _ticket)]).When(CancelImported(FnacLink, _ticket)).ThenDone("P-1-1")
            .ThenPlace("P-1-1", "fnac, free, offered to fnac").When(Import(FnacLink, "P-1-1")).ThenNotWarned();

    [Fact]
    public void Where_the_distributor_never_said_that_it_has_the_place_a_cancelled_one_is_in_doubt_until_the_next_export() =>
        Given([Assign(Fnac, "P-1-2"), Import(FnacLink, "P-1-1", _ticket)]).And(CancelImported(FnacLink, _ticket))
            .ThenPlace("P-1-1", "fnac, free, in doubt at fnac")
            .When(Export(FnacLink)).ThenDone("P-1-1", "P-1-2");

    [Fact]
    public void A_cancelled_ticket_of_an_area_is_a_free_place_of_the_allotment_again() =>
        Given(Assign(Fnac, "Steh*1"), Export(FnacLink), ImportIn(FnacLink, "Steh", _ticket)).And(CancelImported(FnacLink, _ticket))
            .When(ImportIn(FnacLink, "Steh")).ThenDone("Steh #1");

    [Fact]
    public void A_ticket_that_is_not_known_or_cancelled_already_changes_nothing() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1", _ticket), CancelImported(FnacLink, _ticket)])
            .When(CancelImported(FnacLink, _ticket)).ThenDone()
            .When(CancelImported(FnacLink, NewId.Of<TicketId>())).ThenDone();

    [Fact]
    public void A_ticket_of_another_interface_is_not_cancelled()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1", _ticket), Export(TicketnetLink)]);

        map.When(CancelImported(TicketnetLink, _ticket)).ThenRefused(Foreign, _ticket.ToString());
        map.When(CancelImported(new Seller("unknown"), _ticket)).ThenRefused(Foreign, _ticket.ToString());
    }

    [Fact]
    public void A_sold_place_that_the_distributor_has_is_never_withdrawn() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1")]).When(Export(FnacLink)).ThenDone();

    [Fact]
    public void Orders_of_several_tickets_are_kept_on_each_place()
    {
        var order = NewId.Of<OrderId>();
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), Import(FnacLink, "P-1-1", _ticket, order), Import(FnacLink, "P-1-2", order: order)]);

        map.And(CancelImported(FnacLink, _ticket)).ThenPlace("P-1-1", "fnac, free, offered to fnac").Place("P-1-2").Order.ShouldBe(order);
    }
}
