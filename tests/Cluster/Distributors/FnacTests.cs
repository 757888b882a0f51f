using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>A Fnac interface: its sales are asked for "since", and how far they were read is kept here.</summary>
public sealed class FnacTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_go_out_are_sold_come_back_as_orders_and_cancellations_follow(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-2-1", "R-1-1", "R-1-2");
        await venue.AssignStanding(8);

        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 14 });
        await venue.ShouldBeInSync();
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 4, Standing: 3));
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 7 });
        await venue.ShouldBeInSync();

        await venue.Sandbox.Cancel(new CancelOrder(Performance: LinkedVenue.TheirPerformance, Count: 2));
        var second = await venue.Import();

        second.State.ShouldBe(ExecutionState.Succeeded);
        second.Counts.ShouldBe(new ExecutionCounts { Cancelled = 2 });
        await venue.ShouldBeInSync();
        (await venue.Import()).Counts.ShouldBe(default);
        (await venue.Sandbox.State()).WaitingLines.ShouldBe(0);

        var unsold = (await venue.Allotment()).Places.Where(place => place.Ticket is null).Select(place => place.Place).ToList();
        await venue.TakeBack(unsold);
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Withdrawn = unsold.Count });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_page_whose_answer_is_lost_or_broken_is_read_again_and_nothing_comes_twice(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 4, standing: 3);
        foreach (var failure in new[] { FailureKind.DropAnswer, FailureKind.Garbage, FailureKind.CutAnswer })
        {
            await venue.Sandbox.SwitchOn(new Failure(failure, Operation.Sales, Taken: true));
            (await venue.Import()).State.ShouldBe(ExecutionState.Failed);
            await venue.Sandbox.ClearFailures();
        }

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 7 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_ticket_that_can_not_be_read_waits_and_the_page_goes_on(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 2);
        await venue.Sandbox.SendMalformed();
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 1));

        var import = await venue.Import();

        import.State.ShouldBe(ExecutionState.SucceededWithErrors);
        import.Counts.ShouldBe(new ExecutionCounts { Imported = 3, Waiting = 1 });
        (await venue.OnlyError(import)).Kind.ShouldBe(ErrorKind.External);
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Waiting = 1 });
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Another_user_s_sales_are_read_from_their_beginning_and_the_same_again_changes_nothing(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 2);
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 2 });
        (await venue.Interface.SetUp(venue.SetUp(null) with { ManagerCode = null })).Done();
        (await venue.Import()).Counts.ShouldBe(default);

        await venue.Sandbox.SetCredentials("another", LinkedVenue.Password, "GEST-2");
        (await venue.Interface.SetUp(venue.SetUp(null) with { User = "another", ManagerCode = "GEST-2" })).Done();

        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Known = 2 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_cursor_that_fnac_does_not_know_starts_again_from_the_beginning_and_is_told(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 2);
        await venue.Import();
        await venue.Cluster.Execute($"UPDATE sale_cursor SET cursor = '999999' WHERE interface_id = '{venue.InterfaceId}'");
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 1));

        var import = await venue.Import();

        import.State.ShouldBe(ExecutionState.SucceededWithErrors);
        import.Counts.ShouldBe(new ExecutionCounts { Imported = 1, Known = 2 });
        var error = await venue.OnlyError(import);
        error.Kind.ShouldBe(ErrorKind.External);
        error.WhatToDo.ShouldContain("from the beginning");
        (await venue.Import()).Counts.ShouldBe(default);
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_wrong_manager_code_is_told_and_leaves_nothing_in_doubt(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1");
        (await venue.Interface.SetUp(venue.SetUp() with { ManagerCode = "GEST-0" })).Done();

        var export = await venue.Export();

        export.State.ShouldBe(ExecutionState.Failed);
        (await venue.OnlyError(export)).Message.ShouldContain("manager code");
        (await venue.SeatMap.Counts()).Done().Total.InDoubt.ShouldBe(0);
        (await venue.Interface.SetUp(venue.SetUp())).Done();
        (await venue.Export()).Counts.ShouldBe(new ExecutionCounts { Added = 1 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Fnac_is_asked_what_it_has_and_told_that_the_doors_open(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 2, standing: 1);

        var asked = (await venue.Interface.Allotment(venue.Performance)).Done();

        asked.Error.ShouldBeNull();
        var status = asked.Status.ShouldNotBeNull();
        status.Numbered.ShouldBe(new AllotmentTally(6, 2));
        status.Areas.ShouldBe([new AreaTally("PIT", new AllotmentTally(8, 1))]);
        status.Places.Length.ShouldBe(6);

        var run = new RunFunction(LinkedVenue.Context(), DistributorFunction.AccessControlPreparation, venue.Performance);
        var prepared = await venue.End((await venue.Interface.Run(run)).Done().Id);
        prepared.State.ShouldBe(ExecutionState.Succeeded);
        prepared.Counts.ShouldBe(new ExecutionCounts { Final = 3 });
        (await Should.ThrowAsync<RefusedException>(() => venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 1)))).Code.ShouldBe("closed");
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 3 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_preparation_that_can_not_be_made_says_why_and_can_be_run_again(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect), "fnac");
        RunFunction Command(PerformanceId? performance) => new(LinkedVenue.Context(), DistributorFunction.AccessControlPreparation, performance);
        async Task<Execution> Prepare() => await venue.End((await venue.Interface.Run(Command(venue.Performance))).Done().Id);

        (await venue.Interface.Run(Command(null))).ShouldBeRefused(RefusalCode.Invalid);
        (await venue.OnlyError(await Prepare())).Kind.ShouldBe(ErrorKind.Mapping);

        (await venue.Interface.Map(LinkedVenue.Context(), venue.AllMappings)).Done();
        await venue.Sandbox.SwitchOn(new Failure(FailureKind.Garbage, Operation.Preparation, Taken: true));
        var failed = await Prepare();
        failed.State.ShouldBe(ExecutionState.Failed);
        (await venue.OnlyError(failed)).Kind.ShouldBe(ErrorKind.External);

        await venue.Sandbox.ClearFailures();
        (await Prepare()).State.ShouldBe(ExecutionState.Succeeded);
    }

    private static async Task<LinkedVenue> Sold(Dialect dialect, int numbered, int standing = 0)
    {
        var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-2-1", "R-1-1", "R-1-2");
        await venue.AssignStanding(8);
        (await venue.Export()).State.ShouldBe(ExecutionState.Succeeded);
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: numbered, Standing: standing));
        return venue;
    }
}
