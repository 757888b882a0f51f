using Distribution.Benchmarks.Load;
using Npgsql;
using NpgsqlTypes;

namespace Distribution.Benchmarks.RowLocks;

/// <summary>
/// Holds two seats by name, both or none, in one transaction that is one statement and one exchange. The free ones among them are
/// locked in the order of their numbers, so that no two transactions wait for each other in a circle; they are changed only if none
/// is missing. Where both are taken nothing is locked, so that such a refusal does not wait for the disk.
/// </summary>
internal sealed class NamedSeats(SeatTable table)
{
    private const string Sql =
        """
        WITH free AS MATERIALIZED (
            SELECT place FROM seat WHERE performance = $1 AND place = ANY ($2) AND status = 0 ORDER BY place FOR UPDATE
        )
        UPDATE seat SET status = 1, hold = $3, until = now() + interval '15 minutes'
        WHERE performance = $1 AND place = ANY ($2) AND status = 0 AND (SELECT count(*) FROM free) = 2
        """;

    public async ValueTask<CallResult> Hold(int performance, int seat)
    {
        await using var connection = await table.Connections.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = performance },
                new NpgsqlParameter<int[]> { TypedValue = [seat, seat + 1], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new NpgsqlParameter<Guid> { TypedValue = Ids.Next() },
            },
        };
        await command.PrepareAsync();
        return await command.ExecuteNonQueryAsync() switch
        {
            2 => CallResult.Done,
            0 => CallResult.Refused,
            var other => throw new InvalidOperationException($"{other} seats were changed instead of 2 or none."),
        };
    }
}
