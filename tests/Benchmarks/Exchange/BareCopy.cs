using System.Diagnostics;
using Distribution.Benchmarks.Stage;
using Distribution.Primitives;
using Npgsql;

namespace Distribution.Benchmarks.Exchange;

/// <summary>
/// The fastest way there is to bring rows into PostgreSQL: the orders and tickets of one import, already in the bytes that the server takes, into two
/// empty tables with the same indexes and the same foreign key, in one transaction.
/// </summary>
internal static class BareCopy
{
    public static async Task<TimeSpan> Of(BenchDatabase database, ExecutionId execution)
    {
        await database.Execute(
            """
            DROP TABLE IF EXISTS copied_ticket, copied_order;
            CREATE TABLE copied_order (LIKE sales_order INCLUDING ALL);
            CREATE TABLE copied_ticket (LIKE ticket INCLUDING ALL, FOREIGN KEY (order_id) REFERENCES copied_order);
            """);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var orders = await Bytes(connection, $"SELECT * FROM sales_order WHERE id IN (SELECT order_id FROM ticket WHERE execution_id = '{execution}')");
        var tickets = await Bytes(connection, $"SELECT * FROM ticket WHERE execution_id = '{execution}'");
        var before = Stopwatch.GetTimestamp();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Copy(connection, "copied_order", orders);
            await Copy(connection, "copied_ticket", tickets);
            await transaction.CommitAsync();
        }

        return Stopwatch.GetElapsedTime(before);
    }

    private static async Task<byte[]> Bytes(NpgsqlConnection connection, string query)
    {
        await using var from = await connection.BeginRawBinaryCopyAsync($"COPY ({query}) TO STDOUT (FORMAT BINARY)");
        using var bytes = new MemoryStream();
        await from.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task Copy(NpgsqlConnection connection, string table, byte[] rows)
    {
        await using var to = await connection.BeginRawBinaryCopyAsync($"COPY {table} FROM STDIN (FORMAT BINARY)");
        await to.WriteAsync(rows);
    }
}
