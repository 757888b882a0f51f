using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Schedules;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;
using Orleans.Runtime;
using static Distribution.Tests.Cluster.Schedules.ScheduledVenue;

namespace Distribution.Tests.Cluster.Schedules;

public sealed class ScheduleRunTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_schedule_exports_and_another_imports_each_at_its_time(Dialect dialect)
    {
        await using var venue = await On(dialect);
        await venue.Linked.Assign("P-1-1", "P-1-2", "P-1-3");
        var export = await venue.Active(Every(10), DistributorFunction.ContingentExport);
        var import = await venue.Active(Every(15));

        (await venue.After(TimeSpan.FromMinutes(9), export.Id)).LastExecution.ShouldBeNull();
        (await venue.After(TimeSpan.FromMinutes(1), export.Id)).NextDue.ShouldBe(venue.Now.AddMinutes(10));
        var exported = await venue.LastRun(export.Id);
        await venue.Linked.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 2));
        await venue.After(TimeSpan.FromMinutes(5), import.Id);
        var imported = await venue.LastRun(import.Id);

        (exported.State, exported.Trigger, exported.Counts.Added, exported.Warning).ShouldBe((ExecutionState.Succeeded, ExecutionTrigger.Schedule, 3, null));
        (imported.State, imported.Trigger, imported.Counts.Imported).ShouldBe((ExecutionState.Succeeded, ExecutionTrigger.Schedule, 2));
        // Nothing is missing; but the sandbox sells at a price of its own.
        imported.Warning.ShouldNotBeNull().ShouldStartWith("Ticket ");
        (await venue.Executions()).Count.ShouldBe(2);
        (await venue.Linked.Log.Find([imported.Id, NewId.Of<ExecutionId>(), exported.Id])).ShouldBe([exported, imported], ignoreOrder: true);
        (await venue.Linked.Log.Find([])).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_reminder_comes_by_itself_while_a_schedule_is_active_and_goes_with_the_last(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var schedule = await venue.Active(Every(5));

        await Eventually.True(async () =>
        {
            venue.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await venue.Executions()).Count >= 2;
        });
        (await venue.Grain.Pause(new PauseSchedule(Context(), schedule.Id))).Done();

        var table = venue.Cluster.Service<IReminderTable>();
        (await table.ReadRows(((IAddressable)venue.Grain).GetGrainId())).Reminders.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_missed_while_nothing_ran_is_run_once_as_soon_as_somebody_asks(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var schedule = await venue.Active(Every(5));

        await venue.Cluster.Restart(meanwhile: () => venue.Clock.Advance(TimeSpan.FromHours(5)));
        (await venue.Grain.Pause(new PauseSchedule(Context(), NewId.Of<ScheduleId>()))).ShouldBeRefused(RefusalCode.NotFound);

        await Eventually.True(async () => (await venue.Read(schedule.Id)).LastExecution is not null);
        var caughtUp = await venue.Read(schedule.Id);
        (await venue.LastRun(schedule.Id)).State.ShouldBe(ExecutionState.Succeeded);
        (await venue.After(TimeSpan.Zero, schedule.Id)).ShouldBe(caughtUp);
        (caughtUp.LastDue, caughtUp.NextDue).ShouldBe((schedule.NextDue, venue.Now.AddMinutes(5)));
        (await venue.Executions()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_run_whose_schedule_was_cut_off_before_it_was_saved_is_found_and_not_run_again(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var schedule = await venue.Active(Every(5));
        var context = new CommandContext(ScheduleRuns.RunOf(schedule.Id, schedule.NextDue!.Value), ScheduleGrain.Who);
        var started = (await venue.Linked.Interface.Run(new RunFunction(context, DistributorFunction.SalesImport, null, ExecutionTrigger.Schedule))).Done();
        await venue.Linked.End(started.Id);

        var found = await venue.After(TimeSpan.FromMinutes(5), schedule.Id);

        found.LastExecution.ShouldBe(started.Id);
        (await venue.Executions()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task While_a_run_goes_on_the_next_is_passed_over_and_shown(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var schedule = await venue.Active(Every(5));
        await venue.Linked.Ticketnet.SwitchOn(new Failure(FailureKind.Slow, Operation.Sales, Times: 1, Milliseconds: 2_000));
        await venue.After(TimeSpan.FromMinutes(5), schedule.Id);

        var passedOver = await venue.After(TimeSpan.FromMinutes(5), schedule.Id);
        await venue.LastRun(schedule.Id);
        var ran = await venue.After(TimeSpan.FromMinutes(5), schedule.Id);

        (passedOver.PassedOver, passedOver.PassedOverInARow, passedOver.Problem, passedOver.NextDue)
            .ShouldBe((venue.Now.AddMinutes(-5), 1, null, venue.Now));
        (ran.PassedOver, ran.PassedOverInARow).ShouldBe((venue.Now.AddMinutes(-5), 0));
        (await venue.LastRun(schedule.Id)).State.ShouldBe(ExecutionState.Succeeded);
        (await venue.Executions()).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Many_reminders_at_once_start_one_run(Dialect dialect)
    {
        await using var venue = await On(dialect);
        var schedule = await venue.Active(Every(5));
        venue.Clock.Advance(TimeSpan.FromMinutes(5));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => venue.Remind()));

        await venue.LastRun(schedule.Id);
        (await venue.Executions()).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task When_its_silo_is_gone_a_schedule_goes_on_at_the_other(Dialect dialect)
    {
        await using var venue = await On(dialect, silos: 2);
        var schedule = await venue.Active(Every(5));
        await venue.After(TimeSpan.FromMinutes(5), schedule.Id);
        var before = await venue.LastRun(schedule.Id);
        var host = await venue.Cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(venue.Grain);

        await venue.Cluster.Orleans.KillSiloAsync(venue.Cluster.Orleans.Silos.Single(silo => silo.SiloAddress.Equals(host)));

        // No call of the test wakes it up: the other silo's reminders do.
        await Eventually.True(async () =>
        {
            venue.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await venue.Read(schedule.Id)).LastExecution != before.Id;
        });
        (await venue.LastRun(schedule.Id)).Trigger.ShouldBe(ExecutionTrigger.Schedule);
    }
}
