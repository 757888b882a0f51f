using Distribution.SeatMaps;
using static Distribution.Primitives.RefusalCode;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class ExpiryTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly HoldPlaces _hold = Hold("P-1-1", "Steh*2");

    [Fact]
    public void A_hold_lasts_until_its_end_and_not_a_moment_longer()
    {
        var map = Given(_hold).Later(QuarterHour - Tick);

        map.WhenHoldsExpire().ThenPlace("P-1-1", "pool, held");
        map.Later(Tick).WhenHoldsExpire().ThenPlace("P-1-1", "pool, free").ThenArea("Steh", (10, "pool, free"));
    }

    [Fact]
    public void An_expired_place_is_sold_to_the_next() =>
        Given(_hold).Later(QuarterHour).When(Hold("P-1-1")).ThenDone("P-1-1");

    [Fact]
    public void An_expired_hold_is_told_from_one_that_never_was()
    {
        Given(_hold).Later(QuarterHour).When(Confirm(_hold)).ThenRefused(HoldExpired, IdOf(_hold).ToString());
        Given(_hold).Later(QuarterHour).When(Extend(_hold, QuarterHour)).ThenRefused(HoldExpired, IdOf(_hold).ToString());
        Given(_hold).Later(QuarterHour).When(Release(_hold)).ThenRefused(HoldExpired, IdOf(_hold).ToString());
    }

    [Fact]
    public void An_extended_hold_expires_at_its_new_end()
    {
        var map = Given(_hold).Later(TimeSpan.FromMinutes(10)).And(Extend(_hold, QuarterHour));

        map.Later(TimeSpan.FromMinutes(14)).WhenHoldsExpire().ThenPlace("P-1-1", "pool, held");
        map.Later(TimeSpan.FromMinutes(1)).WhenHoldsExpire().ThenPlace("P-1-1", "pool, free");
    }

    [Fact]
    public void A_hold_extended_to_the_same_end_expires_once()
    {
        var map = Given(_hold, Extend(_hold, QuarterHour), Extend(_hold, QuarterHour)).Later(QuarterHour);
        var version = map.State.Version;

        map.WhenHoldsExpire().WhenHoldsExpire().State.Version.ShouldBe(version + 1);
    }

    [Fact]
    public void Confirmed_and_released_holds_do_not_expire()
    {
        var released = Hold("P-1-2");
        var map = Given(_hold, released, Confirm(_hold), Release(released)).And(Hold("P-1-2") with { Duration = TimeSpan.FromHours(1) });
        var version = map.State.Version;

        map.Later(QuarterHour).WhenHoldsExpire().ThenPlace("P-1-1", "pool, sold").ThenPlace("P-1-2", "pool, held").State.Version.ShouldBe(version);
    }

    [Fact]
    public void Many_holds_expire_each_in_an_entry_of_its_own_with_a_name_in_it()
    {
        var map = Given(Hold("P-1-2") with { Duration = TimeSpan.FromMinutes(2) }, Hold("P-1-1") with { Duration = TimeSpan.FromMinutes(1) }, Hold("P-1-3"));

        var entries = map.Later(TimeSpan.FromMinutes(5)).WhenHoldsExpire().Map.Entries.Skip(3).ToList();

        entries.Select(entry => (map.Map.Index.Name(entry.Answer.Places.Single()), entry.Context.Who))
            .ShouldBe([("P-1-1", "hold expiry"), ("P-1-2", "hold expiry")]);
        map.ThenPlace("P-1-3", "pool, held");
    }

    [Fact]
    public void A_hold_expires_in_its_contingent() =>
        Given(Assign(Friends, "P-1-1"), HoldIn(Friends, "P-1-1")).Later(QuarterHour).WhenHoldsExpire().ThenPlace("P-1-1", "friends, free");

    [Fact]
    public void The_end_of_a_hold_is_forgotten_with_the_command_that_ended_it() =>
        Given(_hold).Later(QuarterHour).WhenHoldsExpire().Later(TimeSpan.FromHours(24)).And(Block("P-2-1")).When(Confirm(_hold))
            .ThenRefused(HoldExpired, IdOf(_hold).ToString())
            .Later(Tick).And(Block("P-2-2")).When(Confirm(_hold)).ThenRefused(NotFound, IdOf(_hold).ToString());
}
