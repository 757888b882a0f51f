using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>The process that runs the grains is killed in the middle of a sales import.</summary>
public sealed class CutOffImportTests
{
    /// <summary>
    /// At the first kill a page is kept and none of its tickets made; at the second, its tickets are made and it has been read
    /// again.
    /// </summary>
    [Theory]
    [InlineData(Dialect.Sqlite, 2)]
    [InlineData(Dialect.PostgreSql, 1)]
    public async Task A_page_that_was_read_and_not_acknowledged_becomes_each_ticket_once(Dialect dialect, int kills)
    {
        await using var ticketnet = await Ticketnet.Start();
        await using var product = await Installation.Start(dialect);
        var venue = await ApiVenue.Create(product.Api, ticketnet);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-1-4", "P-2-1", "P-2-2");
        await venue.AssignStanding(8);
        await venue.Export();
        var sold = await ticketnet.Control.Sell(new SaleOrder(Ticketnet.Performance, Numbered: 5, Standing: 4));

        await ticketnet.Control.SwitchOn(new Failure(FailureKind.Late, Operation.Acknowledgement, Milliseconds: 600_000));
        for (var kill = 0; kill < kills; kill++)
        {
            var before = (await ticketnet.Control.State()).Requests.Acknowledgement;
            await venue.Start("runSalesImport");
            await Eventually.True(async () => (await ticketnet.Control.State()).Requests.Acknowledgement > before);
            await product.KillGrains();
            await product.StartAgain();
        }

        (await ticketnet.Control.State()).WaitingLines.ShouldBe(9);
        await ticketnet.Control.ClearFailures();
        await ticketnet.Control.Cancel(new CancelOrder([sold[0].Ticket, sold[^1].Ticket]));
        await ticketnet.Control.Sell(new SaleOrder(Ticketnet.Performance, Numbered: 1, Standing: 1));
        (await venue.Import()).Text("state").ShouldBe("SUCCEEDED");

        await venue.ShouldAgree(ticketnet);
        (await venue.Tickets()).Count.ShouldBe(11);
        (await ticketnet.Control.State()).WaitingLines.ShouldBe(0);
        var again = (await venue.Import())["counts"];
        (again.Number("imported"), again.Number("cancelled"), again.Number("waiting")).ShouldBe((0, 0, 0));
        await venue.ShouldAgree(ticketnet);
    }
}
