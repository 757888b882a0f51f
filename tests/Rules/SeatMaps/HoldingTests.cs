using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class HoldingTests
{
    [Fact]
    public void Free_places_of_the_pool_are_held_under_the_id_of_the_command()
    {
        var hold = Hold("P-1-1", "Steh*2");

        var map = Given().When(hold).ThenHeldUntil(Start + QuarterHour, "P-1-1", "Steh #1", "Steh #2");

        map.ThenPlace("P-1-1", "pool, held").ThenArea("Steh", (2, "pool, held"), (8, "pool, free"));
        map.State.Find(IdOf(hold)).ShouldNotBeNull();
        map.Place("P-1-1").HeldUntil.ShouldBe(Start + QuarterHour);
    }

    [Fact]
    public void Places_of_an_internal_contingent_are_held_by_naming_it() =>
        Given(Assign(Friends, "P-1-1", "Steh*2")).When(HoldIn(Friends, "P-1-1", "Steh*2")).ThenAccepted()
            .ThenPlace("P-1-1", "friends, held").ThenArea("Steh", (2, "friends, held"), (8, "pool, free"));

    [Fact]
    public void A_place_that_is_elsewhere_is_refused_with_where_it_is()
    {
        Given(Assign(Friends, "P-1-1")).When(Hold("P-1-1")).ThenRefused(PlaceElsewhere, "P-1-1", $"contingent {Friends.Id}");
        Given(Assign(Friends, "P-1-1")).When(HoldIn(Friends, "P-1-2")).ThenRefused(PlaceElsewhere, "P-1-2", "the venue's pool");
        Given(Assign(Fnac, "P-1-1")).When(Hold("P-1-1")).ThenRefused(PlaceElsewhere, "P-1-1");
    }

    [Fact]
    public void A_held_or_sold_place_is_refused()
    {
        Given(Hold("P-1-1")).When(Hold("P-1-1")).ThenRefused(PlaceHeld, "P-1-1", "held by somebody else");
        Given(Sell("P-1-1")).When(Hold("P-1-1")).ThenRefused(PlaceSold, "P-1-1");
    }

    [Fact]
    public void Who_names_a_place_of_an_unnumbered_area_is_told_to_name_the_area()
    {
        Given().When(Hold("Steh #3")).ThenRefused(NotFound, "Steh #3", "places of area Steh", "in areas");
        Given().When(Block("Bar")).ThenRefused(NotFound, "Bar", "places of area Bar");
        Given().When(Hold("Steh #11")).ThenRefused(NotFound, "Steh #11", "no place Steh #11");
    }

    [Fact]
    public void A_channel_holds_what_it_sells_and_keeps_it_until_the_sale_is_over()
    {
        var (order, channel) = (NewId.Of<OrderId>(), NewId.Of<SalesChannelId>());
        var limits = new ChannelLimits(channel, ["Kat A"]);
        Given().When(Hold("P-1-1", "R-1-1") with { Limits = limits }).ThenRefused(ChannelMayNotSell, "category", "R-1-1", "Kat B");
        var hold = Hold("P-1-1", "P-1-2") with { Limits = limits };
        var map = Given(hold);
        ((SaleRecord.Held)map.State.Sale(map.State.Find(IdOf(hold))!.Value)).Channel.ShouldBe(channel);

        map.And(Extend(hold, QuarterHour * 2), Confirm(hold, order), Cancel(order, "P-1-1"));
        ((SaleRecord.Sold)map.State.Sale(map.State.Find(order)!.Value)).Channel.ShouldBe(channel);
        map.Map.ShouldBeSame(map.Map.Replayed().State, map.State);
        map.And(Cancel(order)).State.SaleCount.ShouldBe(0);
    }

    [Fact]
    public void Only_a_held_place_may_be_worth_another_try()
    {
        Given(Hold("P-1-1")).When(Hold("P-1-1")).Refusals.ShouldHaveSingleItem().CanRetry.ShouldBeTrue();
        Given(Sell("P-1-1")).When(Hold("P-1-1")).Refusals.ShouldHaveSingleItem().CanRetry.ShouldBeFalse();
    }

    [Fact]
    public void A_place_that_a_distributor_may_sell_is_refused_wherever_it_is()
    {
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), TakeBack(Fnac, "P-1-1")]).When(Hold("P-1-1"))
            .ThenRefused(PlaceOffered, "P-1-1", $"{FnacLink.Interface}");
        Given(Assign(Fnac, "P-1-1"), Export(FnacLink), TakeBack(Fnac, "P-1-1")).When(Hold("P-1-1"))
            .ThenRefused(PlaceOffered, "P-1-1", "may still be");
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Block("P-1-1")]).When(Hold("P-1-1")).ThenRefused(PlaceOffered, "P-1-1");
    }

    [Fact]
    public void A_distributors_contingent_is_held_from_by_nobody() =>
        Given(Assign(Fnac, "P-1-1", "Steh*2")).When(HoldIn(Fnac, "P-1-1", "Steh*2"))
            .ThenRefused(PlaceOffered, Fnac.Id.ToString(), "only the distributor");

    [Fact]
    public void A_contingent_without_places_here_is_not_found()
    {
        Given().When(HoldIn(Friends, "P-1-1")).ThenRefused(NotFound, Friends.Id.ToString());
        Given().When(Best(1, from: Friends)).ThenRefused(NotFound, Friends.Id.ToString());
    }

    [Fact]
    public void Of_an_unnumbered_area_only_holdable_places_are_taken() =>
        Given([Assign(Friends, "Bar*1"), Block("Bar*1"), Hold("Bar*1")]).When(Hold("Bar*2")).ThenRefused(NotEnoughPlaces, "Bar", "1 places", "not 2")
            .When(Hold("Bar*1")).ThenAccepted().ThenArea("Bar", (1, "pool, blocked, free"), (2, "pool, held"), (1, "friends, free"));

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(-900_000)]
    [InlineData(86_400_001)]
    [InlineData(long.MaxValue / 10_000)]
    public void A_hold_lasts_a_second_to_a_day(long milliseconds)
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds, 0);

        Given().When(Hold("P-1-1") with { Duration = duration }).ThenRefused(Invalid, "duration", "1 second to 24 hours");
        Given().When(Best(1) with { Duration = duration }).ThenRefused(Invalid, "duration");
        var hold = Hold("P-1-1");
        Given(hold).When(Extend(hold, duration)).ThenRefused(Invalid, "duration");
    }

    [Fact]
    public void The_shortest_and_the_longest_hold_are_accepted()
    {
        Given().When(Hold("P-1-1") with { Duration = TimeSpan.FromSeconds(1) }).ThenHeldUntil(Start.AddSeconds(1), "P-1-1");
        Given().When(Hold("P-1-1") with { Duration = TimeSpan.FromDays(1) }).ThenHeldUntil(Start.AddDays(1), "P-1-1");
    }

    [Fact]
    public void A_hold_that_outlived_the_memory_of_its_command_is_not_made_twice()
    {
        var hold = Hold("P-1-1") with { Duration = TimeSpan.FromDays(1) };
        var map = Given(hold).Later(TimeSpan.FromHours(23)).And(Extend(hold, TimeSpan.FromDays(1))).Later(TimeSpan.FromHours(2)).And(Block("P-2-1"));

        map.When(hold with { Selection = Select("P-1-2") }).ThenRefused(Duplicate, hold.Context.Id.ToString());
        map.When(hold).ThenRefused(PlaceHeld, "P-1-1");
    }
}
