using Dapper;
using Distribution.Storage;

namespace Distribution.Connectors.Sftp;

/// <summary>Known by all processes, in the database.</summary>
internal sealed class KnownHosts(Database database, TimeProvider time) : IKnownHosts
{
    public Task<string?> KeyOf(string server) => database.Read(connection =>
        connection.ExecuteScalarAsync<string?>("SELECT fingerprint FROM known_host WHERE server = @server", new { server }));

    public Task Trust(string server, string fingerprint) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "INSERT INTO known_host (server, fingerprint, trusted_at) VALUES (@server, @fingerprint, @at) ON CONFLICT (server) DO NOTHING",
        new { server, fingerprint, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
        transaction));
}
