using System.Globalization;
using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Crash;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Subscriptions;

/// <summary>
/// Followers of a performance by the npm clients, at two API processes over two silos. How many, <c>DISTRIBUTION_TEST_SUBSCRIBERS</c> says: <c>bash
/// tests/subscribers</c> takes 5,000. What it took is kept as <c>tests/TestResults/subscribers.json</c>.
/// </summary>
public sealed class FollowerTests
{
    private const string Variable = "DISTRIBUTION_TEST_SUBSCRIBERS";

    [Fact]
    public async Task Many_follow_one_performance_and_each_sees_a_change_made_elsewhere()
    {
        var subscribers = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "400", CultureInfo.InvariantCulture);
        await using var product = await Installation.Start(Dialect.PostgreSql, silos: 2);
        await using var second = await ServerProcess.Start("api", product.Database.Setting, ApiClient.Setting);
        var venue = await ApiVenue.Create(product.Api, distributor: null);

        var output = await NodeClients.Run(
            "many.js",
            $"{GraphQL(product.Api.Address)},{GraphQL(second.Url)}",
            ApiClient.AdministratorToken,
            venue.Performance.ToString(),
            subscribers.ToString(CultureInfo.InvariantCulture),
            $"{product.ApiProcess.Id},{second.Id}");

        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "TestResults"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "subscribers.json"), output);
        var took = JsonNode.Parse(output)!;
        took.Number("subscribers").ShouldBe(subscribers);
        took["kilobytesEach"]!.GetValue<double>().ShouldBeLessThan(200);
        took.Number("lastMs").ShouldBeLessThan(30_000);
    }

    [Fact]
    public async Task A_follower_whose_server_was_killed_goes_on_at_another_from_the_version_it_saw()
    {
        await using var product = await Installation.Start(Dialect.PostgreSql, silos: 2);
        await using var second = await ServerProcess.Start("api", product.Database.Setting, ApiClient.Setting);
        var venue = await ApiVenue.Create(product.Api, distributor: null);

        var output = await NodeClients.Run(
            "resume.js",
            GraphQL(second.Url),
            second.Id.ToString(CultureInfo.InvariantCulture),
            GraphQL(product.Api.Address),
            ApiClient.AdministratorToken,
            venue.Performance.ToString());

        output.Trim().ShouldEndWith("ok");
    }

    [Fact]
    public async Task What_is_followed_ends_with_the_token_of_an_outside_issuer()
    {
        await using var issuer = await IssuerOnLoopback.Start();
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start(
            "api", database.Setting, ApiClient.Setting, new("Distribution__Issuers__0__Issuer", issuer.Url), new("Distribution__Issuers__0__Audience", IssuerOnLoopback.Audience));
        using var administrator = new ApiClient(process.Url);
        var venue = await ApiVenue.Create(administrator, distributor: null);
        using var seller = new ApiClient(process.Url, issuer.Token());
        var me = (await seller.Ask("{ me { name role } }"))["me"];
        (me.Text("name"), me.Text("role")).ShouldBe(("Zoë", "SALES"));

        var token = issuer.Token(new() { ["exp"] = TimeProvider.System.GetUtcNow().AddSeconds(15).ToUnixTimeSeconds() });
        (await NodeClients.Run("expiry.js", GraphQL(process.Url), token, venue.Performance.ToString(), issuer.Token())).Trim().ShouldEndWith("ok");
    }

    [Fact]
    public async Task The_counts_of_a_contingent_are_told_when_they_change()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", database.Setting, ApiClient.Setting);
        using var client = new ApiClient(process.Url);
        var venue = await ApiVenue.Create(client, distributor: null);
        await using var pool = await Follow(process, venue, null);
        await using var contingent = await Follow(process, venue, venue.Contingent);
        var (before, none) = (await Next(pool), await Next(contingent));
        none["total"].Number("places").ShouldBe(0);

        await venue.Assign("P-1-1", "P-1-2");

        (await Next(pool))["total"].Number("places").ShouldBe(before["total"].Number("places") - 2);
        var given = await Next(contingent);
        given["total"].Number("free").ShouldBe(2);
        given["categories"]!.AsArray().Single().Text("category").ShouldBe("Kat A");
        // A hold of the pool's is none of the contingent's business: what it is told next is its own.
        await venue.Hold("P-2-1");
        (await Next(pool))["total"].Number("held").ShouldBe(1);
        await client.Do("blockPlaces", new { performance = venue.Performance, places = new[] { "P-1-1" } });
        (await Next(contingent))["total"].Number("blocked").ShouldBe(1);
    }

    [Fact]
    public async Task Who_follows_what_there_is_not_is_told_at_once()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", database.Setting, ApiClient.Setting);
        using var client = new ApiClient(process.Url);
        var venue = await ApiVenue.Create(client, distributor: null);
        foreach (var field in new[]
        {
            $"executionChanged(interface: \"{NewId.Guid()}\") {{ id }}",
            $"saleConflictsChanged(interface: \"{NewId.Guid()}\") {{ open }}",
            $"functionHealthChanged(interface: \"{NewId.Guid()}\") {{ state }}",
            $"contingentCountsChanged(performance: \"{venue.Performance}\", contingent: \"{NewId.Guid()}\") {{ version }}",
            $"availabilityChanged(performance: \"{NewId.Guid()}\") {{ epoch }}",
        })
        {
            using var http = new HttpClient { BaseAddress = process.Url };
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {ApiClient.AdministratorToken}");
            await using var events = await SentEvents.Open(http, $"subscription {{ {field} }}");
            (await events.Next())!.ShouldContain("NOT_FOUND", customMessage: field);
        }
    }

    private static string GraphQL(Uri address) => new Uri(address, "/graphql").ToString();

    private static Task<SentEvents> Follow(ServerProcess process, ApiVenue venue, Guid? contingent)
    {
        var client = new HttpClient { BaseAddress = process.Url };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {ApiClient.AdministratorToken}");
        var which = contingent is { } id ? $", contingent: \"{id}\"" : "";
        return SentEvents.Open(
            client, $"subscription {{ contingentCountsChanged(performance: \"{venue.Performance}\"{which}) {{ version total {{ places free held blocked }} categories {{ category }} }} }}");
    }

    private static async Task<JsonNode> Next(SentEvents events) => JsonNode.Parse((await events.Next())!["next ".Length..])!["data"]!["contingentCountsChanged"]!;
}
