using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Calls;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>Commands of many callers that go to a seat map together are each answered as if they had come alone.</summary>
public sealed class SharedCallTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Each_is_answered_its_own_and_the_same_again_when_it_comes_again(Dialect dialect)
    {
        const int callers = 300;
        var hall = await OpenHall.On(dialect);
        var calls = new SeatMapCalls(hall.Cluster.Client);
        var commands = Enumerable.Range(0, callers).Select(_ => OpenHall.Best(1)).ToList();

        var holds = (await Task.WhenAll(commands.Select(command => calls.HoldBest(hall.Id, command)))).Select(hold => hold.Done()).ToList();
        var again = (await Task.WhenAll(commands.Select(command => calls.HoldBest(hall.Id, command)))).Select(hold => hold.Done()).ToList();

        holds.Select(hold => hold.Id.Value).ShouldBe(commands.Select(command => command.Context.Id.Value));
        holds.SelectMany(hold => hold.Places).Distinct().Count().ShouldBe(callers);
        again.Select(hold => (hold.Id, hold.Places[0], hold.Version)).ShouldBe(holds.Select(hold => (hold.Id, hold.Places[0], hold.Version)));
        (await hall.Counts()).Total.Held.ShouldBe(callers);
        calls.Count.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task One_that_is_refused_leaves_the_others_as_they_are(Dialect dialect)
    {
        var hall = await OpenHall.On(dialect);
        var calls = new SeatMapCalls(hall.Cluster.Client);
        var kept = (await calls.HoldBest(hall.Id, OpenHall.Best(2))).Done();

        var confirmed = calls.Confirm(hall.Id, new ConfirmHold(VenueFixture.Context(), kept.Id, NewId.Of<OrderId>()));
        var taken = calls.Hold(hall.Id, OpenHall.Hold(kept.Places[0]));
        var unknown = calls.Release(hall.Id, new ReleaseHold(VenueFixture.Context(), NewId.Of<HoldId>()));
        var best = calls.HoldBest(hall.Id, OpenHall.Best(3));
        var cancelled = calls.Cancel(hall.Id, new CancelSale(VenueFixture.Context(), NewId.Of<OrderId>()));

        (await confirmed).Done().Places.ShouldBe(kept.Places);
        (await taken).ShouldBeRefused(RefusalCode.PlaceSold);
        (await unknown).ShouldBeRefused(RefusalCode.NotFound);
        (await cancelled).ShouldBeRefused(RefusalCode.NotFound);
        var extended = (await calls.Extend(hall.Id, new ExtendHold(VenueFixture.Context(), (await best).Done().Id, TimeSpan.FromHours(1)))).Done();
        extended.Places.ShouldBe((await best).Done().Places);
        (await calls.HoldBest(NewId.Of<PerformanceId>(), OpenHall.Best(1))).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task All_are_told_to_come_again_when_what_was_decided_can_not_be_written(Dialect dialect)
    {
        const int callers = 50;
        await using var cluster = await TestCluster.On(dialect);
        var hall = await OpenHall.On(cluster);
        var calls = new SeatMapCalls(cluster.Client);
        (await calls.HoldBest(hall.Id, OpenHall.Best(1))).Done();
        var commands = Enumerable.Range(0, callers).Select(_ => OpenHall.Best(2)).ToList();

        await cluster.Execute("ALTER TABLE seat_map_journal RENAME TO journal_away");
        var refused = await Task.WhenAll(commands.Select(command => calls.HoldBest(hall.Id, command)));
        await cluster.Execute("ALTER TABLE journal_away RENAME TO seat_map_journal");

        foreach (var outcome in refused)
        {
            outcome.ShouldBeRefused(RefusalCode.StorageFailed);
        }

        var holds = await Task.WhenAll(commands.Select(command => OpenHall.Insist(() => calls.HoldBest(hall.Id, command))));
        holds.SelectMany(hold => hold.Done().Places).Distinct().Count().ShouldBe(2 * callers);
        (await hall.Counts()).Total.Held.ShouldBe(1 + (2 * callers));
    }
}
