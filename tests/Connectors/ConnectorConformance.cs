using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>What every connector keeps to, whatever its distributor speaks.</summary>
public abstract class ConnectorConformance(string type) : IAsyncLifetime
{
    internal ConnectorBench Bench { get; private set; } = null!;

    public async Task InitializeAsync() => Bench = await ConnectorBench.Start(type);

    public async Task DisposeAsync() => await Bench.DisposeAsync();
}
