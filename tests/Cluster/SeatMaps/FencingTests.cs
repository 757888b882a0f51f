using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>Another activation of a seat map takes over while the first one is still called.</summary>
public sealed class FencingTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_write_under_an_old_epoch_is_refused_and_the_same_command_is_done_by_the_next_activation(Dialect dialect)
    {
        var hall = await OpenHall.On(dialect);
        var before = (await hall.Grain.HoldBest(OpenHall.Best(2))).Done();
        await hall.Journal.Open(hall.Id, CancellationToken.None);
        var command = OpenHall.Best(3);

        var refused = (await hall.Grain.HoldBest(command)).ShouldBeOfType<Outcome<HoldView>.Refused>().First;

        (refused.Code, refused.CanRetry, refused.RetryAfter).ShouldBe((RefusalCode.StorageFailed, true, TimeSpan.FromSeconds(1)));
        var held = (await OpenHall.Insist(() => hall.Grain.HoldBest(command))).Done();
        held.Version.ShouldBe(before.Version + 1);
        (await hall.Counts()).Total.Held.ShouldBe(5);
        (await hall.Entries()).Select(entry => entry.Context.Id).ShouldBe([new CommandId(before.Id.Value), command.Context.Id]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Nothing_is_lost_or_done_twice_however_often_another_takes_over(Dialect dialect)
    {
        const int callers = 200;
        var hall = await OpenHall.On(dialect);
        var commands = Enumerable.Range(0, callers).Select(_ => OpenHall.Best(2)).ToList();

        var holding = Task.WhenAll(commands.Select(async command => (await OpenHall.Insist(() => hall.Grain.HoldBest(command))).Done()));
        for (var takeover = 0; takeover < 5; takeover++)
        {
            await hall.Journal.Open(hall.Id, CancellationToken.None);
        }

        var holds = await holding;
        var places = holds.SelectMany(hold => hold.Places).ToList();
        places.Distinct().Count().ShouldBe(2 * callers);
        (await hall.Counts()).Total.Held.ShouldBe(2 * callers);
        var entries = await hall.Entries();
        entries.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, callers).Select(version => (long)version));
        entries.Select(entry => entry.Context.Id).ShouldBe(commands.Select(command => command.Context.Id), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_the_other_activation_wrote_is_there_afterwards(Dialect dialect)
    {
        var hall = await OpenHall.On(dialect);
        var first = (await hall.Grain.HoldBest(OpenHall.Best(2))).Done();
        var opening = await hall.Journal.Open(hall.Id, CancellationToken.None);
        var theirs = new Decided(hall, opening);
        var release = new ReleaseHold(VenueFixture.Context(), first.Id);
        await theirs.Execute(release);
        (await theirs.Append()).ShouldBeTrue();

        (await hall.Grain.Confirm(new ConfirmHold(VenueFixture.Context(), first.Id, NewId.Of<OrderId>()))).ShouldBeRefused(RefusalCode.StorageFailed);

        (await OpenHall.Insist(() => hall.Grain.Confirm(new ConfirmHold(VenueFixture.Context(), first.Id, NewId.Of<OrderId>())))).ShouldBeRefused(RefusalCode.HoldEnded);
        var counts = await hall.Counts();
        (counts.Version, counts.Total.Held, counts.Total.Sold).ShouldBe((2, 0, 0));
        (await theirs.Append()).ShouldBeFalse();
    }
}
