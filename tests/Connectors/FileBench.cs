using Distribution.Connectors;
using Distribution.Connectors.Sftp;
using Distribution.Sandbox;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Connectors;

/// <summary>A connector that fetches files, as the product registers it, from a real SFTP server over the folder of a sandbox.</summary>
internal sealed class FileBench : IAsyncDisposable
{
    public const string Performance = "P-1";

    private readonly string _type;
    private readonly string _directory = TestFolder.Create();
    private readonly MemoryHosts _hosts = new();
    private ServiceProvider? _services;
    private SandboxServer? _sandbox;

    private FileBench(string type)
    {
        _type = type;
    }

    public SandboxClient Sandbox { get; private set; } = null!;

    public SftpServer Server { get; private set; } = null!;

    public IDistributorConnector Connector { get; private set; } = null!;

    public ConnectorLink Link => new(Server.Url, Server.User, Server.Key);

    /// <summary>Where the distributor lays its files.</summary>
    public string Folder => Path.Combine(_directory, _type, _type == "files" ? "sales" : "");

    public static async Task<FileBench> Start(string type)
    {
        var bench = new FileBench(type);
        bench._sandbox = await SandboxServer.StartAsync(new SandboxOptions { Url = new Uri("http://localhost:0"), DataDirectory = bench._directory });
        bench.Sandbox = new SandboxClient(bench._sandbox.ControlUrlOf(type));
        await bench.Sandbox.Register(new PerformanceRegistration(Performance, Categories: ["C1"]));
        Directory.CreateDirectory(bench.Folder);
        bench.Server = await SftpServer.Start(Path.Combine(bench._directory, type));
        bench.Connector = bench.ConnectorWith();
        return bench;
    }

    /// <param name="settings">Of links over SFTP: <c>("ConnectTimeout", "00:00:01")</c>.</param>
    public IDistributorConnector ConnectorWith(params (string Name, string Value)[] settings)
    {
        _services?.Dispose();
        var section = settings.Select(setting => KeyValuePair.Create($"{SftpOptions.Section}:{setting.Name}", (string?)setting.Value));
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(section).Build())
            .AddSingleton<IKnownHosts>(_hosts)
            .AddLogging()
            .AddConnectors()
            .BuildServiceProvider();
        return _services.GetRequiredService<ConnectorCatalog>().Find(_type)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Sandbox.Dispose();
        await _sandbox!.DisposeAsync();
        _services?.Dispose();
    }
}

/// <summary>What the import keeps of the files, in memory.</summary>
internal sealed class Collected : IFileCollector
{
    private readonly HashSet<DroppedFile> _known = [];

    public List<SalesFile> Files { get; } = [];

    public Dictionary<string, ExchangeError> Reported { get; } = [];

    public Task<bool> IsKnown(DroppedFile file) => Task.FromResult(_known.Contains(file));

    public Task Take(DroppedFile file, SalesFile content)
    {
        _known.Add(file);
        Files.Add(content);
        return Task.CompletedTask;
    }

    public void Report(string name, ExchangeError error) => Reported[name] = error;
}
