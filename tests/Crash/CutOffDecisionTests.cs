using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>The process that runs the grains is killed while a decision about a conflict is being carried out.</summary>
public sealed class CutOffDecisionTests
{
    [Theory]
    [InlineData(Dialect.Sqlite, "reseatSale")]
    [InlineData(Dialect.PostgreSql, "overruleSale")]
    public async Task A_decision_that_was_kept_is_carried_out_once(Dialect dialect, string mutation)
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var product = await Installation.Start(dialect);
        var venue = await ApiVenue.Create(product.Api, ticketnet);
        await venue.Confirm(await venue.Hold("P-1-1", "P-1-2"), NewId.Guid());
        var ghost = await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-1", "CAT1"));
        await venue.Import();
        var book = new ConflictBook(product.Database.Database);
        var conflict = (await book.Page(new ConflictFilter(Interface: new DistributorInterfaceId(venue.Interface)), null, 10)).Conflicts.ShouldHaveSingleItem();
        var command = new { commandId = NewId.Guid(), conflict = conflict.Id.Value, reason = "they were first" };

        var deciding = venue.Api.Attempt(mutation, command, "state");
        await Eventually.True(async () => (await book.Find(conflict.Id))!.State != ConflictState.Open);
        await product.KillGrains();
        await product.StartAgain();
        await Should.NotThrowAsync(async () => await Task.WhenAny(deciding));

        (await venue.Api.Do(mutation, command, "state")).Text("state").ShouldBe("RESOLVED");
        var ticket = (await venue.Tickets()).ShouldHaveSingleItem();
        ticket.Text("ticketReference").ShouldBe(ghost.Ticket);
        (await venue.Place(ticket.Text("placeName")!)).Text("order").ShouldBe(ticket.Text("order"));
        (await venue.Places()).Count(place => place.Text("status") == "SOLD").ShouldBe(mutation == "reseatSale" ? 3 : 2);
        (await venue.OfInterface("waitingLines { nodes { reference } }"))["waitingLines"]!["nodes"]!.AsArray().ShouldBeEmpty();
    }
}
