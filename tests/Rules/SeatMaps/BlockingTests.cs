using Distribution.Primitives;
using Distribution.SeatMaps;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class BlockingTests
{
    [Fact]
    public void A_blocked_place_is_sold_by_nobody_until_it_is_unblocked() =>
        Given(Block("P-1-1")).ThenPlace("P-1-1", "pool, blocked, free")
            .When(Hold("P-1-1")).ThenRefused(PlaceBlocked, "P-1-1", "Unblock it first")
            .And(Unblock("P-1-1")).When(Hold("P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void Blocking_a_place_twice_changes_nothing_more_and_so_does_unblocking() =>
        Given(Block("P-1-1")).When(Block("P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "pool, blocked, free")
            .And(Unblock("P-1-1")).When(Unblock("P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "pool, free");

    [Fact]
    public void A_numbered_place_is_blocked_wherever_it_is() =>
        Given(Assign(Fnac, "P-1-1")).When(Block("P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac, blocked, free");

    [Fact]
    public void A_held_or_sold_place_is_neither_blocked_nor_unblocked()
    {
        Given(Hold("P-1-1")).When(Block("P-1-1")).ThenRefused(PlaceHeld, "P-1-1");
        Given(Hold("P-1-1")).When(Unblock("P-1-1")).ThenRefused(PlaceHeld, "P-1-1");
        Given(Sell("P-1-1")).When(Block("P-1-1")).ThenRefused(PlaceSold, "P-1-1");
        Given(Sell("P-1-1")).When(Unblock("P-1-1")).ThenRefused(PlaceSold, "P-1-1");
    }

    [Fact]
    public void An_offered_place_stays_with_its_distributor_until_it_is_withdrawn_and_is_counted() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Assign(Fnac, "P-1-2")]).When(Block("P-1-1", "P-1-2")).ThenCounted(1)
            .ThenPlace("P-1-1", "fnac, blocked, free, offered to fnac").ThenPlace("P-1-2", "fnac, blocked, free");

    [Fact]
    public void Unblocking_before_the_withdrawal_leaves_all_as_it_was() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Block("P-1-1")]).When(Unblock("P-1-1")).ThenCounted(1)
            .ThenPlace("P-1-1", "fnac, free, offered to fnac")
            .Preview(FnacLink).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Of_an_unnumbered_area_places_of_the_pool_or_of_the_contingent_named_are_blocked() =>
        Given(Assign(Fnac, "Steh*4")).And(Block("Steh*2")).And(BlockIn(Fnac, "Steh*3"))
            .ThenArea("Steh", (1, "fnac, free"), (3, "fnac, blocked, free"), (2, "pool, blocked, free"), (4, "pool, free"));

    [Fact]
    public void Of_an_unnumbered_area_only_places_that_change_are_taken()
    {
        Given(Assign(Fnac, "Bar*2"), BlockIn(Fnac, "Bar*1")).When(BlockIn(Fnac, "Bar*2")).ThenRefused(NotEnoughPlaces, "Bar", "1 places");
        Given(Assign(Fnac, "Bar*2"), BlockIn(Fnac, "Bar*1")).When(UnblockIn(Fnac, "Bar*2")).ThenRefused(NotEnoughPlaces, "Bar", "1 places");
        Given(Assign(Fnac, "Bar*2"), BlockIn(Fnac, "Bar*1")).When(UnblockIn(Fnac, "Bar*1")).ThenAccepted()
            .ThenArea("Bar", (2, "fnac, free"), (2, "pool, free"));
    }

    [Fact]
    public void A_contingent_without_places_here_is_not_found()
    {
        Given().When(BlockIn(Fnac, "P-1-1")).ThenRefused(NotFound, Fnac.Id.ToString());
        Given().When(UnblockIn(Fnac, "P-1-1")).ThenRefused(NotFound, Fnac.Id.ToString());
    }
}
