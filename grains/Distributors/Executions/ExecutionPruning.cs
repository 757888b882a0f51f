using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Executions;

/// <summary>Deletes what is older than it is kept, a few rows at a time, so that nobody waits for it.</summary>
internal sealed class ExecutionPruning(Database database, RetentionSettings settings)
{
    /// <summary>Executions in one batch, each with its own.</summary>
    public const int Batch = 50;

    /// <summary>Rows of details in one statement.</summary>
    private const int MaxRows = 2_000;

    /// <summary>One batch of each kind. False once there is nothing left to delete.</summary>
    public async Task<bool> Prune(DateTimeOffset now)
    {
        var details = await PruneDetails(now - settings.Details);
        var executions = await PruneExecutions(now - settings.Executions);
        var others = await PruneOthers(now - settings.Details);
        return details || executions || others;
    }

    private async Task<bool> PruneDetails(DateTimeOffset before)
    {
        var old = await Ids("SELECT id FROM execution WHERE started_at < @before AND ended_at IS NOT NULL AND details_pruned = 0 ORDER BY started_at LIMIT @limit", before);
        foreach (var execution in old)
        {
            await DeleteAll("execution_item", execution);
            await DeleteAll("execution_exchange", execution);
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                "UPDATE execution SET details_pruned = 1 WHERE id = @execution", new { execution }, transaction));
        }

        return old.Length > 0;
    }

    /// <summary>The last success of a function is what its health is told by.</summary>
    private async Task<bool> PruneExecutions(DateTimeOffset before)
    {
        var old = await Ids(
            """
            SELECT id FROM execution old WHERE started_at < @before AND details_pruned = 1
              AND (state NOT IN (2, 3) OR dry_run = 1 OR EXISTS (SELECT 1 FROM execution newer WHERE newer.interface_id = old.interface_id
                AND newer.function = old.function AND newer.started_at > old.started_at AND newer.state IN (2, 3) AND newer.dry_run = 0))
            ORDER BY started_at LIMIT @limit
            """,
            before);
        foreach (var execution in old)
        {
            await database.Write(async (connection, transaction) =>
            {
                await connection.ExecuteAsync("DELETE FROM execution_error WHERE execution_id = @execution", new { execution }, transaction);
                await connection.ExecuteAsync("DELETE FROM execution WHERE id = @execution", new { execution }, transaction);
            });
        }

        return old.Length > 0;
    }

    private Task<bool> PruneOthers(DateTimeOffset before) => database.Write(async (connection, transaction) =>
    {
        var parameters = new { before, limit = MaxRows };
        var failing = await connection.ExecuteAsync(
            "DELETE FROM failing_item WHERE (interface_id, function, item) IN (SELECT interface_id, function, item FROM failing_item WHERE last_at < @before LIMIT @limit)",
            parameters,
            transaction);
        var mails = await connection.ExecuteAsync(
            "DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE created_at < @before AND next_attempt IS NULL LIMIT @limit)", parameters, transaction);
        return failing + mails > 0;
    });

    private async Task DeleteAll(string table, ExecutionId execution)
    {
        for (var deleted = MaxRows; deleted == MaxRows;)
        {
            deleted = await database.Write((connection, transaction) => connection.ExecuteAsync(
                $"DELETE FROM {table} WHERE execution_id = @execution AND position IN (SELECT position FROM {table} WHERE execution_id = @execution ORDER BY position LIMIT @limit)",
                new { execution, limit = MaxRows },
                transaction));
        }
    }

    private Task<ImmutableArray<ExecutionId>> Ids(string sql, DateTimeOffset before) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<ExecutionId>();
        await using var reader = await connection.ExecuteReaderAsync(sql, new { before, limit = Batch });
        while (await reader.ReadAsync())
        {
            found.Add(new ExecutionId(reader.GetGuid(0)));
        }

        return found.DrainToImmutable();
    });
}
