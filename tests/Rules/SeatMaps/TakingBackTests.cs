using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class TakingBackTests
{
    [Fact]
    public void A_place_goes_back_to_the_pool_and_can_be_sold_there() =>
        Given(Assign(Fnac, "P-1-1")).When(TakeBack(Fnac, "P-1-1")).ThenCounted(0).ThenPlace("P-1-1", "pool, free")
            .When(Hold("P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void An_offered_place_goes_back_and_stays_sellable_by_its_distributor_alone() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2")]).When(TakeBack(Fnac, "P-1-1", "P-1-2")).ThenCounted(1)
            .ThenPlace("P-1-1", "pool, free, offered to fnac").ThenPlace("P-1-2", "pool, free")
            .When(Hold("P-1-1")).ThenRefused(PlaceOffered, "P-1-1");

    [Fact]
    public void A_place_in_doubt_counts_as_offered() =>
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink)).When(TakeBack(Fnac, "P-1-1")).ThenCounted(1)
            .ThenPlace("P-1-1", "pool, free, in doubt at fnac");

    [Fact]
    public void A_place_of_another_contingent_or_of_the_pool_is_refused() =>
        Given(Assign(Fnac, "P-1-1"), Assign(TicketnetFloor, "P-1-2")).When(TakeBack(Fnac, "P-1-1", "P-1-2", "P-1-3"))
            .ThenRefused((PlaceElsewhere, "P-1-2"), (PlaceElsewhere, "P-1-3"));

    [Fact]
    public void The_refusal_says_where_the_place_is()
    {
        Given(Assign(Fnac, "P-1-1"), Assign(TicketnetFloor, "P-1-2")).When(TakeBack(Fnac, "P-1-2"))
            .ThenRefused(PlaceElsewhere, "P-1-2", $"contingent {TicketnetFloor.Id}");
        Given(Assign(Fnac, "P-1-1")).When(TakeBack(Fnac, "P-1-2")).ThenRefused(PlaceElsewhere, "P-1-2", "the venue's pool");
    }

    [Fact]
    public void A_held_or_sold_place_is_refused()
    {
        Given(Assign(Friends, "P-1-1"), HoldIn(Friends, "P-1-1")).When(TakeBack(Friends, "P-1-1")).ThenRefused(PlaceHeld, "P-1-1");
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1")]).When(TakeBack(Fnac, "P-1-1")).ThenRefused(PlaceSold, "P-1-1");
    }

    [Fact]
    public void A_contingent_without_places_here_is_not_found() =>
        Given().When(TakeBack(Fnac, "P-1-1")).ThenRefused(NotFound, Fnac.Id.ToString());

    [Fact]
    public void A_blocked_place_stays_blocked() =>
        Given(Assign(Fnac, "P-1-1"), Block("P-1-1")).When(TakeBack(Fnac, "P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "pool, blocked, free");

    [Fact]
    public void Of_an_unnumbered_area_only_places_of_the_contingent_are_taken() =>
        Given(Assign(Fnac, "Steh*3"), Assign(TicketnetFloor, "Steh*2")).When(TakeBack(Fnac, "Steh*4")).ThenRefused(NotEnoughPlaces, "Steh", "3 places")
            .When(TakeBack(Fnac, "Steh*2")).ThenAccepted().ThenArea("Steh", (1, "fnac, free"), (2, "ticketnet, free"), (7, "pool, free"));
}
