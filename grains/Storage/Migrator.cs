using System.Data.Common;
using System.Net.Sockets;
using DbUp;
using DbUp.Builder;
using Npgsql;

namespace Distribution.Storage;

/// <summary>
/// Brings the schema to what this program needs. Every starting process calls it: on PostgreSQL they take turns, and the
/// ones after the first find nothing left to do. On SQLite the process holds the <see cref="DataDirectory"/> alone.
/// </summary>
public static class Migrator
{
    /// <summary>Any number, as long as nothing else in the database takes an advisory lock with it ("distribu" in ASCII).</summary>
    private const long TurnLock = 0x6469_7374_7269_6275;

    /// <summary>Runs the scripts that did not run yet, in the order of their names, then the work that must be done once per database.</summary>
    /// <exception cref="StorageUnavailableException">The database can't be reached or a script failed; nothing of that script remains.</exception>
    public static async Task Migrate(Database database, Func<Task>? inTurn = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var turn = await TakeTurn(database, cancellationToken);
            await Task.Run(() => RunScripts(database), cancellationToken);
            if (inTurn is not null)
            {
                await inTurn();
            }
        }
        catch (Exception problem) when (problem is DbException or SocketException or TimeoutException)
        {
            throw new StorageUnavailableException($"the database can't be used: {problem.Message}", problem);
        }
    }

    private static async Task<DbConnection?> TakeTurn(Database database, CancellationToken cancellationToken)
    {
        if (database.Dialect is Dialect.Sqlite)
        {
            await database.Read(connection => Execute(connection, "PRAGMA journal_mode = WAL", cancellationToken), cancellationToken);
            return null;
        }

        // Not from the pool: the lock belongs to the session, so closing the session is what gives it back.
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ToString());
        try
        {
            await session.OpenAsync(cancellationToken);
            await Execute(session, $"SELECT pg_advisory_lock({TurnLock})", cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<int> Execute(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void RunScripts(Database database)
    {
        var folder = $".Storage.Migrations.{database.Dialect}.";
        var result = Deploy(database)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.Contains(folder, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageUnavailableException(
                $"the schema can't be brought up to date: {result.ErrorScript?.Name ?? "journal"}: {result.Error.Message}", result.Error);
        }
    }

    private static UpgradeEngineBuilder Deploy(Database database) => database.Dialect is Dialect.Sqlite
        ? DeployChanges.To.SqliteDatabase(database.ConnectionString)
        : DeployChanges.To.PostgresqlDatabase(database.ConnectionString);
}
