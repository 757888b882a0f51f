using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Distributors;

/// <summary>Which differences stay, and when people are told.</summary>
public sealed class StayingRulesTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReconciliationSettings Settings = new(3, TimeSpan.FromMinutes(30));

    private Reconciliation? _last;

    [Fact]
    public void The_same_difference_raises_an_alarm_after_so_many_comparisons_and_so_long_and_agreement_ends_it()
    {
        Then(0, Missing("Steh", 2)).Alarm.ShouldBeFalse();
        Then(10, Missing("Steh", 2)).Alarm.ShouldBeFalse();
        Then(20, Missing("Steh", 2)).Alarm.ShouldBeFalse();
        var alarm = Then(30, Missing("Steh", 2));
        (alarm.Alarm, alarm.Runs, alarm.Differences[0].Runs, alarm.Differences[0].Since).ShouldBe((true, 4, 4, Noon));
        Then(31).Alarm.ShouldBeFalse();
        Then(90, Missing("Steh", 2)).Alarm.ShouldBeFalse();
    }

    [Fact]
    public void Seldom_comparisons_need_three_too()
    {
        Then(0, Missing("Steh", 2));
        Then(600, Missing("Steh", 2)).Alarm.ShouldBeFalse();
        Then(1_200, Missing("Steh", 2)).Alarm.ShouldBeTrue();
    }

    [Fact]
    public void Another_difference_of_the_same_performance_begins_anew()
    {
        Then(0, Missing("Steh", 2));
        Then(20, Missing("Steh", 2));
        var other = Then(40, Missing("Balkon", 2));
        (other.Alarm, other.Runs, other.Differences[0].Runs).ShouldBe((false, 3, 1));
    }

    [Fact]
    public void Places_that_change_are_not_the_same_and_one_that_stays_is()
    {
        Then(0, Missing("A", "B"));
        Then(20, Missing("B", "C"));
        var moved = Then(40, Missing("C", "D"));
        (moved.Alarm, moved.Differences[0].Since).ShouldBe((false, Noon.AddMinutes(40)));
        Then(60, Missing("C", "E"));
        var stays = Then(80, Missing("C", "F"));
        (stays.Alarm, stays.Differences[0].Staying.ShouldHaveSingleItem()).ShouldBe((true, "C"));
    }

    [Fact]
    public void Sales_that_come_while_newer_ones_do_not_yet_are_no_alarm()
    {
        for (var minutes = 0; minutes < 100; minutes += 10)
        {
            Then(minutes, Sold(ours: minutes, theirs: minutes + 10)).Alarm.ShouldBeFalse();
        }

        Then(100, Sold(100, 110));
        Then(120, Sold(109, 130));
        Then(140, Sold(129, 150)).Alarm.ShouldBeTrue();
    }

    private static Reconciliation Missing(params string[] places) =>
        Row(default, default, new Difference(DifferenceKind.UnknownThere, ReconciliationRules.Numbered, places.Length, [.. places], "Ask."));

    private static Reconciliation Missing(string area, int count) => Row(default, default, new Difference(DifferenceKind.UnknownThere, area, count, [], "Ask."));

    private static Reconciliation Sold(int ours, int theirs) => Row(
        new AllotmentTally(500, ours), new AllotmentTally(500, theirs), new Difference(DifferenceKind.NotImported, ReconciliationRules.Numbered, theirs - ours, [], "Import."));

    private static Reconciliation Row(AllotmentTally ours, AllotmentTally theirs, params ImmutableArray<Difference> differences) => new(
        NewId.Of<DistributorInterfaceId>(), NewId.Of<PerformanceId>(), NewId.Of<ExecutionId>(), Noon, ours, 0, theirs, [], differences);

    private Reconciliation Then(int minutes, Reconciliation? found = null) =>
        _last = StayingRules.After(_last, (found ?? Row(default, default)) with { At = Noon.AddMinutes(minutes) }, Settings);
}
