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
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "graphql-http-audit.jsonl"), output);
        audits.Count.ShouldBeGreaterThan(50);
        audits.Where(audit => audit["status"]!.GetValue<string>() != "ok").Select(audit => $"{audit["name"]}: {audit["reason"]}").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clients_graphql_ws_and_graphql_sse_follow_subscriptions() =>
        (await NodeClients.Run("subscriptions.js", new Uri(api.Address, "/graphql").ToString(), TestApi.AdministratorToken)).Trim().ShouldEndWith("ok");
}
