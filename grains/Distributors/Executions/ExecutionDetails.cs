using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
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

    /// <summary>The same part of the items of each of these executions.</summary>
    /// <param name="after">The last position of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public async Task<IReadOnlyDictionary<ExecutionId, ExecutionItemPage>> Items(IReadOnlyCollection<ExecutionId> executions, ItemFilter filter, int? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var found = await database.ReadEach(
            executions.Select(id => id.Value),
            $"""
            SELECT position, kind, performance_id, subject, action, outcome, note, error FROM execution_item
            WHERE execution_id = @Of AND position > @after {filter.Conditions} ORDER BY position LIMIT @limit
            """,
            new
            {
                after = after ?? -1,
                filter.Performance,
                Kind = (int?)filter.Kind,
                Outcome = (int?)filter.Outcome,
                filter.Subject,
                limit = first + 1,
            },
            Item);
        return executions.ToDictionary(id => id, id => PageOf([.. found[id.Value]], first));
    }

    /// <summary>The same part of what went to and fro in each of these executions.</summary>
    /// <param name="after">The last position of the page before.</param>
    /// <param name="first">1 to <see cref="MaxExchangePage"/>; what is beyond is brought to the nearest.</param>
    public async Task<IReadOnlyDictionary<ExecutionId, ExchangePage>> Exchanges(IReadOnlyCollection<ExecutionId> executions, int? after, int first)
    {
        first = Math.Clamp(first, 1, MaxExchangePage);
        var found = await database.ReadEach(
            executions.Select(id => id.Value),
            """
            SELECT position, at, took, request, sent, sent_length, status, answer, answer_length, attempts, problem FROM execution_exchange
            WHERE execution_id = @Of AND position > @after ORDER BY position LIMIT @limit
            """,
            new { after = after ?? -1, limit = first + 1 },
            Exchange);
        return executions.ToDictionary(id => id, id => PageOf([.. found[id.Value]], first));
    }

    private static ExecutionItemPage PageOf(ImmutableArray<ExecutionItem> items, int first) =>
        items.Length > first ? new ExecutionItemPage(items[..first], items[first - 1].Position) : new ExecutionItemPage(items, null);

    private static ExchangePage PageOf(ImmutableArray<Exchange> exchanges, int first) =>
        exchanges.Length > first ? new ExchangePage(exchanges[..first], exchanges[first - 1].Position) : new ExchangePage(exchanges, null);

    private static ExecutionItem Item(DbDataReader row) => new(
        row.GetInt32(0),
        (ItemKind)row.GetInt32(1),
        row.IsDBNull(2) ? null : new PerformanceId(row.GetGuid(2)),
        row.GetString(3),
        row.IsDBNull(4) ? null : (ItemAction)row.GetInt32(4),
        (ItemOutcome)row.GetInt32(5),
        Text(row, 6),
        row.IsDBNull(7) ? null : JsonSerializer.Deserialize<ExecutionError>(row.GetString(7)));

    private static Exchange Exchange(DbDataReader row) => new(
        row.GetInt32(0),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        TimeSpan.FromMilliseconds(row.GetInt32(2)),
        row.GetString(3),
        Text(row, 4),
        row.GetInt32(5),
        row.IsDBNull(6) ? null : row.GetInt32(6),
        Text(row, 7),
        row.GetInt32(8),
        row.GetInt32(9),
        Text(row, 10));

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
