using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Tests.Fixtures;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.Executions;

/// <summary>Since when something fails, and how often it has.</summary>
public sealed class FailureHistoryTests
{
    private static readonly DateTimeOffset Monday = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);
    private static readonly ItemKey Line = ItemKey.OfLine("4711");
    private static readonly ItemKey Link = ItemKey.Other("Fnac");

    [Fact]
    public void What_never_failed_fails_since_now() => Since().Fails(Line).ShouldBe(new Failing(Tuesday, 1));

    [Fact]
    public void What_failed_before_fails_since_then_and_counts_once_a_run()
    {
        var history = Since((Line, new Failing(Monday, 4)));

        history.Fails(Line);
        history.Fails(Line).ShouldBe(new Failing(Monday, 5));
    }

    [Fact]
    public void What_goes_through_is_forgotten_unless_it_fails_as_well()
    {
        var history = Since((Line, new Failing(Monday, 4)), (Link, new Failing(Monday, 1)));

        history.WentThrough(Line);
        history.WentThrough(ItemKey.OfLine("never failed"));

        history.Mended.ShouldBe([Line.ToString()]);
        history.Fails(Line);
        history.Mended.ShouldBeEmpty();
    }

    [Fact]
    public void A_run_that_came_to_its_end_has_mended_what_it_complained_about_as_a_whole()
    {
        var history = Since((Line, new Failing(Monday, 4)), (Link, new Failing(Monday, 1)));

        history.CameToItsEnd();

        history.Mended.ShouldBe([Link.ToString()]);
    }

    [Fact]
    public void A_key_is_short_however_long_the_subject_and_tells_two_apart()
    {
        var (one, another) = (ItemKey.Other(new string('x', 5_000) + "1").ToString(), ItemKey.Other(new string('x', 5_000) + "2").ToString());

        one.Length.ShouldBeLessThanOrEqualTo(300);
        one.ShouldNotBe(another);
        ItemKey.Of(NewId.Of<PerformanceId>(), new PlaceKey("A")).ShouldNotBe(ItemKey.Of(NewId.Of<PerformanceId>(), new PlaceKey("A")));
    }

    [Fact]
    public void The_last_places_of_a_report_are_kept_for_what_fails()
    {
        var report = new ExecutionReport(Since());
        for (var line = 0; line < ExecutionItem.MaxKept; line++)
        {
            report.Add(ItemKey.OfLine($"{line}"), ItemAction.Import, ItemOutcome.Done);
        }

        report.Add(Line, ItemAction.Import, new ExecutionError(ErrorKind.Mapping, "X", "Not mapped.", "Map it."));

        (report.Items, report.ItemsLeftOut, report.ErrorKinds).ShouldBe((ExecutionItem.MaxKept - 9_999, 10_000, ExecutionReport.BitOf(ErrorKind.Mapping)));
        report.TakeItems()[^1].Outcome.ShouldBe(ItemOutcome.Failed);
        report.Buffered.ShouldBe(0);
    }

    private static FailureHistory Since(params (ItemKey Item, Failing Failing)[] before) =>
        new(before.ToDictionary(it => it.Item.ToString(), it => it.Failing), Tuesday);
}
