using System.Text.Json;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Silo;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.Web;

/// <summary>The product as operators run it: silos and the API as processes of their own on PostgreSQL, over loopback.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Administrator = "administrator-of-a-benchmark";

    private readonly List<ServerProcess> _silos;
    private readonly ServerProcess _api;
    private readonly WebApplication _client;

    private Cluster(List<ServerProcess> silos, ServerProcess api, WebApplication client)
    {
        (_silos, _api, _client) = (silos, api, client);
    }

    public Uri Api => _api.Url;

    public IReadOnlyList<ServerProcess> Silos => _silos;

    /// <summary>For setting the stage without the API.</summary>
    public IGrainFactory Grains => _client.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Of a shop's own program.</summary>
    public string SellerToken { get; private set; } = "";

    public static async Task<Cluster> Start(BenchDatabase database, int silos)
    {
        var setting = KeyValuePair.Create("ConnectionStrings__Distribution", database.ConnectionString);
        var token = KeyValuePair.Create("Distribution__AdministratorToken", Administrator);
        var quiet = KeyValuePair.Create("Logging__LogLevel__Default", "Warning");
        var lifetime = KeyValuePair.Create("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information");
        var started = new List<ServerProcess>();
        for (var silo = 0; silo < silos; silo++)
        {
            started.Add(await ServerProcess.Start("silo", setting, quiet, lifetime));
        }

        var api = await ServerProcess.Start("api", setting, token, quiet, lifetime);
        var cluster = new Cluster(started, api, await Client(database));
        cluster.SellerToken = await cluster.IssueToken();
        return cluster;
    }

    /// <summary>Connections of one shop.</summary>
    public async Task<HttpConnection[]> Connect(int count)
    {
        var connections = Enumerable.Range(0, count).Select(_ => new HttpConnection(HttpConnection.EndPointOf(Api), SellerToken)).ToArray();
        foreach (var connection in connections)
        {
            await connection.Connect();
        }

        return connections;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        await _client.DisposeAsync();
        await _api.DisposeAsync();
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }
    }

    private static async Task<WebApplication> Client(BenchDatabase database)
    {
        var builder = WebApplication.CreateBuilder(
            [$"--{DistributionSettings.ConnectionStringSetting}={database.ConnectionString}", "--Logging:LogLevel:Default=Error"]);
        builder.UseDistributionDefaults("http://127.0.0.1:0");
        var settings = DistributionSettings.From(builder.Configuration);
        var app = builder.UseDistributionClient(settings).Build();
        await app.StartDistribution(settings);
        return app;
    }

    private async Task<string> IssueToken()
    {
        using var administrator = new HttpConnection(HttpConnection.EndPointOf(Api), Administrator);
        await administrator.Connect();
        await administrator.Post(Graph.Path, Requests.IssueSellerToken($"shop {Ids.Next()}"));
        using var answer = JsonDocument.Parse(administrator.Body);
        return answer.RootElement.GetProperty("data").GetProperty("issueToken").GetProperty("token").GetString()!;
    }
}
