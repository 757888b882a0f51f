using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Cluster.Schedules.ScheduledVenue;

namespace Distribution.Tests.Cluster.Schedules;

public sealed class ScheduleCommandTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_answered_is_there_after_a_restart(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var plan = new SchedulePlan(
            "Europe/Paris", "*/15 8-22 * * MON-SAT", null, new DateOnly(2027, 3, 5), new DateOnly(2027, 12, 31), new QuietTime(new TimeOnly(12, 0), new TimeOnly(13, 30)));
        var created = await venue.Active(plan, DistributorFunction.ContingentExport);
        var skipped = (await venue.Grain.Skip(new SkipNextRun(Context(), created.Id))).Done();

        await venue.Cluster.Restart();

        (await venue.Read(created.Id)).ShouldBe(skipped);
        (skipped.Plan, skipped.Skipped, skipped.Version).ShouldBe((plan, created.NextDue, 3));
        (await venue.Grain.Pause(new PauseSchedule(Context(), created.Id))).Done().State.ShouldBe(ScheduleState.Paused);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_command_again_changes_nothing_and_other_content_is_a_mismatch(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var create = new CreateSchedule(Context(), DistributorFunction.SalesImport, Every(5));
        var created = (await venue.Grain.Create(create)).Done();
        var resume = new ResumeSchedule(Context(), created.Id);
        (await venue.Grain.Resume(resume)).Done();
        var paused = (await venue.Grain.Pause(new PauseSchedule(Context(), created.Id))).Done();

        (await venue.Grain.Create(create)).Done().ShouldBe(paused);
        (await venue.Grain.Resume(resume)).Done().ShouldBe(paused);
        (await venue.Grain.Create(create with { Plan = Every(6) })).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Grain.Pause(new PauseSchedule(resume.Context, created.Id))).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Read(created.Id)).ShouldBe(paused);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_skip_that_is_sent_twice_skips_one_run(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var active = await venue.Active(Every(5));
        var skip = new SkipNextRun(Context(), active.Id);

        var (first, again) = ((await venue.Grain.Skip(skip)).Done(), (await venue.Grain.Skip(skip)).Done());

        again.ShouldBe(first);
        (await venue.After(TimeSpan.FromMinutes(5), active.Id)).LastExecution.ShouldBeNull();
        (await venue.After(TimeSpan.FromMinutes(5), active.Id)).LastExecution.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_run_by_hand_is_run_once_for_its_command_and_leaves_the_next_run_as_it_is(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var active = await venue.Active(Every(5));
        var run = new RunScheduleNow(Context(), active.Id);

        var started = (await venue.Grain.RunNow(run)).Done();
        await venue.Linked.End(started.Id);
        var again = (await venue.Grain.RunNow(run)).Done();

        (started.Id.Value, started.Trigger, started.Who).ShouldBe((run.Context.Id.Value, ExecutionTrigger.Manual, "marie"));
        again.Id.ShouldBe(started.Id);
        var after = await venue.Read(active.Id);
        (after.LastExecution, after.NextDue).ShouldBe((started.Id, active.NextDue));
        (await venue.Executions()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_schedule_is_not_resumed_while_anything_is_missing_and_all_of_it_is_told(Dialect dialect)
    {
        await using var venue = await On(dialect);
        // Of a named performance, so that it matters as little as can be whether that has begun by the clock of the machine.
        var export = (await venue.Grain.Create(new CreateSchedule(Context(), DistributorFunction.ContingentExport, Every(5), venue.Linked.Performance))).Done();
        await venue.Linked.Assign("P-1-1", "R-1-1");
        (await venue.Linked.Interface.Map(Context(), [new(MappingKind.Block, "R", ""), new(MappingKind.SeatCategory, "Kat B", "")])).Done();

        var refused = (await venue.Grain.Resume(new ResumeSchedule(Context(), export.Id))).ShouldBeOfType<Outcome<Schedule>.Refused>();
        var run = await venue.Linked.End((await venue.Grain.RunNow(new RunScheduleNow(Context(), export.Id))).Done().Id);
        (await venue.Linked.Interface.Map(Context(), [new(MappingKind.Block, "R", "TN-R"), new(MappingKind.SeatCategory, "Kat B", "CAT2")])).Done();

        refused.Refusals.Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe([(RefusalCode.MappingMissing, "R"), (RefusalCode.MappingMissing, "Kat B")]);
        run.Warning.ShouldNotBeNull().ShouldContain("misses 2 things");
        (await venue.Read(export.Id)).State.ShouldBe(ScheduleState.Paused);
        (await venue.Grain.Resume(new ResumeSchedule(Context(), export.Id))).Done().State.ShouldBe(ScheduleState.Active);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_removed_schedule_never_runs_again_and_can_still_be_read(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var active = await venue.Active(Every(5));
        var remove = new RemoveSchedule(Context(), active.Id);
        var removed = (await venue.Grain.Remove(remove)).Done();

        (await venue.After(TimeSpan.FromMinutes(5), active.Id)).ShouldBe(removed);
        (await venue.Grain.Remove(remove)).Done().ShouldBe(removed);
        (await venue.Executions()).ShouldBeEmpty();
        (await venue.List.Page(new ScheduleFilter(Interface: venue.Linked.InterfaceId), null, 10)).Schedules.ShouldBeEmpty();
        (await venue.List.Page(new ScheduleFilter(State: ScheduleState.Removed), null, 10)).Schedules.ShouldBe([removed]);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_list_is_filtered_and_paged_and_the_oldest_come_first(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var created = new List<Schedule>();
        for (var i = 0; i < 5; i++)
        {
            venue.Clock.Advance(TimeSpan.FromSeconds(1));
            created.Add(await venue.Create(Every(5), i % 2 == 0 ? DistributorFunction.SalesImport : DistributorFunction.ContingentExport));
        }

        var first = await venue.List.Page(new ScheduleFilter(Venue: venue.Linked.Venue), null, 3);
        var second = await venue.List.Page(new ScheduleFilter(Venue: venue.Linked.Venue), first.Next, 3);

        first.Schedules.Concat(second.Schedules).ShouldBe(created);
        second.Next.ShouldBeNull();
        (await venue.List.Page(new ScheduleFilter(Function: DistributorFunction.ContingentExport, State: ScheduleState.Paused), null, 10)).Schedules.ShouldBe([created[1], created[3]]);
        (await venue.List.Page(new ScheduleFilter(Interface: NewId.Of<DistributorInterfaceId>()), null, 10)).Schedules.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_is_not_there_is_not_scheduled(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var nowhere = venue.Cluster.Client.GetGrain<IScheduleGrain>(NewId.Guid());
        var export = new CreateSchedule(Context(), DistributorFunction.ContingentExport, Every(5), NewId.Of<PerformanceId>());

        (await nowhere.Create(export)).ShouldBeRefused(RefusalCode.NotFound);
        (await venue.Grain.Create(export)).ShouldBeRefused(RefusalCode.NotFound);
        (await venue.Grain.Create(export with { Performance = venue.Linked.Performance })).Done().Performance.ShouldBe(venue.Linked.Performance);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Of_two_activations_that_write_at_once_the_second_gives_way(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var active = await venue.Active(Every(5));
        await venue.Cluster.Execute($"UPDATE schedule SET version = version + 1 WHERE id = '{active.Id}'");

        (await venue.Grain.Pause(new PauseSchedule(Context(), active.Id))).ShouldBeRefused(RefusalCode.Busy);
        await Eventually.True(async () =>
            await venue.Grain.Pause(new PauseSchedule(Context(), active.Id)) is Outcome<Schedule>.Done { Value.State: ScheduleState.Paused });
    }
}
