using Dapper;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Storage;

internal static class Counters
{
    /// <summary>The next number of that name, from 1.</summary>
    public static long Next(this SqliteConnection connection, string name) => connection.ExecuteScalar<long>(
        "INSERT INTO counter VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value", new { name });
}
