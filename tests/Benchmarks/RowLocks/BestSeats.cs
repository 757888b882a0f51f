using Distribution.Benchmarks.Load;
using Npgsql;

namespace Distribution.Benchmarks.RowLocks;

/// <summary>
/// Holds the two best free seats of a category. Seats that another transaction is taking are passed over. It does not
/// ask that the two are neighbours, which makes it cheaper than what the engine does.
/// </summary>
internal sealed class BestSeats(SeatTable table)
{
    private const string Sql =
        """
        UPDATE seat SET status = 1, hold = $3, until = now() + interval '15 minutes'
        WHERE performance = $1 AND place = ANY (ARRAY(
            SELECT place FROM seat WHERE performance = $1 AND category = $2 AND status = 0 ORDER BY rank LIMIT 2 FOR UPDATE SKIP LOCKED))
        RETURNING place
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
            },
        };
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var held = 0;
        while (await reader.ReadAsync())
        {
            held++;
        }

        return held == 2 ? CallResult.Done : throw new InvalidOperationException($"{held} seats held instead of 2: the performance is sold out.");
    }
}
