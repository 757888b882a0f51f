using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>The process that runs the grains is killed while an export waits for its answer.</summary>
public sealed class CutOffExportTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_sent_just_before_a_kill_are_nobody_elses_until_the_next_export_settles_them(Dialect dialect)
    {
        await using var ticketnet = await Ticketnet.Start();
        await using var product = await Installation.Start(dialect);
        var venue = await ApiVenue.Create(product.Api, ticketnet);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(5);
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        var others = await venue.CreateInternalContingent("Vereine");
        var order = NewId.Guid();
        await venue.Confirm(await venue.Hold("P-3-1"), order);
        var hold = await venue.Hold("P-3-2", "P-3-3");
        await venue.Assign("P-1-3");
        (await venue.TakeBack("P-1-2")).Number("stillOffered").ShouldBe(1);

        await ticketnet.Control.SwitchOn(new Failure(FailureKind.Slow, Operation.Allotment, Milliseconds: 600_000));
        var cutOff = await venue.Start("runContingentExport");
        await ticketnet.UntilTaken(version: 2);
        await product.KillGrains();
        await ticketnet.Control.Sell(new SaleOrder(Ticketnet.Performance, Standing: 2, Places: ["P-1-1", "P-1-3"]));
        // The export that goes on by itself after a while is not to settle anything before it was looked at.
        await ticketnet.FailOnlyWith(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await product.StartAgain();

        (await venue.Place("P-1-2")).Text("contingent").ShouldBeNull();
        (await venue.Place("P-1-3")).Text("contingent").ShouldBe(venue.Contingent.ToString());
        foreach (var place in new[] { "P-1-2", "P-1-3" })
        {
            (await venue.Place(place)).Text("offer").ShouldBe("IN_DOUBT");
            (await venue.RefusalOfHold(place)).ShouldBe("PLACE_OFFERED");
            (await venue.RefusalOfAssigning(others, place)).ShouldBe("PLACE_OFFERED");
        }

        await ticketnet.Control.ClearFailures();
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Import()).Text("state").ShouldBe("SUCCEEDED");

        await venue.ShouldAgree(ticketnet);
        (await venue.Tickets()).Count.ShouldBe(4);
        (await venue.Place("P-1-2")).Text("offer").ShouldBe("NONE");
        (await venue.Place("P-3-1")).Text("order").ShouldBe(order.ToString());
        await venue.Confirm(hold, NewId.Guid());
        await venue.Hold("P-1-2");
        (await venue.Execution(cutOff)).Text("state").ShouldBeOneOf("RUNNING", "INTERRUPTED");
    }
}
