using System.Data.Common;
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

    private readonly DbDataSource _connections;
    private readonly SemaphoreSlim? _sqliteWriter;

    static Database() => DapperTypes.Register();

    private Database(Dialect dialect, DbDataSource connections, DbDataSource ownWriters, SemaphoreSlim? sqliteWriter, string connectionString)
    {
        Dialect = dialect;
        _connections = connections;
        DataSource = ownWriters;
        _sqliteWriter = sqliteWriter;
        ConnectionString = connectionString;
    }

    public Dialect Dialect { get; }

    /// <summary>
    /// For Orleans' own providers, which open connections themselves. On SQLite an open connection of it is the one writer, so
    /// it must not be kept open over a call of <see cref="Write"/>.
    /// </summary>
    public DbDataSource DataSource { get; }

    /// <summary>With the password, unlike that of <see cref="DataSource"/>.</summary>
    internal string ConnectionString { get; }

    public static Database Sqlite(string path)
    {
        var writer = new SemaphoreSlim(1, 1);
        var connections = new SqliteDataSource(path);
        return new(Dialect.Sqlite, connections, new SqliteDataSource(path, writer), writer, connections.ConnectionString);
    }

    /// <exception cref="ArgumentException">The text is not a connection string.</exception>
    public static Database PostgreSql(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = CommandTimeoutSeconds }.ToString();
        var connections = NpgsqlDataSource.Create(text);
        return new(Dialect.PostgreSql, connections, connections, null, text);
    }

    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken = default) =>
        Dialect is Dialect.Sqlite
            ? Task.Run(() => OnConnection(read, cancellationToken), cancellationToken)
            : OnConnection(read, cancellationToken);

    public Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken = default) =>
        _sqliteWriter is { } writer
            ? Task.Run(() => OneAtATime(writer, write, cancellationToken), cancellationToken)
            : OnConnection(connection => InTransaction(connection, write, cancellationToken), cancellationToken);

    /// <summary>A write that is one statement on PostgreSQL: it is a transaction of its own, without the exchanges that begin and end one.</summary>
    public Task<T> WriteStatement<T>(Func<DbConnection, Task<T>> write, CancellationToken cancellationToken = default) =>
        Dialect is Dialect.PostgreSql ? OnConnection(write, cancellationToken) : Write((connection, _) => write(connection), cancellationToken);

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
        await DataSource.DisposeAsync();
        await _connections.DisposeAsync();
        _sqliteWriter?.Dispose();
    }

    private async Task<T> OneAtATime<T>(SemaphoreSlim writer, Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken);
        try
        {
            return await OnConnection(connection => InTransaction(connection, write, cancellationToken), cancellationToken);
        }
        finally
        {
            writer.Release();
        }
    }

    private async Task<T> OnConnection<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _connections.OpenConnectionAsync(cancellationToken);
        return await work(connection);
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
