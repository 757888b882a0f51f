using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Silo;
using Distribution.Tests.Fixtures;
using Orleans.Runtime;

namespace Distribution.Benchmarks.Web;

/// <summary>The product as operators run it: silos and the API as processes of their own on PostgreSQL, over loopback.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Administrator = "administrator-of-a-benchmark";

    /// <summary>All load comes from one caller, so the rate of a caller would be measured.</summary>
    public static readonly KeyValuePair<string, string>[] Unlimited = [new("Distribution__Limits__CallerRate", "10000000"), new("Distribution__Limits__CallerBurst", "10000000")];

    private readonly BenchDatabase _database;

    /// <summary>By the port on which the other silos reach it.</summary>
    private readonly Dictionary<int, ServerProcess> _silos;
    private readonly ServerProcess _api;
    private readonly WebApplication _client;

    private Cluster(BenchDatabase database, Dictionary<int, ServerProcess> silos, ServerProcess api, WebApplication client)
    {
        (_database, _silos, _api, _client) = (database, silos, api, client);
    }

    public Uri Api => _api.Url;

    /// <summary>Process ids of the silos.</summary>
    public IEnumerable<int> Silos => _silos.Values.Select(silo => silo.Id);

    /// <summary>For setting the stage without the API.</summary>
    public IGrainFactory Grains => _client.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Of a shop's own program.</summary>
    public string SellerToken { get; private set; } = "";

    /// <param name="siloCores">The only processor cores that each silo may use, as <c>taskset</c> lists them, in turn; null: any.</param>
    public static async Task<Cluster> Start(BenchDatabase database, int silos, string[]? siloCores = null, string? apiCores = null)
    {
        var started = new Dictionary<int, ServerProcess>();
        while (started.Count < silos)
        {
            var port = FreePort();
            var own = KeyValuePair.Create("Distribution__SiloPort", port.ToString(CultureInfo.InvariantCulture));
            started.Add(port, await ServerProcess.Start(new Launch("silo", siloCores?[started.Count % siloCores.Length]), [.. Settings(database), own]));
        }

        var api = await StartApi(database, apiCores);
        var cluster = new Cluster(database, started, api, await Client(database));
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

    /// <summary>One more API process.</summary>
    public Task<ServerProcess> StartApi(string cores) => StartApi(_database, cores);

    /// <summary>SIGKILL for the silo that a grain is on now.</summary>
    public async Task KillSiloOf(IAddressable grain)
    {
        var at = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain)
            ?? throw new InvalidOperationException("The grain is on no silo.");
        await _silos[at.Endpoint.Port].Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        await _client.DisposeAsync();
        await _api.DisposeAsync();
        foreach (var silo in _silos.Values)
        {
            await silo.DisposeAsync();
        }
    }

    private static Task<ServerProcess> StartApi(BenchDatabase database, string? cores) => ServerProcess.Start(
        new Launch("api", cores), [.. Settings(database), KeyValuePair.Create("Distribution__AdministratorToken", Administrator), .. Unlimited]);

    private static IEnumerable<KeyValuePair<string, string>> Settings(BenchDatabase database) =>
    [
        new("ConnectionStrings__Distribution", database.ConnectionString),
        new("Logging__LogLevel__Default", "Warning"),
        // Where it listens is read from the log.
        new("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
    ];

    private static async Task<WebApplication> Client(BenchDatabase database)
    {
        var builder = WebApplication.CreateBuilder(
            [$"--{DistributionSettings.ConnectionStringSetting}={database.ConnectionString}", "--Logging:LogLevel:Default=Error", Report.LogsWithIt]);
        builder.UseDistributionDefaults("http://127.0.0.1:0");
        var settings = DistributionSettings.From(builder.Configuration);
        var app = builder.UseDistributionClient(settings).Build();
        await app.StartDistribution(settings);
        return app;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task<string> IssueToken()
    {
        using var administrator = new HttpConnection(HttpConnection.EndPointOf(Api), Administrator);
        await administrator.Connect();
        await administrator.Post(Graph.Path, Requests.IssueSellerToken($"shop {Ids.Next()}"));
        using var answer = JsonDocument.Parse(administrator.Body);
        return answer.RootElement.GetProperty("data").GetProperty("issueToken").GetProperty("issuedToken").GetProperty("token").GetString()!;
    }
}
