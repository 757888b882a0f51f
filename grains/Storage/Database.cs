using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Distribution.Storage;

/// <summary>
/// The one database of a process. A write is one transaction: it is durable when the task completes, and undone when it
/// throws. SQLite has a single writer and synchronous calls, so its work runs off the caller's thread and its writes wait
/// for one another here instead of failing with "database is locked".
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Seconds before a statement fails; below the 30 s in which Orleans expects a grain to deactivate.</summary>
    public const int CommandTimeoutSeconds = 20;

    private readonly NpgsqlDataSource? _postgres;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _sqliteWriter = new(1, 1);

    private Database(Dialect dialect, string connectionString, NpgsqlDataSource? postgres)
    {
        Dialect = dialect;
        _connectionString = connectionString;
        _postgres = postgres;
    }

    public Dialect Dialect { get; }

    /// <summary>For Orleans' own providers, which open connections themselves.</summary>
    public string ConnectionString => _connectionString;

    public static Database Sqlite(string path) =>
        new(Dialect.Sqlite, new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = CommandTimeoutSeconds }.ToString(), null);

    public static Database PostgreSql(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = CommandTimeoutSeconds }.ToString();
        return new(Dialect.PostgreSql, text, NpgsqlDataSource.Create(text));
    }

    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken = default) =>
        _postgres is null
            ? Task.Run(() => OnConnection(read, cancellationToken), cancellationToken)
            : OnConnection(read, cancellationToken);

    public Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken = default) =>
        _postgres is null
            ? Task.Run(() => OneAtATime(write, cancellationToken), cancellationToken)
            : OnConnection(connection => InTransaction(connection, write, cancellationToken), cancellationToken);

    public Task Write(Func<DbConnection, DbTransaction, Task> write, CancellationToken cancellationToken = default) =>
        Write(
            async (connection, transaction) =>
            {
                await write(connection, transaction);
                return true;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
        else
        {
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }

        _sqliteWriter.Dispose();
    }

    private async Task<T> OneAtATime<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await _sqliteWriter.WaitAsync(cancellationToken);
        try
        {
            return await OnConnection(connection => InTransaction(connection, write, cancellationToken), cancellationToken);
        }
        finally
        {
            _sqliteWriter.Release();
        }
    }

    private async Task<T> OnConnection<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        DbConnection connection = _postgres is null ? new SqliteConnection(_connectionString) : _postgres.CreateConnection();
        await using (connection)
        {
            await connection.OpenAsync(cancellationToken);
            return await work(connection);
        }
    }

    private static async Task<T> InTransaction<T>(
        DbConnection connection, Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await write(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
