using CsCheck;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Rules.Schedules.SchedulePlans;
using static Distribution.Tests.Rules.Schedules.ScheduleSpecification;

namespace Distribution.Tests.Rules.Schedules;

public sealed class ScheduleRunsTests
{
    private static readonly SchedulePlan[] Plans =
    [
        Every(1), Every(5), Every(90), Every(20, Night),
        Cron("*/7 * * * *"), Cron("0 3 * * *", Night), Cron("30 2 * * *"), Cron("*/10 22-23 * * *", new QuietTime(new TimeOnly(23, 0), new TimeOnly(1, 0))),
    ];

    private static readonly Gen<SchedulePlan> AnyPlan = Gen.Int[0, Plans.Length - 1].Select(at => Plans[at]);

    private static readonly Gen<int[]> Jumps = Gen.OneOf(Gen.Int[0, 90], Gen.Int[-30, 30], Gen.Int[-400, 800]).Array[1, 200];

    [Fact]
    public void Runs_that_were_missed_are_one_run()
    {
        var (_, active) = GivenActive(Every(5));
        var now = Noon.AddHours(3).AddSeconds(7);

        var started = ScheduleRuns.Started(active, active.NextDue!.Value, NewId.Of<ExecutionId>(), now);

        ScheduleRuns.IsDue(active, now).ShouldBeTrue();
        ScheduleRuns.IsDue(started, now).ShouldBeFalse();
        (started.LastDue, started.NextDue).ShouldBe((Noon.AddMinutes(5), Noon.AddHours(3).AddMinutes(5)));
    }

    [Fact]
    public void A_run_that_was_passed_over_is_shown_until_one_starts_and_due_at_its_next_time()
    {
        var (_, active) = GivenActive(Every(5));
        var first = ScheduleRuns.PassedOver(active, Noon.AddMinutes(5), Noon.AddMinutes(5));

        var second = ScheduleRuns.PassedOver(first, Noon.AddMinutes(10), Noon.AddMinutes(10));
        var started = ScheduleRuns.Started(second, Noon.AddMinutes(15), NewId.Of<ExecutionId>(), Noon.AddMinutes(15));

        (first.PassedOver, first.PassedOverInARow, first.NextDue, first.Problem).ShouldBe((Noon.AddMinutes(5), 1, Noon.AddMinutes(10), null));
        (second.PassedOver, second.PassedOverInARow).ShouldBe((Noon.AddMinutes(10), 2));
        (started.PassedOver, started.PassedOverInARow).ShouldBe((Noon.AddMinutes(10), 0));
    }

    [Fact]
    public void A_run_that_could_not_be_started_says_why_until_one_starts()
    {
        var (_, active) = GivenActive(Every(5));

        var failed = ScheduleRuns.NotStarted(active, Noon.AddMinutes(5), new Refusal(RefusalCode.WrongState, "x", "Not set up."), Noon.AddMinutes(5));
        var started = ScheduleRuns.Started(failed, Noon.AddMinutes(10), NewId.Of<ExecutionId>(), Noon.AddMinutes(10));

        (failed.Problem, failed.NextDue).ShouldBe(("Not set up.", Noon.AddMinutes(10)));
        started.Problem.ShouldBeNull();
    }

    [Fact]
    public void After_its_last_run_a_schedule_has_ended()
    {
        var (_, active) = GivenActive(Cron("0 14 * * *") with { Until = new DateOnly(2027, 3, 5) });

        var started = ScheduleRuns.Started(active, active.NextDue!.Value, NewId.Of<ExecutionId>(), active.NextDue.Value);

        (started.State, started.NextDue).ShouldBe((ScheduleState.Ended, null));
    }

    [Fact]
    public void A_clock_that_was_years_ahead_does_not_hold_a_schedule_up()
    {
        var (_, active) = GivenActive(Every(5));
        var ahead = ScheduleRuns.Started(active, Noon.AddMinutes(5), NewId.Of<ExecutionId>(), Noon.AddYears(3));

        ScheduleRuns.Checked(ahead, Noon.AddMinutes(6)).NextDue.ShouldBe(Noon.AddMinutes(10));
    }

    [Fact]
    public void A_clock_that_is_put_back_a_little_changes_nothing()
    {
        var (_, active) = GivenActive(Every(5));
        var started = ScheduleRuns.Started(active, Noon.AddMinutes(5), NewId.Of<ExecutionId>(), Noon.AddMinutes(5));

        ScheduleRuns.Checked(started, Noon.AddMinutes(4)).ShouldBe(started);
    }

    /// <summary>At each tick one run at most, nothing is due after it, and each due time has one execution, which the interface finds when it is asked again.</summary>
    [Fact]
    public void No_due_time_runs_twice_and_none_too_early_however_the_clock_jumps() => Gen.Select(AnyPlan, Jumps).Sample(
        (plan, jumps) =>
        {
            var (_, schedule) = GivenActive(plan);
            var executions = new Dictionary<CommandId, DateTimeOffset>();
            var now = Noon;
            foreach (var minutes in jumps)
            {
                now = now.AddMinutes(minutes).AddSeconds(1);
                schedule = ScheduleRuns.Checked(schedule, now);
                if (ScheduleRuns.IsDue(schedule, now))
                {
                    var due = schedule.NextDue!.Value;
                    var run = ScheduleRuns.RunOf(schedule.Id, due);
                    executions.TryAdd(run, due);
                    executions[run].ShouldBe(due);
                    due.ShouldBeLessThanOrEqualTo(now);
                    schedule = ScheduleRuns.Started(schedule, due, new ExecutionId(run.Value), now);
                }

                ScheduleRuns.IsDue(schedule, now).ShouldBeFalse();
                // Nor does it stand still.
                (schedule.NextDue!.Value - new DueTimes(plan, schedule.Anchor).After(now)!.Value).ShouldBeLessThanOrEqualTo(ScheduleRuns.ClockTolerance + TimeSpan.FromDays(2));
            }

            executions.Values.ShouldBeUnique();
        },
        iter: 300);

    /// <summary>While time goes forward, a tick starts a run exactly when something fell due since the tick before.</summary>
    [Fact]
    public void While_time_goes_forward_nothing_that_fell_due_is_forgotten() => Gen.Select(AnyPlan, Gen.Int[0, 2_000].Array[1, 200]).Sample(
        (plan, steps) =>
        {
            var (_, schedule) = GivenActive(plan);
            var times = new DueTimes(plan, schedule.Anchor);
            var before = Noon;
            foreach (var minutes in steps)
            {
                var now = before.AddMinutes(minutes).AddSeconds(1);
                var fellDue = times.After(before) <= now;
                ScheduleRuns.IsDue(schedule, now).ShouldBe(fellDue);
                schedule = fellDue ? ScheduleRuns.Started(schedule, schedule.NextDue!.Value, NewId.Of<ExecutionId>(), now) : schedule;
                before = now;
            }
        },
        iter: 300);
}
