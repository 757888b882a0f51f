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

    /// <summary>The newest first. Null takes every performance.</summary>
    public Task<ImmutableArray<Reconciliation>> Page(DistributorInterfaceId distributor, PerformanceId? performance, int skip, int first) => List(
        $"""
        SELECT {Columns} FROM reconciliation WHERE interface_id = @Interface {(performance is null ? "" : "AND performance_id = @Performance")}
        ORDER BY compared_at DESC, id LIMIT @First OFFSET @Skip
        """,
        new { Interface = distributor, Performance = performance, First = Math.Clamp(first, 1, MaxPage), Skip = Math.Max(0, skip) });

    /// <summary>How many rows <see cref="Page"/> goes through.</summary>
    public Task<int> Count(DistributorInterfaceId distributor, PerformanceId? performance) => database.Read(connection => connection.ExecuteScalarAsync<int>(
        $"SELECT count(*) FROM reconciliation WHERE interface_id = @Interface {(performance is null ? "" : "AND performance_id = @Performance")}",
        new { Interface = distributor, Performance = performance }));

    /// <summary>The newest of each performance that has an alarm.</summary>
    public Task<ImmutableArray<Reconciliation>> Alarms(DistributorInterfaceId distributor) => List(
        $"""
        SELECT {Columns} FROM reconciliation newest WHERE interface_id = @Interface AND alarm AND compared_at = (
            SELECT max(compared_at) FROM reconciliation other WHERE other.interface_id = newest.interface_id AND other.performance_id = newest.performance_id)
        ORDER BY compared_at, id LIMIT {MaxPage}
        """,
        new { Interface = distributor });

    /// <summary>Once for each execution and performance.</summary>
    internal Task Append(Reconciliation found) => database.Write(async (connection, transaction) =>
    {
        var key = new { found.Interface, found.Performance };
        var before = await List(
            connection,
            $"SELECT {Columns} FROM reconciliation WHERE interface_id = @Interface AND performance_id = @Performance ORDER BY compared_at DESC, id LIMIT 1",
            key,
            transaction);
        found = StayingRules.After(before.SingleOrDefault(), found, settings);
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

    private Task<ImmutableArray<Reconciliation>> List(string sql, object parameters) => database.Read(connection => List(connection, sql, parameters, null));

    private static async Task<ImmutableArray<Reconciliation>> List(DbConnection connection, string sql, object parameters, DbTransaction? transaction)
    {
        var found = ImmutableArray.CreateBuilder<Reconciliation>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters, transaction);
        while (await reader.ReadAsync())
        {
            var body = JsonSerializer.Deserialize<StoredReconciliation>(reader.GetString(4))!;
            found.Add(new Reconciliation(
                new DistributorInterfaceId(reader.GetGuid(0)),
                new PerformanceId(reader.GetGuid(1)),
                new ExecutionId(reader.GetGuid(2)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                body.Ours,
                body.InDoubt,
                body.Theirs,
                body.Areas,
                body.Differences,
                reader.GetInt32(5),
                reader.GetBoolean(6)));
        }

        return found.ToImmutable();
    }

    private sealed record StoredReconciliation(
        AllotmentTally Ours, int InDoubt, AllotmentTally Theirs, ImmutableArray<ReconciledArea> Areas, ImmutableArray<Difference> Differences);
}
