using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors.Executions;

/// <summary>What runs leave behind goes when it is old, and never what the health of a function is told by.</summary>
public sealed class RetentionTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Details_go_after_90_days_and_executions_after_400_but_for_the_last_success(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect, configure: ImpatientCluster.GiveUpSoon);
        await using var venue = await LinkedVenue.On(cluster);
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.RefusePlaces, Times: 1, Places: ["P-1-1"]));
        var withErrors = await venue.Export();
        var success = await venue.Export();
        await venue.Ticketnet.SetCredentials("venue", "another one");
        await venue.Assign("P-1-2");
        var failed = await venue.Export();
        var pruning = cluster.Service<ExecutionPruning>();
        var details = cluster.Service<ExecutionDetails>();

        (await pruning.Prune(success.StartedAt.AddDays(89))).ShouldBeFalse();
        (await details.Items([withErrors.Id], new ItemFilter(), null, 10))[withErrors.Id].Items.ShouldNotBeEmpty();

        (await pruning.Prune(failed.StartedAt.AddDays(91))).ShouldBeTrue();
        (await details.Items([withErrors.Id], new ItemFilter(), null, 10))[withErrors.Id].Items.ShouldBeEmpty();
        (await details.Exchanges([success.Id], null, 10))[success.Id].Exchanges.ShouldBeEmpty();
        (await venue.Errors(failed)).ShouldNotBeEmpty();
        (await pruning.Prune(failed.StartedAt.AddDays(91))).ShouldBeFalse();

        (await pruning.Prune(failed.StartedAt.AddDays(401))).ShouldBeTrue();
        (await venue.Log.Page(new ExecutionFilter(Interface: venue.InterfaceId), null, 10)).Executions.ShouldHaveSingleItem().Id.ShouldBe(success.Id);
        (await venue.Errors(failed)).ShouldBeEmpty();
        (await pruning.Prune(failed.StartedAt.AddDays(401))).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_runs_is_never_pruned(Dialect dialect)
    {
        await using var cluster = await TestCluster.On(dialect, configure: ImpatientCluster.GiveUpSoon);
        await using var venue = await LinkedVenue.On(cluster);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.Slow, Operation.Sales, Times: 1, Milliseconds: 1_000));
        var running = (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport))).Done();

        await cluster.Service<ExecutionPruning>().Prune(running.StartedAt.AddDays(4_000));

        (await venue.End(running.Id)).State.ShouldBe(ExecutionState.Succeeded);
    }
}
