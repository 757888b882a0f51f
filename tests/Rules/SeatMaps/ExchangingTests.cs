using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ExchangingTests
{
    private readonly TicketId _old = NewId.Of<TicketId>();
    private readonly TicketId _new = NewId.Of<TicketId>();

    [Fact]
    public void The_new_place_is_sold_and_the_old_one_free()
    {
        var map = Sold();

        map.When(Exchange("P-1-2")).ThenDone("P-1-2").ThenPlace("P-1-1", "fnac, free, offered to fnac").ThenPlace("P-1-2", "fnac, sold, offered to fnac");

        map.State.Find(_old).ShouldBeNull();
        map.State.Find(_new).ShouldNotBeNull();
    }

    [Fact]
    public void The_same_place_is_sold_under_the_new_ticket()
    {
        var map = Sold();

        map.When(Exchange("P-1-1")).ThenDone("P-1-1").ThenPlace("P-1-1", "fnac, sold, offered to fnac");

        (map.State.Find(_old), map.State.Find(_new) is not null).ShouldBe((null, true));
    }

    [Fact]
    public void A_place_of_an_area_stays_that_place()
    {
        var map = Given(Assign(Fnac, "Steh*2"), Export(FnacLink), ImportIn(FnacLink, "Steh", _old));

        map.When(new ExchangeSale(ImportIn(FnacLink, "Steh", _new), _old)).ThenAccepted()
            .ThenArea("Steh", (1, "fnac, sold, in doubt at fnac"), (1, "fnac, free, in doubt at fnac"), (8, "pool, free"));
    }

    [Fact]
    public void A_place_that_somebody_else_has_leaves_the_old_one_sold()
    {
        var map = Sold().And(Sell("P-2-1"));

        map.When(Exchange("P-2-1")).ThenRefused(PlaceSold, "P-2-1").ThenPlace("P-1-1", "fnac, sold, offered to fnac");
    }

    [Fact]
    public void A_ticket_that_is_not_there_any_more_is_no_hindrance() =>
        Sold().And(CancelImported(FnacLink, _old)).When(Exchange("P-1-2")).ThenDone("P-1-2");

    [Fact]
    public void Another_distributors_ticket_is_not_replaced()
    {
        var theirs = NewId.Of<TicketId>();
        var map = Sold().And([Assign(TicketnetFloor, "P-2-1"), Export(TicketnetLink), Import(TicketnetLink, "P-2-1", theirs)]);

        map.When(new ExchangeSale(Import(FnacLink, "P-1-2", _new), theirs)).ThenRefused(Foreign, theirs.ToString());
    }

    [Fact]
    public void The_same_exchange_again_changes_nothing() =>
        Sold().And(Exchange("P-1-2")).When(Exchange("P-1-2")).ThenDone("P-1-2").ThenPlace("P-1-1", "fnac, free, offered to fnac");

    private SeatMapSpecification Sold() => Given([.. Offer(Fnac, FnacLink, "P-1-1", "P-1-2"), Import(FnacLink, "P-1-1", _old)]);

    private ExchangeSale Exchange(string place) => new(Import(FnacLink, place, _new), _old);
}
