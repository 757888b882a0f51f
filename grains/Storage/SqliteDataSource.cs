using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Distribution.Storage;

/// <summary>
/// Opens every SQLite connection of the process, Orleans' own ones too, so that all of them keep the same promise: with
/// <c>synchronous=FULL</c> a commit is on the disk when it returns, also in WAL mode.
/// </summary>
/// <param name="turn">When given, a connection has it from its opening to its closing: SQLite has one writer, and waiting for
/// it here costs no thread, while SQLite's own waiting blocks one.</param>
internal sealed class SqliteDataSource(string path, SemaphoreSlim? turn = null) : DbDataSource
{
    private const string EveryConnection = """
        PRAGMA synchronous = FULL;
        PRAGMA busy_timeout = 20000;
        """;

    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = Database.CommandTimeoutSeconds,
    }.ToString();

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        turn?.Wait();
        return OpenInTurn();
    }

    /// <summary>SQLite works on the thread that calls it. Yielding first keeps its waits for the disk off the threads that run grains.</summary>
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        if (turn is not null)
        {
            await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return OpenInTurn();
    }

    protected override void Dispose(bool disposing)
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return ValueTask.CompletedTask;
    }

    private SqliteConnection OpenInTurn()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = EveryConnection;
            command.ExecuteNonQuery();
            connection.StateChange += GiveTurnBack;
            return connection;
        }
        catch
        {
            connection.Dispose();
            turn?.Release();
            throw;
        }
    }

    private void GiveTurnBack(object? sender, StateChangeEventArgs change)
    {
        if (change.CurrentState is ConnectionState.Closed)
        {
            ((SqliteConnection)sender!).StateChange -= GiveTurnBack;
            turn?.Release();
        }
    }
}
