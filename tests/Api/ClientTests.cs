using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>The npm packages by which front ends speak to the API, and the audit that they recommend.</summary>
[Collection(ApiTests.Name)]
public sealed class ClientTests(TestApi api)
{
    [Fact]
    public async Task The_real_process_passes_every_must_and_should_of_the_audit()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", test.Setting, KeyValuePair.Create("Distribution__AdministratorToken", TestApi.AdministratorToken));

        var output = await NodeClients.Run("audit.js", new Uri(process.Url, "/graphql").ToString(), TestApi.AdministratorToken);

        var audits = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        await Keep(audits);
        audits.Count(audit => audit.Text("name")!.StartsWith("MUST", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        audits.Count(audit => audit.Text("name")!.StartsWith("SHOULD", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        audits.Where(audit => audit.Text("status") != "ok").Select(audit => $"{audit.Text("name")}: {audit.Text("reason")}").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clients_graphql_ws_and_graphql_sse_follow_subscriptions() =>
        (await NodeClients.Run("subscriptions.js", new Uri(api.Address, "/graphql").ToString(), TestApi.AdministratorToken)).Trim().ShouldEndWith("ok");

    [Fact]
    public async Task Who_is_left_behind_is_told_to_subscribe_again_and_can()
    {
        var before = api.Numbers.Readers;
        using var script = await NodeClients.Open("behind.js", new Uri(api.Address, "/graphql").ToString(), TestApi.AdministratorToken);
        await script.Says("following");
        await Eventually.True(() => api.Numbers.Readers == before + 2);
        // All at once, faster than anybody reads.
        for (var i = 0; i < 2_000; i++)
        {
            api.Numbers.Publish(i);
        }

        await script.GoOn();
        await script.Says("following again");
        await Eventually.True(() => api.Numbers.Readers == before + 2);
        api.Numbers.Publish(7);
        await script.GoOn();
        await script.Says("ok");
    }

    /// <summary>The list, one check a line, as <c>tests/TestResults/graphql-http-audit.txt</c>.</summary>
    private static async Task Keep(List<JsonNode> audits)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "TestResults"));
        var lines = audits.Select(audit => $"{audit.Text("status"),-6} {audit.Text("id")} {audit.Text("name")} {audit.Text("reason")}".TrimEnd());
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "graphql-http-audit.txt"), lines.Append($"{audits.Count} checks"));
    }
}
