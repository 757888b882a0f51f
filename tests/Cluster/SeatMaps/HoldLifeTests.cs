using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>Holds from their beginning to each of their ends, with a clock that is set.</summary>
public sealed class HoldLifeTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_hold_runs_out_by_itself_and_an_extended_one_later(Dialect dialect)
    {
        var clock = new SetClock();
        await using var cluster = await On(dialect, clock);
        var hall = await OpenHall.On(cluster);
        var (first, second) = ((await hall.Grain.HoldBest(OpenHall.Best(2))).Done(), (await hall.Grain.HoldBest(OpenHall.Best(3))).Done());
        clock.Advance(TimeSpan.FromMinutes(10));
        var extended = (await hall.Grain.Extend(new ExtendHold(VenueFixture.Context(), second.Id, OpenHall.QuarterHour))).Done();
        extended.Id.ShouldBe(second.Id);
        extended.Until.ShouldBe(clock.GetUtcNow() + OpenHall.QuarterHour, TimeSpan.FromMinutes(1));

        clock.Advance(TimeSpan.FromMinutes(5));
        await Expired(hall, 1);
        var counts = (await hall.Counts()).Total;
        (counts.Held, counts.Free).ShouldBe((3, counts.Places - 3));
        (await hall.Grain.Confirm(new ConfirmHold(VenueFixture.Context(), first.Id, NewId.Of<OrderId>()))).ShouldBeRefused(RefusalCode.HoldExpired);

        clock.Advance(TimeSpan.FromMinutes(10));
        await Expired(hall, 2);
        (await hall.Counts()).Total.Held.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_hold_runs_out_while_no_silo_runs(Dialect dialect)
    {
        var clock = new SetClock();
        await using var cluster = await On(dialect, clock);
        var hall = await OpenHall.On(cluster);
        var hold = (await hall.Grain.HoldBest(OpenHall.Best(2))).Done();

        await cluster.Restart(() => clock.Advance(OpenHall.QuarterHour));

        (await hall.Grain.Extend(new ExtendHold(VenueFixture.Context(), hold.Id, OpenHall.QuarterHour))).ShouldBeRefused(RefusalCode.HoldExpired);
        (await hall.Counts()).Total.Held.ShouldBe(0);
        (await hall.Grain.Hold(OpenHall.Hold(hold.Places))).Done().Places.ShouldBe(hold.Places);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Released_places_are_free_and_confirmed_ones_sold_also_after_a_restart(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var hall = await OpenHall.On(cluster);
        var (given, kept) = ((await hall.Grain.HoldBest(OpenHall.Best(2))).Done(), (await hall.Grain.HoldBest(OpenHall.Best(3))).Done());

        (await hall.Grain.Release(new ReleaseHold(VenueFixture.Context(), given.Id))).Done().Places.ShouldBe(given.Places);
        (await hall.Grain.Confirm(new ConfirmHold(VenueFixture.Context(), kept.Id, NewId.Of<OrderId>()))).Done().Places.ShouldBe(kept.Places);
        await cluster.Restart();

        var counts = (await hall.Counts()).Total;
        (counts.Held, counts.Sold).ShouldBe((0, 3));
        (await hall.Grain.Release(new ReleaseHold(VenueFixture.Context(), given.Id))).ShouldBeRefused(RefusalCode.HoldEnded);
        (await hall.Grain.Confirm(new ConfirmHold(VenueFixture.Context(), kept.Id, NewId.Of<OrderId>()))).ShouldBeRefused(RefusalCode.HoldConfirmed);
        (await hall.Grain.Hold(OpenHall.Hold(kept.Places))).ShouldBeRefused(RefusalCode.PlaceSold);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task After_a_restart_a_command_is_still_known_by_its_id(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var hall = await OpenHall.On(cluster);
        var command = OpenHall.Best(4);
        var first = (await hall.Grain.HoldBest(command)).Done();

        await cluster.Restart();

        var again = (await hall.Grain.HoldBest(command)).Done();
        (again.Id, again.Until).ShouldBe((first.Id, first.Until));
        again.Places.ShouldBe(first.Places);
        (await hall.Grain.HoldBest(command with { Quantity = 3 })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await hall.Counts()).Total.Held.ShouldBe(4);
        (await hall.Entries()).ShouldHaveSingleItem();
    }

    /// <summary>Nobody asks the seat map: what it did by itself is in its journal.</summary>
    private static Task Expired(OpenHall hall, int holds) =>
        Eventually.True(async () => (await hall.Entries()).Count(entry => entry.Action is SeatMapAction.ExpireHold) == holds);

    private static Task<TestCluster> On(Dialect dialect, SetClock clock) =>
        TestCluster.On(dialect, configure: silo => silo.Services.AddSingleton<TimeProvider>(clock));

    /// <summary>Runs as time does, and can be put forward; timers are not touched.</summary>
    private sealed class SetClock : TimeProvider
    {
        private TimeSpan _ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

        public void Advance(TimeSpan time) => _ahead += time;
    }
}
