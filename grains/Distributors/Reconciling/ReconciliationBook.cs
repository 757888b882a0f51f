using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Reconciling;

/// <summary>What comparisons found, as rows: the last <see cref="MaxKept"/> of each interface and performance.</summary>
public sealed class ReconciliationBook(Database database, ReconciliationSettings settings)
{
    /// <summary>Rows in one page.</summary>
    public const int MaxPage = 1_000;

    public const int MaxKept = 200;

    private const string Columns = "interface_id, performance_id, execution_id, compared_at, body, runs, alarm";

    /// <summary>The same part of the comparisons of each of these interfaces, the newest first. Null takes every performance.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, ReconciliationPage>> Pages(
        IReadOnlyCollection<DistributorInterfaceId> interfaces, PerformanceId? performance, int skip, int first)
    {
        var only = performance is null ? "" : "AND performance_id = @performance";
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            $"SELECT {Columns} FROM reconciliation WHERE interface_id = @Of {only} ORDER BY compared_at DESC, id LIMIT @first OFFSET @skip",
            new { performance, first = Math.Clamp(first, 1, MaxPage), skip = Math.Max(0, skip) },
            Row);
        var totals = await database.ReadEach(
            interfaces.Select(id => id.Value), $"SELECT count(*) FROM reconciliation WHERE interface_id = @Of {only}", new { performance }, row => row.GetInt32(0));
        return interfaces.ToDictionary(id => id, id => new ReconciliationPage([.. found[id.Value]], totals[id.Value].Single()));
    }

    /// <summary>Of each of these interfaces, the newest of each performance that has an alarm.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<Reconciliation>>> Alarms(IReadOnlyCollection<DistributorInterfaceId> interfaces)
    {
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            $"""
            SELECT {Columns} FROM reconciliation newest WHERE interface_id = @Of AND alarm AND compared_at = (
                SELECT max(compared_at) FROM reconciliation other WHERE other.interface_id = newest.interface_id AND other.performance_id = newest.performance_id)
            ORDER BY compared_at, id LIMIT {MaxPage}
            """,
            new { },
            Row);
        return interfaces.ToDictionary(id => id, id => found[id.Value].ToImmutableArray());
    }

    /// <summary>Once for each execution and performance.</summary>
    internal Task Append(Reconciliation found) => database.Write(async (connection, transaction) =>
    {
        var key = new { found.Interface, found.Performance };
        found = StayingRules.After(await Newest(connection, key, transaction), found, settings);
        var body = new StoredReconciliation(found.Ours, found.InDoubt, found.Theirs, found.Areas, found.Differences);
        await connection.ExecuteAsync(
            $"""
            INSERT INTO reconciliation (id, {Columns}) VALUES (@Id, @Interface, @Performance, @Execution, @At, @Body, @Runs, @Alarm)
            ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                Id = DerivedId.From(found.Execution.Value, "reconciliation", found.Performance.ToString()),
                found.Interface,
                found.Performance,
                found.Execution,
                found.At,
                Body = JsonSerializer.Serialize(body),
                found.Runs,
                found.Alarm,
            },
            transaction);
        await connection.ExecuteAsync(
            $"""
            DELETE FROM reconciliation WHERE id IN (
                SELECT id FROM reconciliation WHERE interface_id = @Interface AND performance_id = @Performance
                ORDER BY compared_at DESC, id LIMIT 1000 OFFSET {MaxKept})
            """,
            key,
            transaction);
    });

    private static async Task<Reconciliation?> Newest(DbConnection connection, object key, DbTransaction transaction)
    {
        await using var reader = await connection.ExecuteReaderAsync(
            $"SELECT {Columns} FROM reconciliation WHERE interface_id = @Interface AND performance_id = @Performance ORDER BY compared_at DESC, id LIMIT 1", key, transaction);
        return await reader.ReadAsync() ? Row(reader) : null;
    }

    private static Reconciliation Row(DbDataReader row)
    {
        var body = JsonSerializer.Deserialize<StoredReconciliation>(row.GetString(4))!;
        return new Reconciliation(
            new DistributorInterfaceId(row.GetGuid(0)),
            new PerformanceId(row.GetGuid(1)),
            new ExecutionId(row.GetGuid(2)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
            body.Ours,
            body.InDoubt,
            body.Theirs,
            body.Areas,
            body.Differences,
            row.GetInt32(5),
            row.GetBoolean(6));
    }

    private sealed record StoredReconciliation(
        AllotmentTally Ours, int InDoubt, AllotmentTally Theirs, ImmutableArray<ReconciledArea> Areas, ImmutableArray<Difference> Differences);
}

/// <summary>Some comparisons, one after the other.</summary>
/// <param name="Total">How many there are in all pages.</param>
public sealed record ReconciliationPage(ImmutableArray<Reconciliation> Reconciliations, int Total);
