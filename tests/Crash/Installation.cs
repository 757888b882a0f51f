using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>
/// The product as an operator runs it, in processes that can be killed: on SQLite the API with everything in it, on PostgreSQL
/// silos and an API beside them.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly List<ServerProcess> _silos = [];
    private ServerProcess? _api;

    private Installation(TestDatabase database) => _database = database;

    public TestDatabase Database => _database;

    /// <summary>The silos, where they are processes of their own.</summary>
    public IReadOnlyList<ServerProcess> Silos => _silos;

    public ServerProcess ApiProcess => _api!;

    /// <summary>It sends a command again as long as the system says that it can't answer just now.</summary>
    public ApiClient Api { get; private set; } = null!;

    public static async Task<Installation> Start(Dialect dialect, int silos = 1)
    {
        var installation = new Installation(await TestDatabase.CreateEmpty(dialect));
        try
        {
            await installation.StartAll(silos);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to the process that runs the grains.</summary>
    public Task KillGrains() => _database.Dialect is Dialect.Sqlite ? _api!.Kill() : _silos.Single().Kill();

    /// <summary>Starts what was killed on the same data, and waits until the API answers again.</summary>
    public async Task StartAgain()
    {
        if (_database.Dialect is Dialect.Sqlite)
        {
            await _api!.DisposeAsync();
            _api = await StartProcess("api");
            Api.Address = _api.Url;
        }
        else
        {
            await _silos.Single().DisposeAsync();
            _silos[0] = await StartProcess("silo");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        foreach (var process in _silos.Prepend(_api).OfType<ServerProcess>())
        {
            await process.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    private async Task StartAll(int silos)
    {
        var starting = _database.Dialect is Dialect.Sqlite ? [] : Enumerable.Range(0, silos).Select(_ => StartProcess("silo")).ToList();
        var api = StartProcess("api");
        await Task.WhenAll(starting.Append(api).Select(Settled));
        _silos.AddRange(starting.Where(silo => silo.IsCompletedSuccessfully).Select(silo => silo.Result));
        _api = api.IsCompletedSuccessfully ? api.Result : null;
        await Task.WhenAll(starting.Append(api));
        Api = new ApiClient(_api!.Url) { Patience = TimeSpan.FromMinutes(1) };
    }

    /// <summary>Waits for the end of a start, in whatever way it ends, so that every process that did start is known and ended.</summary>
    private static Task Settled(Task<ServerProcess> start) => start.ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>The connector keeps small pages, so that an import has several, and tries again at once after a failure.</summary>
    private Task<ServerProcess> StartProcess(string project) => ServerProcess.Start(
        project,
        _database.Setting,
        ApiClient.Setting,
        new("Distribution__Connectors__Ticketnet__PageSize", "5"),
        new("Distribution__Connectors__Ticketnet__RetryDelay", "00:00:00.010"),
        new("Distribution__Connectors__Ticketnet__BreakerThreshold", "1000"));
}
