using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Rules.Schedules.SchedulePlans;
using static Distribution.Tests.Rules.Schedules.ScheduleSpecification;

namespace Distribution.Tests.Rules.Schedules;

public sealed class ScheduleRulesTests
{
    [Fact]
    public void A_new_schedule_is_paused_and_bears_the_id_of_its_command()
    {
        var command = Create();

        var schedule = Given().When(command).ThenChanged();

        schedule.Id.Value.ShouldBe(command.Context.Id.Value);
        (schedule.State, schedule.NextDue).ShouldBe((ScheduleState.Paused, null));
    }

    [Fact]
    public void A_resumed_schedule_is_due_from_then_on()
    {
        var specification = Given();
        var created = specification.When(Create(Every(30))).ThenChanged();

        var resumed = specification.At(Noon.AddHours(7)).When(new ResumeSchedule(Context(), created.Id)).ThenChanged();

        (resumed.State, resumed.NextDue).ShouldBe((ScheduleState.Active, Noon.AddHours(7.5)));
        specification.At(Noon.AddHours(7.2)).When(new ResumeSchedule(Context(), created.Id)).ThenChanged().ShouldBe(resumed);
    }

    [Fact]
    public void A_schedule_is_not_resumed_while_something_hinders_and_all_of_it_is_told()
    {
        var specification = Given();
        var created = specification.When(Create()).ThenChanged();
        specification.Obstacles = [new(RefusalCode.WrongState, "set-up", "x"), new(RefusalCode.MappingMissing, "P", "y")];

        specification.When(new ResumeSchedule(Context(), created.Id)).ThenRefused((RefusalCode.MappingMissing, "P"), (RefusalCode.WrongState, "set-up"));
    }

    [Fact]
    public void A_paused_schedule_is_not_due()
    {
        var (specification, active) = GivenActive(Every(5));

        var paused = specification.When(new PauseSchedule(Context(), active.Id)).ThenChanged();

        (paused.State, paused.NextDue).ShouldBe((ScheduleState.Paused, null));
        specification.When(new PauseSchedule(Context(), active.Id)).ThenChanged().ShouldBe(paused);
    }

    [Fact]
    public void A_skipped_run_is_left_out_and_shown()
    {
        var (specification, active) = GivenActive(Every(5));

        var skipped = specification.When(new SkipNextRun(Context(), active.Id, active.NextDue)).ThenChanged();

        (skipped.Skipped, skipped.NextDue).ShouldBe((Noon.AddMinutes(5), Noon.AddMinutes(10)));
    }

    [Fact]
    public void The_wrong_run_is_not_skipped_and_without_a_next_run_none_is()
    {
        var (specification, active) = GivenActive(Every(5));

        specification.When(new SkipNextRun(Context(), active.Id, Noon)).ThenRefused((RefusalCode.WrongState, "due"));
        specification.When(new PauseSchedule(Context(), active.Id)).ThenChanged();
        specification.When(new SkipNextRun(Context(), active.Id)).ThenRefused((RefusalCode.WrongState, active.Id.ToString()));
    }

    [Fact]
    public void Skipping_a_run_that_was_missed_skips_all_that_were()
    {
        var (specification, active) = GivenActive(Every(5));

        var skipped = specification.At(Noon.AddMinutes(62)).When(new SkipNextRun(Context(), active.Id)).ThenChanged();

        skipped.NextDue.ShouldBe(Noon.AddMinutes(65));
    }

    [Fact]
    public void Another_plan_holds_at_once()
    {
        var (specification, active) = GivenActive(Every(5));

        specification.When(new ChangeSchedule(Context(), active.Id, Cron("0 18 * * *"))).ThenChanged().NextDue.ShouldBe(Utc("2027-03-05T17:00"));
        specification.When(new ChangeSchedule(Context(), active.Id, Cron("x 18 * * *"))).ThenRefused((RefusalCode.Invalid, "plan.cron, minute"));
    }

    [Fact]
    public void A_schedule_whose_last_day_is_over_ends_and_lives_on_with_another_plan()
    {
        var (specification, active) = GivenActive(Cron("0 14 * * *") with { Until = new DateOnly(2027, 3, 5) });

        var ended = specification.When(new SkipNextRun(Context(), active.Id)).ThenChanged();
        specification.When(new ResumeSchedule(Context(), active.Id)).ThenChanged().State.ShouldBe(ScheduleState.Active);
        specification.At(Noon.AddHours(2)).When(new PauseSchedule(Context(), active.Id)).ThenChanged();
        specification.When(new ResumeSchedule(Context(), active.Id)).ThenRefused((RefusalCode.WrongState, active.Id.ToString()));
        var changed = specification.When(new ChangeSchedule(Context(), active.Id, Every(5))).ThenChanged();

        (ended.State, ended.NextDue).ShouldBe((ScheduleState.Ended, null));
        changed.State.ShouldBe(ScheduleState.Paused);
    }

    [Fact]
    public void A_removed_schedule_is_gone()
    {
        var (specification, active) = GivenActive(Every(5));

        specification.When(new RemoveSchedule(Context(), active.Id)).ThenChanged().State.ShouldBe(ScheduleState.Removed);

        specification.When(new ResumeSchedule(Context(), active.Id)).ThenRefused((RefusalCode.NotFound, active.Id.ToString()));
        specification.Book.Schedules.ShouldBeEmpty();
    }

    [Fact]
    public void An_interface_has_no_more_schedules_than_the_limit()
    {
        var specification = Given();
        for (var i = 0; i < ScheduleBook.MaxSchedules; i++)
        {
            specification.When(Create()).ThenChanged();
        }

        specification.When(Create()).ThenRefused((RefusalCode.LimitExceeded, specification.Book.Interface.ToString()));
    }

    [Fact]
    public void Everything_wrong_with_a_new_schedule_is_told_at_once()
    {
        var specification = Given();
        specification.Obstacles = [new(RefusalCode.WrongState, "ticketnet", "x")];

        specification.When(Create(Every(0)) with { Performance = NewId.Of<PerformanceId>() })
            .ThenRefused((RefusalCode.Invalid, "performance"), (RefusalCode.Invalid, "plan.period"), (RefusalCode.WrongState, "ticketnet"));
        specification.When(Create(function: (DistributorFunction)77)).ThenRefused((RefusalCode.Invalid, "function"), (RefusalCode.WrongState, "ticketnet"));
    }

    [Fact]
    public void What_can_not_be_taken_back_is_not_run_by_a_schedule() =>
        Given().When(Create(function: DistributorFunction.AccessControlPreparation)).ThenRefused((RefusalCode.Invalid, "function"));
}
