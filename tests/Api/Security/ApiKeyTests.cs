using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Distribution.Api.Security.Keys;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Security;

/// <summary>Keys for programs: made, used, listed and revoked.</summary>
[Collection(ProductApiTests.Name)]
public sealed class ApiKeyTests(ProductApi api)
{
    /// <summary>Longer than a process may take the database's word for.</summary>
    private static readonly TimeSpan WithinSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_key_is_told_once_and_used_in_either_header()
    {
        var id = NewId.Guid();
        var made = await Make(new { commandId = id, name = "web shop", role = new Written("SALES"), days = 30 });
        var key = made.Text("key")!;

        key.ShouldStartWith(made["apiKey"].Text("prefix")!);
        (await Me("Authorization", $"Bearer {key}")).ShouldBe("""{"name":"web shop","role":"SALES"}""");
        (await Me("X-API-Key", key)).ShouldBe("""{"name":"web shop","role":"SALES"}""");
        (await Status("X-API-Key", key[..^1] + (key[^1] == 'A' ? 'B' : 'A'))).ShouldBe(HttpStatusCode.Unauthorized);
        (await Make(new { commandId = id, name = "web shop", role = new Written("SALES"), days = 30 })).Text("key").ShouldBeNull();
        ApiClient.CodeOf(await api.Client.Attempt("createApiKey", new { commandId = id, name = "web shop", role = new Written("READER"), days = 30 })).ShouldBe("COMMAND_MISMATCH");
        var listed = (await Keys()).Single(listed => listed.Text("id") == id.ToString());
        listed.Text("lastUsedAt").ShouldNotBeNull();
        (listed.Text("name"), listed.Text("createdBy"), listed.Text("revokedAt")).ShouldBe(("web shop", "administrator", null));
        DateTimeOffset.Parse(listed.Text("expires")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(TimeProvider.System.GetUtcNow().AddDays(30), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Of_the_key_itself_nothing_is_kept()
    {
        var key = (await Make(new { name = "secret keeper", role = new Written("READER") })).Text("key")!;
        await Status("X-API-Key", key);

        var kept = Directory.EnumerateFiles(api.DataDirectory, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock").Select(File.ReadAllBytes).ToList();

        kept.ShouldNotBeEmpty();
        kept.Count(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key[ApiKeys.PrefixLength..])) >= 0).ShouldBe(0);
        api.Process.Output.ShouldNotContain(key[ApiKeys.PrefixLength..]);
    }

    [Fact]
    public async Task A_revoked_key_is_worth_nothing_within_seconds_and_what_was_followed_with_it_ends()
    {
        var made = await Make(new { name = "follower", role = new Written("READER") });
        var client = new HttpClient { BaseAddress = api.Process.Url };
        client.DefaultRequestHeaders.Add("X-API-Key", made.Text("key"));
        await using var events = await SentEvents.Open(client, $"subscription {{ executionChanged(interface: \"{api.Venue.Interface}\") {{ id }} }}");
        await events.Comment();

        var revoked = await api.Client.Do("revokeApiKey", new { apiKey = made["apiKey"].Text("id") }, "revokedAt");

        revoked.Text("revokedAt").ShouldNotBeNull();
        (await events.Next())!.ShouldContain("UNAUTHENTICATED");
        (await events.Next()).ShouldBe("complete ");
        await Eventually.True(async () => await Status("X-API-Key", made.Text("key")!) is HttpStatusCode.Unauthorized, WithinSeconds);
        (await api.Client.Do("revokeApiKey", new { apiKey = made["apiKey"].Text("id") }, "revokedAt")).Text("revokedAt").ShouldBe(revoked.Text("revokedAt"));
    }

    [Fact]
    public async Task A_key_of_some_venues_is_of_those_venues()
    {
        var made = await Make(new { name = "gate", venues = new[] { new { venue = api.Other.Id, role = new Written("READER") } } });
        using var gate = new ApiClient(api.Process.Url, made.Text("key")!);

        (await gate.Ask("{ venues { nodes { id } } }"))["venues"]!["nodes"]!.AsArray().Select(venue => venue.Text("id")).ShouldBe([api.Other.Id.ToString()]);
        made["apiKey"]!["venues"]![0].Text("venueId").ShouldBe(api.Other.Id.ToString());
    }

    [Fact]
    public async Task What_no_key_can_be_made_of_is_refused()
    {
        var reader = new Written("READER");
        foreach (var arguments in new object[]
        {
            new { name = "", role = reader }, new { name = new string('x', 129), role = reader }, new { name = "x" }, new { name = "x", role = reader, days = 0 },
            new { name = "x", role = reader, days = 3_661 }, new { name = "x", venues = Array.Empty<object>() },
            new { name = "x", role = reader, venues = new[] { new { venue = api.Other.Id, role = reader } } },
            new { name = "x", venues = new[] { new { venue = api.Other.Id, role = reader }, new { venue = api.Other.Id, role = reader } } },
        })
        {
            ApiClient.CodeOf(await api.Client.Attempt("createApiKey", arguments)).ShouldBe("INVALID");
        }

        foreach (var command in new[] { "createApiKey", "issueToken" })
        {
            var refused = await api.Client.Attempt(command, new { name = "x", days = 1, venues = new[] { new { venue = api.Other.Id, role = reader }, new { venue = api.Other.Event, role = reader } } });
            ApiClient.CodeOf(refused).ShouldBe("NOT_FOUND");
            refused["errors"]![0]!["path"]!.ToJsonString().ShouldBe("""["input","venues","1","venue"]""");
            refused["errors"]![0].Text("message").ShouldBe($"There is no venue {api.Other.Event}.");
        }

        ApiClient.CodeOf(await api.Client.Attempt("revokeApiKey", new { apiKey = NewId.Guid() })).ShouldBe("NOT_FOUND");
    }

    private Task<JsonNode> Make(object arguments) => api.Client.Do("createApiKey", arguments, "key apiKey { id prefix venues { venueId role } }");

    private async Task<IEnumerable<JsonNode>> Keys() =>
        (await api.Client.Ask("{ apiKeys { id name createdBy revokedAt lastUsedAt expires } }"))["apiKeys"]!.AsArray().Select(key => key!);

    private async Task<string> Me(string header, string value)
    {
        using var response = await Get(header, value);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["me"]!.ToJsonString();
    }

    private async Task<HttpStatusCode> Status(string header, string value)
    {
        using var response = await Get(header, value);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> Get(string header, string value)
    {
        using var client = new HttpClient { BaseAddress = api.Process.Url };
        client.DefaultRequestHeaders.Add(header, value);
        return await client.GetAsync("/graphql?query=%7Bme%7Bname%20role%7D%7D");
    }
}
