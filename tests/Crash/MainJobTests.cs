using System.Text.Json.Nodes;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>The product's main job on two silos, one of which is killed in the middle of it.</summary>
public sealed class MainJobTests
{
    private const int Seats = 20;
    private const int StandingWithEachRow = 5;

    /// <summary>The rows that go to the distributor, one after the other; the shop sells the others.</summary>
    private static readonly int[] Rows = [10, 11, 12, 13, 14, 15];

    [Fact]
    public async Task Holds_sales_exports_and_imports_go_on_when_the_silo_with_the_seat_map_is_killed()
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var product = await Installation.Start(Dialect.PostgreSql, silos: 2);
        var venue = await ApiVenue.Create(product.Api, ticketnet, rows: 15, seats: Seats, standing: 60);
        await ticketnet.Control.SetRate(DistributorServer.Performance, 1_200);
        var shop = new Shop(venue);
        var halfway = new TaskCompletionSource();
        using var closing = new CancellationTokenSource();

        var selling = shop.Run(closing.Token);
        var importing = ImportUntil(venue, closing.Token);
        var exporting = ExportRows(venue, halfway);
        await Task.WhenAny(halfway.Task, selling, importing, exporting);
        await (await SiloOfSeatMap(product, venue)).Kill();
        await exporting;
        await closing.CancelAsync();
        await Task.WhenAll(selling, importing);

        await ticketnet.Control.SetRate(DistributorServer.Performance, 0);
        await ticketnet.Control.Cancel(new CancelOrder(Performance: DistributorServer.Performance, Count: 3));
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Import()).Text("state").ShouldBe("SUCCEEDED");
        await venue.ShouldAgree(ticketnet);
        await ShouldHaveWhatWasAcknowledged(venue, shop);
        await Eventually.True(async () => (await States(venue)).All(state => state is not "RUNNING"), TimeSpan.FromSeconds(100));
        await venue.ShouldAgree(ticketnet);
    }

    private static async Task ExportRows(ApiVenue venue, TaskCompletionSource halfway)
    {
        foreach (var row in Rows)
        {
            await venue.Assign(PlacesOf(row));
            await venue.AssignStanding(StandingWithEachRow);
            if (row == Rows[Rows.Length / 2])
            {
                halfway.SetResult();
            }

            await UntilSuccess(venue.Export);
        }
    }

    private static async Task ImportUntil(ApiVenue venue, CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            await UntilSuccess(venue.Import);
        }
    }

    /// <summary>A run that was in the midst of a call to the killed silo fails; as with any other, running it again does no harm.</summary>
    private static Task UntilSuccess(Func<Task<JsonNode>> run) => Eventually.True(async () => (await run()).Text("state") == "SUCCEEDED");

    private static async Task<ServerProcess> SiloOfSeatMap(Installation product, ApiVenue venue)
    {
        var opened = $"Seat map {venue.Performance} opened";
        await Eventually.True(() => product.Silos.Any(silo => silo.Output.Contains(opened, StringComparison.Ordinal)));
        return product.Silos.Single(silo => silo.Output.Contains(opened, StringComparison.Ordinal));
    }

    private static async Task ShouldHaveWhatWasAcknowledged(ApiVenue venue, Shop shop)
    {
        shop.GivenUp.ShouldBeGreaterThan(0);
        var places = await venue.Places();
        var own = places.Where(place => place.Text("offeree") is null).ToList();
        own.Where(place => place.Text("status") == "HELD").Select(place => place.Text("name")).ShouldBe(shop.Held, ignoreOrder: true);
        own.Where(place => place.Text("status") == "SOLD").Select(place => (place.Text("name")!, place.Text("order")!)).ShouldBe(shop.Sold, ignoreOrder: true);
        var given = places.Where(place => place.Text("contingent") == venue.Contingent.ToString()).ToList();
        given.Select(place => place.Text("key")).OfType<string>().ShouldBe(Rows.SelectMany(PlacesOf), ignoreOrder: true);
        given.Count.ShouldBe(Rows.Length * (Seats + StandingWithEachRow));
        var valid = (await venue.Tickets()).Count(ticket => ticket["cancelledAt"] is null);
        (await venue.Counts()).Number("sold").ShouldBe(shop.Sold.Count + valid);
    }

    private static async Task<IReadOnlyList<string?>> States(ApiVenue venue) =>
    [
        .. (await venue.OfInterface("executions(first: 500) { nodes { state } }"))["executions"]!["nodes"]!
            .AsArray().Select(execution => execution.Text("state")),
    ];

    private static string[] PlacesOf(int row) => [.. Enumerable.Range(1, Seats).Select(seat => $"P-{row}-{seat}")];
}
