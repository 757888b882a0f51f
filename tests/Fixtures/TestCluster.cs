using Distribution.Silo;
using Distribution.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// Silos in this process, with the grains, storage and reminders of the product on a real database; only the network
/// between them is memory. Processes that really die are in <see cref="ServerProcess"/>.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly Func<Task<InProcessTestCluster>> _deploy;
    private InProcessTestCluster _cluster;

    private TestCluster(TestDatabase database, bool ownsDatabase, Func<Task<InProcessTestCluster>> deploy, InProcessTestCluster cluster)
    {
        _database = database;
        _ownsDatabase = ownsDatabase;
        _deploy = deploy;
        _cluster = cluster;
    }

    /// <summary>For grain calls as the API makes them.</summary>
    public IClusterClient Client => _cluster.Client;

    public InProcessTestCluster Orleans => _cluster;

    public Database Database => _database.Database;

    /// <param name="configure">Adds to, or replaces, what the product registers in every silo, such as the time.</param>
    public static async Task<TestCluster> On(Dialect dialect, short silos = 1, Action<ISiloBuilder>? configure = null) =>
        await On(await TestDatabase.Create(dialect), silos, configure, ownsDatabase: true);

    /// <summary>On a database that outlives the cluster.</summary>
    public static Task<TestCluster> On(TestDatabase database, short silos = 1, Action<ISiloBuilder>? configure = null) =>
        On(database, silos, configure, ownsDatabase: false);

    /// <summary>A service of the first silo.</summary>
    public T Service<T>() where T : notnull => _cluster.Silos[0].ServiceProvider.GetRequiredService<T>();

    /// <summary>Stops every silo and starts as many on the same database: only what is durable is left.</summary>
    /// <param name="meanwhile">What happens while no silo runs.</param>
    public async Task Restart(Action? meanwhile = null)
    {
        await Stop();
        meanwhile?.Invoke();
        _cluster = await _deploy();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (_ownsDatabase)
        {
            await _database.DisposeAsync();
        }
    }

    private static async Task<TestCluster> On(TestDatabase database, short silos, Action<ISiloBuilder>? configure, bool ownsDatabase)
    {
        Func<Task<InProcessTestCluster>> deploy = () => Deploy(database, silos, configure);
        return new TestCluster(database, ownsDatabase, deploy, await deploy());
    }

    private static async Task<InProcessTestCluster> Deploy(TestDatabase database, short silos, Action<ISiloBuilder>? configure)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ServiceId = "distribution";
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            // As an instance, so that a silo that stops does not close what the next one needs.
            silo.Services.AddSingleton(database.Database);
            silo.Services.AddDistributionStorage();
            silo.Services.AddDistributionGrains();
            silo.AddDistributionProviders();
            configure?.Invoke(silo);
            // A clock that a test sets is for the product: a silo that judges its own health by it would leave its cluster.
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private async Task Stop()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
