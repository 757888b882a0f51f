using System.Text.Json;
using Dapper;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Failures;

/// <summary>The failures that are switched on. They survive a restart, as all state here.</summary>
internal sealed class FailureSwitches(SandboxDatabase database)
{
    public long SwitchOn(Failure failure) => database.Transact(connection => connection.ExecuteScalar<long>(
        "INSERT INTO failure (times, body) VALUES (@Times, @body) RETURNING id", new { failure.Times, body = JsonSerializer.Serialize(failure) }));

    public IReadOnlyList<SwitchedOn> All() => database.Transact(All);

    /// <summary>Whether there was such a failure.</summary>
    public bool Clear(long id) => database.Transact(connection => connection.Execute("DELETE FROM failure WHERE id = @id", new { id }) == 1);

    public void ClearAll() => database.Transact(connection => connection.Execute("DELETE FROM failure"));

    /// <summary>Those that strike now, the oldest first; each has struck once more.</summary>
    public IReadOnlyList<Failure> Due(Func<Failure, bool> strikes) => database.Transact(connection => Due(connection, strikes));

    public IReadOnlyList<Failure> Due(SqliteConnection connection, Func<Failure, bool> strikes)
    {
        var due = All(connection).Where(switched => strikes(switched.Failure)).ToList();
        connection.Execute("UPDATE failure SET times = times - 1 WHERE id = @Id", due);
        connection.Execute("DELETE FROM failure WHERE times <= 0");
        return [.. due.Select(switched => switched.Failure)];
    }

    private static IReadOnlyList<SwitchedOn> All(SqliteConnection connection) =>
    [
        .. connection.Query<FailureRow>("SELECT id, times, body FROM failure ORDER BY id")
            .Select(row => new SwitchedOn(row.Id, JsonSerializer.Deserialize<Failure>(row.Body)! with { Times = (int?)row.Times })),
    ];

    private sealed record FailureRow(long Id, long? Times, string Body);
}

/// <param name="Failure">Its <see cref="Failure.Times"/> says how many are left.</param>
public sealed record SwitchedOn(long Id, Failure Failure);
