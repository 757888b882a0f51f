using Distribution.Sandbox.Failures;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>The process that runs the grains is killed under a run; what an operator then does about the run holds.</summary>
public sealed class CutOffRunTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_run_that_was_cut_off_is_cancelled_at_once_and_never_runs_beside_another(Dialect dialect)
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var product = await Installation.Start(dialect);
        var venue = await ApiVenue.Create(product.Api, ticketnet);
        await venue.Assign("P-1-1");
        await ticketnet.Control.SwitchOn(new Failure(FailureKind.Slow, Operation.Allotment, Milliseconds: 600_000));
        var cutOff = await venue.Start("runContingentExport");
        await ticketnet.UntilTaken(version: 1);
        await product.KillGrains();
        await ticketnet.Control.ClearFailures();
        await product.StartAgain();

        var again = (await venue.Export()).Text("id");
        var cancelled = await product.Api.Do("cancelExecution", new { @interface = venue.Interface, execution = cutOff }, "state cancelledBy endedAt");

        cancelled.Text("state").ShouldBe("CANCELLED");
        cancelled.Text("cancelledBy").ShouldNotBeNullOrEmpty();
        (await venue.Place("P-1-1")).Text("offer").ShouldBe("ACKNOWLEDGED");
        var all = (await product.Api.Ask("query($i: ID!) { executions(interface: $i) { nodes { id state } } }", new { i = venue.Interface }))["executions"]!["nodes"]!.AsArray();
        all.Select(execution => (execution.Text("id"), execution.Text("state"))).ShouldBe([(again, "SUCCEEDED"), (cutOff.ToString(), "CANCELLED")]);
    }
}
