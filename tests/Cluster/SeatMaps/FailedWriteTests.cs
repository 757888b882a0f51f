using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>The database fails while a seat map writes.</summary>
public sealed class FailedWriteTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Callers_are_told_to_send_the_same_again_and_nothing_is_lost_or_done_twice(Dialect dialect)
    {
        const int callers = 100;
        await using var cluster = await TestCluster.On(dialect);
        var hall = await OpenHall.On(cluster);
        var before = (await hall.Grain.HoldBest(OpenHall.Best(2))).Done();
        var commands = Enumerable.Range(0, callers).Select(_ => OpenHall.Best(2)).ToList();

        await cluster.Execute("ALTER TABLE seat_map_journal RENAME TO journal_away");
        var refused = await Task.WhenAll(commands.Select(hall.Grain.HoldBest));
        await cluster.Execute("ALTER TABLE journal_away RENAME TO seat_map_journal");

        refused.ShouldAllBe(outcome => ((Outcome<HoldView>.Refused)outcome).First.Code == RefusalCode.StorageFailed && ((Outcome<HoldView>.Refused)outcome).First.CanRetry);
        (await hall.Entries()).Select(entry => entry.Context.Id.Value).ShouldBe([before.Id.Value]);
        (await hall.Counts()).Total.Held.ShouldBe(2);
        var holds = await Task.WhenAll(commands.Select(command => OpenHall.Insist(() => hall.Grain.HoldBest(command))));
        holds.SelectMany(hold => hold.Done().Places).Concat(before.Places).Distinct().Count().ShouldBe(2 + (2 * callers));
        (await hall.Counts()).Total.Held.ShouldBe(2 + (2 * callers));
        (await hall.Entries()).Select(entry => entry.Context.Id.Value).ShouldBe(commands.Select(command => command.Context.Id.Value).Prepend(before.Id.Value), ignoreOrder: true);
    }

    /// <summary>The write took place, but that could not be told: the caller's own command id finds it out.</summary>
    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_written_before_the_answer_was_lost_is_answered_as_it_was_done(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect);
        var hall = await OpenHall.On(cluster);
        var opening = await hall.Journal.Open(hall.Id, CancellationToken.None);
        var (command, unanswered) = (OpenHall.Best(4), new Decided(hall, opening));
        await unanswered.Execute(command);
        (await unanswered.Append()).ShouldBeTrue();

        var hold = (await OpenHall.Insist(() => hall.Grain.HoldBest(command))).Done();

        (hold.Id.Value, hold.Places.Length).ShouldBe((command.Context.Id.Value, 4));
        (await hall.Counts()).Total.Held.ShouldBe(4);
        (await hall.Entries()).ShouldHaveSingleItem();
    }
}
