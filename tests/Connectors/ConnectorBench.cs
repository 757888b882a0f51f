using System.Security.Cryptography;
using Distribution.Connectors;
using Distribution.Connectors.Sftp;
using Distribution.Primitives;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Distribution.Tests.Connectors;

/// <summary>One type of connector, as the product registers it, against a sandbox of its own over real HTTP.</summary>
internal sealed class ConnectorBench : IAsyncDisposable
{
    public const string Performance = "P-1";
    public const string Password = "a pass:wörd ";
    public const string ManagerCode = "GEST & Söhne <7>";

    private readonly string _type;
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"sandbox-{RandomNumberGenerator.GetHexString(16)}");
    private readonly List<ServiceProvider> _providers = [];
    private SandboxServer? _server;

    private ConnectorBench(string type)
    {
        _type = type;
    }

    public FakeTimeProvider SandboxTime { get; } = new(new DateTimeOffset(2025, 3, 14, 19, 30, 0, TimeSpan.Zero));

    public CapturedLog Log { get; } = new();

    public SandboxClient Sandbox { get; private set; } = null!;

    public ConnectorLink Link { get; private set; } = null!;

    /// <summary>As the import keeps it: of the last page that was acknowledged.</summary>
    public string? Cursor { get; private set; }

    public static async Task<ConnectorBench> Start(string type)
    {
        var bench = new ConnectorBench(type);
        await bench.StartSandbox();
        await bench.Sandbox.Register(new PerformanceRegistration(Performance, Categories: ["C1", "C2"]));
        return bench;
    }

    /// <summary>Patient and quick to retry, but for what is set: <c>("Retries", "0")</c>.</summary>
    public IDistributorConnector Connector(params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AttemptTimeout"] = "00:01:00",
            ["TotalTimeout"] = "00:03:00",
            ["RetryDelay"] = "00:00:00.001",
            ["MaxRetryDelay"] = "00:00:00.010",
            ["Retries"] = "2",
            ["BreakerThreshold"] = "1000",
        };
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        var section = values.Select(value => KeyValuePair.Create($"Distribution:Connectors:{_type}:{value.Key}", value.Value));
        var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(section).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddSingleton<IKnownHosts>(new MemoryHosts())
            .AddConnectors()
            .BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<ConnectorCatalog>().Find(_type)!;
    }

    /// <summary>One that gives up on an attempt before the sandbox, told to be slow, has answered.</summary>
    public IDistributorConnector HastyConnector() => Connector(("AttemptTimeout", "00:00:00.500"), ("Retries", "0"));

    public ConnectorLink WrongPassword => Link with { Password = "not it" };

    public Task<PullAnswer> Pull(IDistributorConnector connector) => connector.PullSales(Link, Cursor, CancellationToken.None);

    /// <summary>The page is durable, as the import says it: first to itself, then to the distributor.</summary>
    public async Task<ExchangeError?> Acknowledge(IDistributorConnector connector, string cursor)
    {
        Cursor = cursor;
        return await connector.AcknowledgeSales(Link, cursor, CancellationToken.None);
    }

    public async Task RestartSandbox()
    {
        await StopSandbox();
        await StartSandbox();
    }

    public async Task StopSandbox()
    {
        Sandbox.Dispose();
        await _server!.DisposeAsync();
        _server = null;
    }

    public static Guid MessageId(int number) => DerivedId.From(Guid.Empty, "message", $"{number}");

    /// <summary>A message about places of row 1 of block A.</summary>
    public static AllotmentMessage Message(int version, string[]? add = null, string[]? withdraw = null, int? standing = null) => new(
        MessageId(version),
        Performance,
        version,
        [.. (add ?? []).Select(place => new AllottedPlace(new PlaceKey(place), "A", "1", place, "C1"))],
        [.. (withdraw ?? []).Select(place => new PlaceKey(place))],
        standing is { } count ? [new AllottedArea(new AreaKey("Standing"), "PIT", "C2", count)] : []);

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        if (_server is not null)
        {
            await StopSandbox();
        }

        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>With all that the connector declares, and nothing else.</summary>
    private ConnectorLink LinkTo(Uri url)
    {
        var declared = Connector().Fields.Select(field => field.Field).ToHashSet();
        string Value(SetupField field, string value) => declared.Contains(field) ? value : "";
        return new ConnectorLink(url, Value(SetupField.User, "vénue"), Value(SetupField.Password, Password), Value(SetupField.ManagerCode, ManagerCode));
    }

    private async Task StartSandbox()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Url = new Uri("http://localhost:0"), DataDirectory = _directory, User = "vénue", Password = Password, ManagerCode = ManagerCode, Time = SandboxTime,
        });
        Sandbox = new SandboxClient(_server.ControlUrlOf(_type));
        Link = LinkTo(_server.UrlOf(_type));
    }
}
