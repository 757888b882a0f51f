using Dapper;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Storage;

/// <summary>
/// The state of one distributor: one SQLite file, one connection, one user at a time. What was answered is on the disk. The lock is also what keeps
/// the distributor from selling a place while it is being withdrawn.
/// </summary>
internal sealed class SandboxDatabase : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;

    public SandboxDatabase(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        _connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        _connection.Execute(Schema.Script);
    }

    /// <summary>Everything in one transaction; an exception undoes it.</summary>
    public T Transact<T>(Func<SqliteConnection, T> work)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            var result = work(_connection);
            transaction.Commit();
            return result;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
        }
    }
}
