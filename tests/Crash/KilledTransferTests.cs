using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>The process that runs the grains is killed again and again in the midst of exports and imports, wherever they happen to be, while the distributor sells on.</summary>
public sealed class KilledTransferTests
{
    private const int Rows = 12;
    private const int Seats = 20;
    private const int Kills = 3;

    /// <summary>Pages of five lines that are acknowledged before each kill.</summary>
    private const int PagesBetween = 9;

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_long_import_makes_each_ticket_once(Dialect dialect)
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var product = await Installation.Start(dialect);
        var venue = await ApiVenue.Create(product.Api, ticketnet, Rows, Seats);
        await venue.Assign([.. Enumerable.Range(1, Rows).SelectMany(PlacesOf)]);
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        await ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Numbered: Rows * Seats));

        for (var kill = 1; kill <= Kills; kill++)
        {
            var before = (await ticketnet.Control.State()).Requests.Acknowledgement;
            await venue.Start("runSalesImport");
            await Eventually.True(async () => (await ticketnet.Control.State()).Requests.Acknowledgement >= before + PagesBetween);
            await product.KillGrains();
            (await ticketnet.Control.State()).WaitingLines.ShouldBeGreaterThan(0);
            await product.StartAgain();
        }

        (await venue.Import()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Tickets()).Count.ShouldBe(Rows * Seats);
        await venue.ShouldAgree(ticketnet);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Exports_leave_every_place_with_one_seller_and_every_sale_with_one_ticket(Dialect dialect)
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var product = await Installation.Start(dialect);
        var venue = await ApiVenue.Create(product.Api, ticketnet, Rows, Seats);
        await venue.Assign(PlacesOf(1));
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        await ticketnet.Control.SetRate(DistributorServer.Performance, 1_200);

        for (var kill = 1; kill <= Kills; kill++)
        {
            await venue.Assign(PlacesOf(kill + 1));
            await venue.TakeBack($"P-{kill}-{Seats}");
            var before = (await ticketnet.Control.State()).Requests.Allotment;
            await venue.Start("runContingentExport");
            await Eventually.True(async () => (await ticketnet.Control.State()).Requests.Allotment > before);
            await product.KillGrains();
            await product.StartAgain();
        }

        await ticketnet.Control.SetRate(DistributorServer.Performance, 0);
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Import()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Tickets()).ShouldNotBeEmpty();
        await venue.ShouldAgree(ticketnet);
    }

    private static string[] PlacesOf(int row) => [.. Enumerable.Range(1, Seats).Select(seat => $"P-{row}-{seat}")];
}
