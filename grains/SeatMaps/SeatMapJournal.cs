using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.SeatMaps;

/// <summary>
/// The append-only journal of one performance's seat map. Opening it takes the next epoch, and an append under an older
/// epoch or after another version writes nothing: of two activations only the younger can change the seat map.
/// </summary>
internal sealed class SeatMapJournal(Database database)
{
    /// <returns>The epoch of this opening, and all rows so far in order.</returns>
    public Task<(long Epoch, IReadOnlyList<byte[]> Rows)> Open(PerformanceId performance, CancellationToken cancellationToken) =>
        database.Write(
            async (connection, transaction) =>
            {
                var epoch = await connection.ExecuteScalarAsync<long>(
                    """
                    INSERT INTO seat_map (performance_id, epoch, version) VALUES (@Performance, 1, 0)
                    ON CONFLICT (performance_id) DO UPDATE SET epoch = seat_map.epoch + 1
                    RETURNING epoch
                    """,
                    new { Performance = performance.Value },
                    transaction);
                var rows = await connection.QueryAsync<byte[]>(
                    "SELECT entries FROM seat_map_journal WHERE performance_id = @Performance ORDER BY version",
                    new { Performance = performance.Value },
                    transaction);
                return (epoch, (IReadOnlyList<byte[]>)rows.AsList());
            },
            cancellationToken);

    /// <summary>Appends one row. False when this epoch is over: nothing was written.</summary>
    public async Task<bool> Append(PerformanceId performance, long epoch, long after, long version, DateTimeOffset at, byte[] entries)
    {
        try
        {
            await database.Write(
                async (connection, transaction) =>
                {
                    var row = new { Performance = performance.Value, Epoch = epoch, After = after, Version = version, At = at.ToUnixTimeMilliseconds(), Entries = entries };
                    var head = await connection.ExecuteAsync(
                        "UPDATE seat_map SET version = @Version WHERE performance_id = @Performance AND epoch = @Epoch AND version = @After", row, transaction);
                    if (head != 1)
                    {
                        throw new FencedException();
                    }

                    await connection.ExecuteAsync(
                        "INSERT INTO seat_map_journal (performance_id, version, epoch, at, entries) VALUES (@Performance, @Version, @Epoch, @At, @Entries)",
                        row,
                        transaction);
                });
            return true;
        }
        catch (FencedException)
        {
            return false;
        }
    }

    private sealed class FencedException : Exception;
}
