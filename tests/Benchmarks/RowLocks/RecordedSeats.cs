using Distribution.Benchmarks.Load;
using Npgsql;

namespace Distribution.Benchmarks.RowLocks;

/// <summary>
/// As <see cref="BestSeats"/>, with two more of the promises that the engine keeps: the command's id is known afterwards, so that the
/// same command again takes nothing, and it is on record who did what when. That the two seats are neighbours is still not asked for.
/// </summary>
internal sealed class RecordedSeats(SeatTable table)
{
    private const string Sql =
        """
        WITH held AS (
            UPDATE seat SET status = 1, hold = $3, until = now() + interval '15 minutes'
            WHERE performance = $1 AND place = ANY (ARRAY(
                SELECT place FROM seat WHERE performance = $1 AND category = $2 AND status = 0 ORDER BY rank LIMIT 2 FOR UPDATE SKIP LOCKED))
            RETURNING place
        )
        INSERT INTO command (id, performance, at, who, action, places)
        SELECT $3, $1, now(), $4, 'hold best', array_agg(place) FROM held
        RETURNING places
        """;

    public async ValueTask<CallResult> Hold(int performance, int category)
    {
        await using var connection = await table.Connections.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = performance },
                new NpgsqlParameter<short> { TypedValue = (short)category },
                new NpgsqlParameter<Guid> { TypedValue = Ids.Next() },
                new NpgsqlParameter<string> { TypedValue = "benchmark" },
            },
        };
        await command.PrepareAsync();
        return await command.ExecuteScalarAsync() is int[] { Length: 2 }
            ? CallResult.Done
            : throw new InvalidOperationException("There were no two seats to hold: the performance is sold out.");
    }
}
