using Dapper;

namespace Distribution.Storage;

/// <summary>What an installation decides once and keeps: a signing key, a token's hash. Names are up to 128 characters.</summary>
public sealed class StoredSettings(Database database)
{
    /// <summary>Null when nothing was kept under this name.</summary>
    public Task<byte[]?> Find(string name, CancellationToken cancellationToken = default) =>
        database.Read(
            connection => connection.QuerySingleOrDefaultAsync<byte[]?>(
                new CommandDefinition("SELECT value FROM settings WHERE name = @name", new { name }, cancellationToken: cancellationToken)),
            cancellationToken);

    /// <summary>Keeps the value under a name that is not taken; answers what is kept, by whoever was first.</summary>
    public async Task<byte[]> GetOrAdd(string name, byte[] value, CancellationToken cancellationToken = default)
    {
        await database.Write(
            (connection, transaction) => connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
                    new { name, value }, transaction, cancellationToken: cancellationToken)),
            cancellationToken);
        return (await Find(name, cancellationToken))!;
    }

    /// <summary>Keeps the value, in place of an earlier one.</summary>
    public Task Put(string name, byte[] value, CancellationToken cancellationToken = default) =>
        database.Write(
            (connection, transaction) => connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    new { name, value }, transaction, cancellationToken: cancellationToken)),
            cancellationToken);
}
