using System.Globalization;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Crash;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Subscriptions;

/// <summary>What the product tells while it happens, by the npm packages graphql-ws and graphql-sse: all of it, to slow readers, and after a break.</summary>
public sealed class NpmClientTests
{
    [Fact]
    public async Task All_five_subscriptions_tell_the_same_over_both_protocols_at_two_servers_over_two_silos()
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var product = await Installation.Start(Dialect.PostgreSql, silos: 2);
        await using var second = await ServerProcess.Start("api", product.Database.Setting, ApiClient.Setting);
        var venue = await ApiVenue.Create(product.Api, ticketnet);
        await venue.Confirm(await venue.Hold("P-1-1"), NewId.Guid());
        await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-1", "CAT1"));

        var output = await NodeClients.Run(
            "everything.js",
            $"{GraphQL(product.Api.Address)},{GraphQL(second.Url)}",
            ApiClient.AdministratorToken,
            venue.Performance.ToString(),
            venue.Contingent.ToString(),
            venue.Interface.ToString());

        output.Trim().ShouldEndWith("ok");
    }

    [Fact]
    public async Task Who_stops_reading_for_a_while_is_told_everything_in_few_events()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", database.Setting, ApiClient.Setting);

        (await Slow(process)).Trim().ShouldEndWith("ok");
    }

    [Fact]
    public async Task Who_reads_nothing_for_too_long_is_cut_off_and_goes_on_from_the_version_it_saw()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", database.Setting, ApiClient.Setting, new("Distribution__Limits__UnreadSeconds", "1"));

        (await Slow(process, "late")).Trim().ShouldEndWith("ok");
    }

    [Fact]
    public async Task Clients_that_connect_again_by_themselves_follow_on_when_the_server_is_back()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", database.Setting, ApiClient.Setting);
        using var client = new ApiClient(process.Url);
        var venue = await ApiVenue.Create(client, distributor: null);
        using var script = await NodeClients.Open("reconnect.js", GraphQL(process.Url), ApiClient.AdministratorToken, venue.Performance.ToString());
        await script.Says("following");

        await process.Kill();
        await using var again = await ServerProcess.Start("api", database.Setting, ApiClient.Setting, new("ASPNETCORE_URLS", process.Url.ToString()));
        await script.GoOn();

        await script.Says("ok");
    }

    /// <summary>In a hall where a change of all places is long.</summary>
    private static async Task<string> Slow(ServerProcess process, params string[] more)
    {
        const int Seats = 600;
        using var client = new ApiClient(process.Url);
        var venue = await ApiVenue.Create(client, distributor: null, rows: 1, seats: Seats);
        return await NodeClients.Run(
            "slow.js",
            [GraphQL(process.Url), ApiClient.AdministratorToken, venue.Performance.ToString(), venue.Contingent.ToString(), Seats.ToString(CultureInfo.InvariantCulture), .. more]);
    }

    private static string GraphQL(Uri address) => new Uri(address, "/graphql").ToString();
}
