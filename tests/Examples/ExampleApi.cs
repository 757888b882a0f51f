using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Api;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Examples;

/// <summary>The API that the front-end kit sells from, embedded on SQLite, and the kit's pages as it builds them. Each test makes a venue of its own.</summary>
public sealed class ExampleApi : IAsyncLifetime
{
    internal const string Folder = "deploy/examples";

    private TestDatabase _database = null!;
    private ServerProcess _process = null!;

    internal ApiClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        // The kit's operations are documents that the API can be told to trust: it checks them at the start.
        var trusted = KeyValuePair.Create("Distribution__TrustedDocuments", Path.Combine(Repository.Root, Folder, "operations"));
        _process = await ServerProcess.Start("api", _database.Setting, ApiClient.Setting, trusted);
        Client = new ApiClient(_process.Url);
        await NodeClients.RunIn(Folder, "node_modules/.bin/vite", "build");
    }

    /// <summary>What a script of the folder <c>drive</c> bought of a performance, with a token for its venue alone.</summary>
    internal async Task<string[]> Drive(string script, Guid venue, Guid performance)
    {
        var issued = await Client.Do("issueToken", new { venues = new[] { new { venue, role = new Written("SALES") } }, name = "web shop", days = 1 }, "token");
        var output = await NodeClients.RunIn(Folder, "node", $"drive/{script}.js", _process.Url.ToString(), issued.Text("token")!, performance.ToString());
        return output.Trim().Split('\n')[^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The places that are sold.</summary>
    internal async Task<IReadOnlyList<JsonNode>> Sold(Guid performance) =>
    [
        .. (await Client.Ask("query($id: ID!) { performance(id: $id) { places(filter: {status: SOLD}) { nodes { name order: orderId } } } }", new { id = performance }))
            ["performance"]!["places"]!["nodes"]!.AsArray().Select(place => place!),
    ];

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        await _database.DisposeAsync();
    }
}
