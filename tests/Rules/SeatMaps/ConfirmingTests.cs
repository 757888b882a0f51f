using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ConfirmingTests
{
    private readonly HoldPlaces _hold = Hold("P-1-1", "Steh*2");
    private readonly OrderId _order = NewId.Of<OrderId>();

    [Fact]
    public void A_confirmed_hold_is_sold_under_its_order()
    {
        var map = Given(_hold).When(Confirm(_hold, _order)).ThenDone("P-1-1", "Steh #1", "Steh #2");

        map.ThenPlace("P-1-1", "pool, sold").ThenArea("Steh", (2, "pool, sold"), (8, "pool, free"));
        map.Place("P-1-1").Order.ShouldBe(_order);
        map.Place("P-1-1").HeldUntil.ShouldBeNull();
        map.State.Find(_order).ShouldNotBeNull();
        map.State.Find(IdOf(_hold)).ShouldBeNull();
    }

    [Fact]
    public void A_sold_place_stays_in_its_contingent() =>
        Given(Assign(Friends, "P-1-1")).And(Confirmed(HoldIn(Friends, "P-1-1"))).ThenPlace("P-1-1", "friends, sold");

    [Fact]
    public void A_released_hold_frees_its_places() =>
        Given(_hold).When(Release(_hold)).ThenDone("P-1-1", "Steh #1", "Steh #2").ThenPlace("P-1-1", "pool, free")
            .ThenArea("Steh", (10, "pool, free"))
            .When(Hold("P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void An_extended_hold_lasts_from_now_on() =>
        Given(_hold).Later(TimeSpan.FromMinutes(10)).When(Extend(_hold, QuarterHour))
            .ThenHeldUntil(Start.AddMinutes(25), "P-1-1", "Steh #1", "Steh #2")
            .Place("P-1-1").HeldUntil.ShouldBe(Start.AddMinutes(25));

    [Fact]
    public void A_hold_can_be_cut_short() =>
        Given(_hold).When(Extend(_hold, TimeSpan.FromMinutes(1))).ThenAccepted().Later(TimeSpan.FromMinutes(1)).When(Confirm(_hold))
            .ThenRefused(HoldExpired, IdOf(_hold).ToString());

    [Fact]
    public void A_hold_that_never_was_is_not_found()
    {
        Given().When(Confirm(_hold)).ThenRefused(NotFound, IdOf(_hold).ToString());
        Given().When(Release(_hold)).ThenRefused(NotFound, IdOf(_hold).ToString());
        Given().When(Extend(_hold, QuarterHour)).ThenRefused(NotFound, IdOf(_hold).ToString());
    }

    [Fact]
    public void A_hold_that_was_confirmed_is_over()
    {
        Given(_hold, Confirm(_hold)).When(Confirm(_hold)).ThenRefused(HoldConfirmed, IdOf(_hold).ToString(), "already confirmed");
        Given(_hold, Confirm(_hold)).When(Release(_hold)).ThenRefused(HoldConfirmed, IdOf(_hold).ToString(), "already confirmed");
        Given(_hold, Confirm(_hold)).When(Extend(_hold, QuarterHour)).ThenRefused(HoldConfirmed, IdOf(_hold).ToString());
    }

    [Fact]
    public void Confirming_once_more_under_the_same_order_is_done_and_changes_nothing()
    {
        var map = Given(_hold, Confirm(_hold, _order), Hold("P-1-2"));

        map.When(Confirm(_hold, _order)).ThenDone("P-1-1", "Steh #1", "Steh #2").ThenPlace("P-1-1", "pool, sold").ThenArea("Steh", (2, "pool, sold"), (8, "pool, free"));
        map.And(Cancel(_order, "Steh #1")).When(Confirm(_hold, _order)).ThenDone("P-1-1", "Steh #2");
        map.When(Confirm(_hold)).ThenRefused(HoldConfirmed, IdOf(_hold).ToString());
    }

    [Fact]
    public void An_order_that_has_the_places_of_a_hold_no_more_does_not_confirm_it_again()
    {
        var second = Hold("P-1-2");
        var map = Given(_hold, Confirm(_hold, _order), Cancel(_order));

        map.When(Confirm(_hold, _order)).ThenRefused(HoldConfirmed, IdOf(_hold).ToString());
        map.And(second, Confirm(second, _order)).When(Confirm(_hold, _order)).ThenRefused(HoldConfirmed, IdOf(_hold).ToString());
        map.Later(CommandMemory.Window * 2).And(Block("R-1-1")).When(Confirm(_hold, _order)).ThenRefused(NotFound, IdOf(_hold).ToString());
    }

    [Fact]
    public void A_hold_that_was_released_is_over()
    {
        Given(_hold, Release(_hold)).When(Confirm(_hold)).ThenRefused(HoldEnded, IdOf(_hold).ToString(), "already released");
        Given(_hold, Release(_hold)).When(Release(_hold)).ThenRefused(HoldEnded, IdOf(_hold).ToString());
        Given(_hold, Release(_hold)).When(Extend(_hold, QuarterHour)).ThenRefused(HoldEnded, IdOf(_hold).ToString());
    }

    [Fact]
    public void An_order_confirms_one_hold()
    {
        var second = Hold("P-1-2");

        Given(_hold, second, Confirm(_hold, _order)).When(Confirm(second, _order)).ThenRefused(Duplicate, _order.ToString());
    }

    [Fact]
    public void A_cancelled_sale_frees_its_places() =>
        Given(_hold, Confirm(_hold, _order)).When(Cancel(_order)).ThenDone("P-1-1", "Steh #1", "Steh #2").ThenPlace("P-1-1", "pool, free")
            .ThenArea("Steh", (10, "pool, free"))
            .When(Hold("P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void A_cancelled_order_can_be_used_again()
    {
        var second = Hold("P-1-2");

        Given(_hold, Confirm(_hold, _order), Cancel(_order), second).When(Confirm(second, _order)).ThenDone("P-1-2");
    }

    [Fact]
    public void A_part_of_an_order_is_given_back()
    {
        var map = Given([Assign(Friends, "P-1-1"), .. Sell(_order, "P-1-2", "P-1-3", "Steh*2")]);

        map.When(Cancel(_order, "Steh #2", "P-1-2")).ThenDone("Steh #2", "P-1-2").ThenPlace("P-1-2", "pool, free").ThenPlace("P-1-3", "pool, sold")
            .ThenArea("Steh", (1, "pool, sold"), (9, "pool, free"));
        map.Place("P-1-3").Order.ShouldBe(_order);
        map.When(Cancel(_order)).ThenDone("P-1-3", "Steh #1").ThenPlace("P-1-3", "pool, free");
    }

    [Fact]
    public void The_last_places_of_an_order_end_it() =>
        Given(Sell(_order, "P-1-1", "P-1-2")).And(Cancel(_order, "P-1-1")).When(Cancel(_order, "P-1-2")).ThenAccepted().State.Find(_order).ShouldBeNull();

    [Fact]
    public void Places_that_are_none_of_the_order_are_refused_by_name()
    {
        var map = Given([.. Sell(_order, "P-1-1", "P-1-2", "P-1-3", "Steh*1"), .. Sell("P-1-4")]);

        map.When(Cancel(_order, "P-1-1", "P-1-4", "X-1-1", "Steh #2")).ThenRefused([(NotFound, "P-1-4"), (NotFound, "X-1-1"), (NotFound, "Steh #2")]);
        map.When(Cancel(_order, "P-1-1", "P-1-1")).ThenRefused(Invalid, "P-1-1", "named twice");
        map.When(new CancelSale(Context(), _order, [])).ThenRefused(Invalid, "places", "1 to 4");
        map.When(Cancel(_order, "P-1-1", "P-1-2", "P-1-3", "Steh #1", "P-1-4")).ThenRefused(Invalid, "places");
    }

    [Fact]
    public void An_order_without_places_here_is_not_found()
    {
        Given().When(Cancel(_order)).ThenRefused(NotFound, _order.ToString());
        Given(_hold, Confirm(_hold, _order), Cancel(_order)).When(Cancel(_order)).ThenRefused(NotFound, _order.ToString());
    }

    [Fact]
    public void A_distributors_sale_is_not_cancelled_as_the_venues_own() =>
        Given([.. Offer(Fnac, FnacLink, "P-1-1"), Import(FnacLink, "P-1-1", order: _order)]).When(Cancel(_order))
            .ThenRefused(NotFound, _order.ToString());

    [Fact]
    public void Both_parties_may_sell_under_orders_with_one_id()
    {
        var ticket = NewId.Of<TicketId>();
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-2"), _hold, Confirm(_hold, _order), Import(FnacLink, "P-1-2", ticket, _order)]);

        map.When(Cancel(_order)).ThenDone("P-1-1", "Steh #1", "Steh #2").ThenPlace("P-1-2", "fnac, sold, offered to fnac");
        map.When(CancelImported(FnacLink, ticket)).ThenDone("P-1-2");
    }

    private static ISeatMapCommand[] Confirmed(HoldPlaces hold) => [hold, Confirm(hold)];
}
