using System.Data.Common;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;
using Npgsql;

namespace Distribution.SeatMaps.Journal;

/// <summary>
/// The append-only journal of one performance's seat map, and its last snapshot. Opening it takes the next epoch, and a write under an older
/// epoch or after another version writes nothing: of two activations only the younger can change the seat map.
/// </summary>
internal sealed class SeatMapJournal(Database database)
{
    private const string AppendInOneStatement =
        """
        WITH head AS (
            UPDATE seat_map SET version = $3 WHERE performance_id = $1 AND epoch = $2 AND version = $4 RETURNING performance_id
        )
        INSERT INTO seat_map_journal (performance_id, version, epoch, at, entries) SELECT performance_id, $3, $2, $5, $6 FROM head
        """;

    /// <returns>The epoch of this opening, the last snapshot, and all rows after it in order.</returns>
    public Task<JournalOpening> Open(PerformanceId performance, CancellationToken cancellationToken) =>
        database.Write(
            async (connection, transaction) =>
            {
                var epoch = await connection.ExecuteScalarAsync<long>(
                    """
                    INSERT INTO seat_map (performance_id, epoch, version) VALUES (@performance, 1, 0)
                    ON CONFLICT (performance_id) DO UPDATE SET epoch = seat_map.epoch + 1
                    RETURNING epoch
                    """,
                    new { performance },
                    transaction);
                var snapshot = await connection.QuerySingleOrDefaultAsync<(long Version, byte[] Body)?>(
                    "SELECT version, body FROM seat_map_snapshot WHERE performance_id = @performance", new { performance }, transaction);
                var rows = await connection.QueryAsync<byte[]>(
                    "SELECT entries FROM seat_map_journal WHERE performance_id = @performance AND version > @after ORDER BY version",
                    new { performance, after = snapshot?.Version ?? 0 },
                    transaction);
                return new JournalOpening(epoch, snapshot?.Body, rows.AsList());
            },
            cancellationToken);

    /// <summary>Appends one row; on PostgreSQL in a single statement, so that an append costs one exchange. False when this epoch is over: nothing was written.</summary>
    public Task<bool> Append(PerformanceId performance, long epoch, long after, long version, DateTimeOffset at, ReadOnlyMemory<byte> entries) =>
        database.Dialect is Dialect.PostgreSql
            ? database.WriteStatement(connection => AppendStatement((NpgsqlConnection)connection, performance, epoch, after, version, at, entries))
            : database.Write((connection, transaction) => AppendBoth(
                connection, transaction, new { performance, epoch, after, version, at = at.ToUnixTimeMilliseconds(), entries = entries.ToArray() }));

    /// <summary>Replaces the snapshot. False when this epoch is over.</summary>
    public Task<bool> SaveSnapshot(PerformanceId performance, long epoch, long version, DateTimeOffset at, byte[] body) =>
        database.Write(async (connection, transaction) => await connection.ExecuteAsync(
            """
            INSERT INTO seat_map_snapshot (performance_id, version, at, body)
            SELECT performance_id, @version, @at, @body FROM seat_map WHERE performance_id = @performance AND epoch = @epoch AND version >= @version
            ON CONFLICT (performance_id) DO UPDATE SET version = excluded.version, at = excluded.at, body = excluded.body
            """,
            new { performance, epoch, version, at = at.ToUnixTimeMilliseconds(), body },
            transaction) == 1);

    /// <summary>Deletes rows that are in the snapshot and too old for the audit log; some at a time.</summary>
    public Task<int> Prune(PerformanceId performance, DateTimeOffset before) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            DELETE FROM seat_map_journal WHERE performance_id = @performance AND version IN (
                SELECT j.version FROM seat_map_journal j JOIN seat_map_snapshot s ON s.performance_id = j.performance_id AND j.version <= s.version
                WHERE j.performance_id = @performance AND j.at < @before ORDER BY j.version LIMIT 1000)
            """,
            new { performance, before = before.ToUnixTimeMilliseconds() },
            transaction));

    public Task<long> LastVersion(PerformanceId performance) => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<long>("SELECT version FROM seat_map WHERE performance_id = @performance", new { performance }));

    /// <summary>Rows from the one that has the entry before that version, backwards. None: there is nothing before it.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadBack(PerformanceId performance, long before, int count) =>
        (await database.Read(connection => connection.QueryAsync<byte[]>(
            """
            SELECT entries FROM seat_map_journal WHERE performance_id = @performance AND version <= COALESCE(
                (SELECT MIN(version) FROM seat_map_journal WHERE performance_id = @performance AND version >= @last), @last)
            ORDER BY version DESC LIMIT @count
            """,
            new { performance, last = before - 1, count }))).AsList();

    private static async Task<bool> AppendStatement(
        NpgsqlConnection connection, PerformanceId performance, long epoch, long after, long version, DateTimeOffset at, ReadOnlyMemory<byte> entries)
    {
        await using var command = new NpgsqlCommand(AppendInOneStatement, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = performance.Value },
                new NpgsqlParameter<long> { TypedValue = epoch },
                new NpgsqlParameter<long> { TypedValue = version },
                new NpgsqlParameter<long> { TypedValue = after },
                new NpgsqlParameter<long> { TypedValue = at.ToUnixTimeMilliseconds() },
                new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = entries },
            },
        };
        // Kept by the connection: only its first append asks the server to prepare.
        await command.PrepareAsync();
        return await command.ExecuteNonQueryAsync() == 1;
    }

    private static async Task<bool> AppendBoth(DbConnection connection, DbTransaction transaction, object row)
    {
        var head = await connection.ExecuteAsync(
            "UPDATE seat_map SET version = @version WHERE performance_id = @performance AND epoch = @epoch AND version = @after", row, transaction);
        return head == 1 && await connection.ExecuteAsync(
            "INSERT INTO seat_map_journal (performance_id, version, epoch, at, entries) VALUES (@performance, @version, @epoch, @at, @entries)",
            row,
            transaction) == 1;
    }
}

/// <param name="Snapshot">Null where there is none yet.</param>
/// <param name="Rows">All that came after the snapshot.</param>
internal sealed record JournalOpening(long Epoch, byte[]? Snapshot, IReadOnlyList<byte[]> Rows)
{
    /// <exception cref="InvalidDataException">What is stored is damaged, or of another seating plan.</exception>
    public SeatMapState Restore(PlaceIndex index)
    {
        var state = Snapshot is null ? new SeatMapState(index) : SnapshotCodec.Decode(Snapshot, index);
        foreach (var entry in Rows.SelectMany(JournalCodec.Decode))
        {
            state.Apply(entry);
        }

        return state;
    }
}
