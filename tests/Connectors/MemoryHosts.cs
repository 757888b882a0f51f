using Distribution.Connectors.Sftp;

namespace Distribution.Tests.Connectors;

/// <summary>The keys of servers, for as long as a test lasts.</summary>
internal sealed class MemoryHosts : IKnownHosts
{
    private readonly Dictionary<string, string> _keys = [];

    public Task<string?> KeyOf(string server) => Task.FromResult(_keys.GetValueOrDefault(server));

    public Task Trust(string server, string fingerprint)
    {
        _keys.TryAdd(server, fingerprint);
        return Task.CompletedTask;
    }
}
