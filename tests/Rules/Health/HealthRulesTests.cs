using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Distributors.Health;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Health;

/// <summary>How a function does, from its schedules and its runs.</summary>
public sealed class HealthRulesTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly SchedulePlan Hourly = new("UTC", Cron: "0 * * * *");

    [Fact]
    public void What_never_ran_and_has_no_schedule_never_ran() => Of([]).State.ShouldBe(HealthState.NeverRun);

    [Fact]
    public void Run_by_hand_alone_it_is_as_its_last_run_was()
    {
        Of([], last: Run(-600, ExecutionState.Succeeded)).State.ShouldBe(HealthState.Ok);
        Of([], last: Run(-600, ExecutionState.SucceededWithErrors)).State.ShouldBe(HealthState.ItemsFailing);
        Of([], last: Run(-600, ExecutionState.Failed)).State.ShouldBe(HealthState.Failing);
    }

    [Fact]
    public void A_failing_one_says_since_when_and_keeps_its_last_success()
    {
        var success = Run(-300, ExecutionState.Succeeded);

        var health = Of([], last: Run(-10, ExecutionState.Failed), success: success, failingSince: Noon.AddMinutes(-200));

        (health.State, health.FailingSince, health.LastSuccess, health.LastSuccessId).ShouldBe((HealthState.Failing, Noon.AddMinutes(-200), success.EndedAt, success.Id));
    }

    [Theory]
    // Due at 11:00.
    [InlineData(-65, 10, false)]
    [InlineData(-65, 15, false)]
    [InlineData(-65, 16, true)]
    // Due at 12:00.
    [InlineData(-55, 70, false)]
    public void It_is_late_once_a_due_time_is_a_quarter_of_an_hour_past(int lastSuccess, int minutesAfterEleven, bool late)
    {
        var now = Noon.AddHours(-1).AddMinutes(minutesAfterEleven);

        var health = Of([Active()], last: Run(lastSuccess, ExecutionState.Succeeded), now: now);

        health.State.ShouldBe(late ? HealthState.Late : HealthState.Ok);
        health.Lag.ShouldBe(now - health.Due);
    }

    [Fact]
    public void What_is_owed_since_it_was_resumed_counts_though_it_never_ran()
    {
        var health = Of([Active(anchor: Noon.AddHours(-2))]);

        (health.State, health.Due, health.Lag).ShouldBe((HealthState.Late, Noon.AddHours(-1), TimeSpan.FromHours(1)));
        Of([Active(anchor: Noon.AddMinutes(-5))]).State.ShouldBe(HealthState.NeverRun);
    }

    [Fact]
    public void While_the_run_that_is_owed_goes_on_it_is_not_late()
    {
        var running = Run(-30, ExecutionState.Running);

        Of([Active()], last: Run(-65, ExecutionState.Succeeded), running: running).State.ShouldBe(HealthState.Ok);
        Of([Active()], last: Run(-65, ExecutionState.Succeeded), running: Run(-64, ExecutionState.Running)).State.ShouldBe(HealthState.Late);
    }

    [Fact]
    public void A_run_that_somebody_had_skipped_is_not_owed() =>
        Of([Active() with { Skipped = Noon.AddHours(-1) }], last: Run(-65, ExecutionState.Succeeded), now: Noon.AddMinutes(-1)).Lag.ShouldBeNull();

    [Fact]
    public void In_a_quiet_time_nothing_is_owed()
    {
        var plan = Hourly with { Quiet = new QuietTime(new TimeOnly(8, 0), new TimeOnly(14, 0)) };

        Of([Active(plan)], last: Run(-300, ExecutionState.Succeeded)).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public void Paused_and_well_it_is_paused_and_paused_and_failing_it_fails()
    {
        var paused = Active() with { State = ScheduleState.Paused, NextDue = null };

        Of([paused], last: Run(-600, ExecutionState.Succeeded)).State.ShouldBe(HealthState.Paused);
        Of([paused], last: Run(-600, ExecutionState.Failed)).State.ShouldBe(HealthState.Failing);
        Of([paused, Active()], last: Run(-30, ExecutionState.Succeeded)).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public void Books_that_stay_different_are_told_with_the_oldest_difference_and_those_that_do_not_are_well()
    {
        var facts = new HealthFacts(
            NewId.Of<VenueId>(), NewId.Of<DistributorInterfaceId>(), DistributorFunction.Reconciliation, [], Run(-5, ExecutionState.SucceededWithErrors), null, null, null);
        var run = NewId.Of<ExecutionId>();
        StandingDifference[] standing =
        [
            new("Sunday", run, new Difference(DifferenceKind.UnknownHere, "Steh", 1, [], "Ask.", 3, Noon.AddHours(-1))),
            new("Saturday", run, new Difference(DifferenceKind.NotImported, ReconciliationRules.Numbered, 2, ["A", "B"], "Import.", 9, Noon.AddHours(-2))),
        ];

        HealthRules.Of(facts, Noon).State.ShouldBe(HealthState.Ok);
        var health = HealthRules.Of(facts with { Standing = [.. standing] }, Noon);

        (health.State, health.FailingSince, health.ErrorCount, health.LastRun).ShouldBe((HealthState.Differing, Noon.AddHours(-2), 2, run));
        health.FirstError!.Message.ShouldBe("Saturday: 2 numbered places (A, B), sold by the distributor and not imported yet.");
        HealthRules.Of(facts with { LastEnded = Run(-5, ExecutionState.Failed), Standing = [.. standing] }, Noon).State.ShouldBe(HealthState.Failing);
    }

    private static FunctionHealth Of(
        ImmutableArray<Schedule> schedules,
        Execution? last = null,
        Execution? success = null,
        DateTimeOffset? failingSince = null,
        Execution? running = null,
        DateTimeOffset? now = null) => HealthRules.Of(
        new HealthFacts(
            NewId.Of<VenueId>(),
            NewId.Of<DistributorInterfaceId>(),
            DistributorFunction.SalesImport,
            schedules,
            last,
            success ?? (last?.State is ExecutionState.Failed ? null : last),
            failingSince,
            running),
        now ?? Noon);

    private static Schedule Active(SchedulePlan? plan = null, DateTimeOffset? anchor = null) => new(
        NewId.Of<ScheduleId>(),
        NewId.Of<VenueId>(),
        NewId.Of<DistributorInterfaceId>(),
        DistributorFunction.SalesImport,
        null,
        plan ?? Hourly,
        ScheduleState.Active,
        Noon.AddDays(-9),
        anchor ?? Noon.AddDays(-9),
        NextDue: Noon.AddHours(1));

    /// <summary>Minutes from noon; it takes none.</summary>
    private static Execution Run(int minutes, ExecutionState state) => new(
        NewId.Of<ExecutionId>(),
        NewId.Of<VenueId>(),
        NewId.Of<DistributorInterfaceId>(),
        DistributorFunction.SalesImport,
        null,
        ExecutionTrigger.Manual,
        "tester",
        state,
        Noon.AddMinutes(minutes),
        state is ExecutionState.Running ? null : Noon.AddMinutes(minutes),
        default,
        0,
        null);
}
