using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Executions;

/// <summary>Reads what an execution worked on, and what went to and fro. Both are kept for fewer days than the execution itself.</summary>
public sealed class ExecutionDetails(Database database)
{
    /// <summary>Items, or exchanges, in one page.</summary>
    public const int MaxPage = 1_000;

    /// <summary>Exchanges in one page: each may be long.</summary>
    public const int MaxExchangePage = 50;

    /// <param name="after">The last position of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public Task<ExecutionItemPage> Items(ExecutionId execution, ItemFilter filter, int? after, int first) => database.Read(async connection =>
    {
        first = Math.Clamp(first, 1, MaxPage);
        await using var reader = await connection.ExecuteReaderAsync(
            $"""
            SELECT position, kind, performance_id, subject, action, outcome, note, error FROM execution_item
            WHERE execution_id = @execution AND position > @after {filter.Conditions} ORDER BY position LIMIT @limit
            """,
            new
            {
                execution,
                after = after ?? -1,
                filter.Performance,
                Kind = (int?)filter.Kind,
                Outcome = (int?)filter.Outcome,
                filter.Subject,
                limit = first + 1,
            });
        var found = ImmutableArray.CreateBuilder<ExecutionItem>();
        while (await reader.ReadAsync())
        {
            found.Add(Item(reader));
        }

        var items = found.DrainToImmutable();
        return items.Length > first ? new ExecutionItemPage(items[..first], items[first - 1].Position) : new ExecutionItemPage(items, null);
    });

    /// <param name="after">The last position of the page before.</param>
    /// <param name="first">1 to <see cref="MaxExchangePage"/>; what is beyond is brought to the nearest.</param>
    public Task<ExchangePage> Exchanges(ExecutionId execution, int? after, int first) => database.Read(async connection =>
    {
        first = Math.Clamp(first, 1, MaxExchangePage);
        await using var reader = await connection.ExecuteReaderAsync(
            """
            SELECT position, at, took, request, sent, sent_length, status, answer, answer_length, attempts, problem FROM execution_exchange
            WHERE execution_id = @execution AND position > @after ORDER BY position LIMIT @limit
            """,
            new { execution, after = after ?? -1, limit = first + 1 });
        var found = ImmutableArray.CreateBuilder<Exchange>();
        while (await reader.ReadAsync())
        {
            found.Add(new Exchange(
                reader.GetInt32(0),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                TimeSpan.FromMilliseconds(reader.GetInt32(2)),
                reader.GetString(3),
                Text(reader, 4),
                reader.GetInt32(5),
                await reader.IsDBNullAsync(6) ? null : reader.GetInt32(6),
                Text(reader, 7),
                reader.GetInt32(8),
                reader.GetInt32(9),
                Text(reader, 10)));
        }

        var exchanges = found.DrainToImmutable();
        return exchanges.Length > first ? new ExchangePage(exchanges[..first], exchanges[first - 1].Position) : new ExchangePage(exchanges, null);
    });

    private static ExecutionItem Item(DbDataReader row) => new(
        row.GetInt32(0),
        (ItemKind)row.GetInt32(1),
        row.IsDBNull(2) ? null : new PerformanceId(row.GetGuid(2)),
        row.GetString(3),
        row.IsDBNull(4) ? null : (ItemAction)row.GetInt32(4),
        (ItemOutcome)row.GetInt32(5),
        Text(row, 6),
        row.IsDBNull(7) ? null : JsonSerializer.Deserialize<ExecutionError>(row.GetString(7)));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>Which items to list; null takes all.</summary>
/// <param name="Subject">Exactly this one.</param>
/// <param name="OnlyFailed">What failed or is in doubt.</param>
public sealed record ItemFilter(
    PerformanceId? Performance = null, ItemKind? Kind = null, ItemOutcome? Outcome = null, string? Subject = null, bool OnlyFailed = false)
{
    internal string Conditions => string.Concat(
    [
        Performance is null ? "" : " AND performance_id = @Performance",
        Kind is null ? "" : " AND kind = @Kind",
        Outcome is null ? "" : " AND outcome = @Outcome",
        Subject is null ? "" : " AND subject = @Subject",
        OnlyFailed ? " AND outcome IN (4, 5)" : "",
    ]);
}
