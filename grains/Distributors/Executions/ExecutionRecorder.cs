using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Executions;

/// <summary>
/// Writes executions down. Of one function of an interface at most one row is running, which the database itself sees to: a run that finds
/// its row taken from it has been thought lost, and has nothing more to say.
/// </summary>
internal sealed class ExecutionRecorder(Database database)
{
    private const string Running = "id = @Id AND state = @Running";

    /// <summary>
    /// Starts a run. A row that still says "running" was left by a process that ended: it is marked, and waits to be run again. False where there already is
    /// an execution with this id.
    /// </summary>
    public Task<bool> Start(Execution execution) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            "UPDATE execution SET state = @Interrupted WHERE interface_id = @Interface AND function = @Function AND state = @Running AND id <> @Id",
            new { Interrupted = (int)ExecutionState.Interrupted, execution.Interface, Function = (int)execution.Function, Running = (int)ExecutionState.Running, execution.Id },
            transaction);
        return await connection.ExecuteAsync(ExecutionRows.Insert, ExecutionRows.Row(execution), transaction) == 1;
    });

    /// <summary>Closes a run that was lost and starts the one in its place, both or neither.</summary>
    public Task Replace(Execution lost, ExecutionError why, Execution execution) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            """
            UPDATE execution SET state = @State, ended_at = @EndedAt, error_count = 1, first_error = @FirstError, error_kinds = @ErrorKinds
            WHERE id = @Id AND ended_at IS NULL
            """,
            ExecutionRows.Row(lost with { FirstError = why }, ExecutionReport.BitOf(why.Kind)),
            transaction);
        await Errors(connection, transaction, lost.Id, [why]);
        await connection.ExecuteAsync(ExecutionRows.Insert, ExecutionRows.Row(execution), transaction);
    });

    /// <summary>Writes down how far a run is, and what has piled up.</summary>
    public Task<RunStanding> Advance(Execution execution, IReadOnlyList<ExecutionItem> items, IReadOnlyList<Exchange> exchanges) =>
        database.Write(async (connection, transaction) =>
        {
            var updated = await connection.ExecuteAsync(
                $"UPDATE execution SET done = @Done, total = @Total, counts = @Counts, error_count = @ErrorCount, items = @Items, items_left_out = @ItemsLeftOut WHERE {Running}",
                ExecutionRows.Row(execution),
                transaction);
            if (updated == 0)
            {
                return RunStanding.Superseded;
            }

            await Details(connection, transaction, execution.Id, items, exchanges);
            var cancelled = await connection.ExecuteScalarAsync<string?>("SELECT cancelled_by FROM execution WHERE id = @Id", new { execution.Id }, transaction);
            return cancelled is null ? RunStanding.GoesOn : RunStanding.IsCancelled;
        });

    /// <summary>Nothing when it has ended before, as one has that was thought lost and marked so by another process.</summary>
    public Task Finish(Execution execution, ExecutionReport report, IReadOnlyList<Exchange> exchanges) => database.Write(async (connection, transaction) =>
    {
        var ended = await connection.ExecuteAsync(
            $"""
            UPDATE execution SET state = @State, ended_at = @EndedAt, counts = @Counts, error_count = @ErrorCount, first_error = @FirstError,
                error_kinds = @ErrorKinds, warning = @Warning, done = @Done, total = @Total, items = @Items, items_left_out = @ItemsLeftOut
            WHERE {Running}
            """,
            ExecutionRows.Row(execution, report.ErrorKinds),
            transaction);
        if (ended == 0)
        {
            return;
        }

        await Errors(connection, transaction, execution.Id, report.Errors);
        await Details(connection, transaction, execution.Id, report.TakeItems(), exchanges);
        if (!execution.DryRun)
        {
            await Remember(connection, transaction, execution, report.History);
        }
    });

    /// <summary>Closes one that no process runs.</summary>
    public Task CloseCancelled(ExecutionId id, DateTimeOffset now) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE execution SET state = @Cancelled, ended_at = @now WHERE id = @id AND ended_at IS NULL",
        new { id, now, Cancelled = (int)ExecutionState.Cancelled },
        transaction));

    /// <summary>Nothing when it has ended, or when somebody was first.</summary>
    public Task AskToCancel(ExecutionId id, string who, DateTimeOffset now) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE execution SET cancelled_by = @who, cancelled_at = @now WHERE id = @id AND ended_at IS NULL AND cancelled_by IS NULL",
        new { id, who, now },
        transaction));

    /// <summary>Those that run, or that were cut off by the end of their process and not run again yet; the oldest first.</summary>
    public Task<ImmutableArray<Execution>> Unfinished(DistributorInterfaceId distributor) => database.Read(connection => ExecutionRows.List(
        connection,
        $"SELECT {ExecutionRows.Columns} FROM execution WHERE interface_id = @distributor AND ended_at IS NULL ORDER BY started_at, id",
        new { distributor }));

    /// <summary>What fails of a function, by item.</summary>
    public Task<IReadOnlyDictionary<string, Failing>> Failing(DistributorInterfaceId distributor, DistributorFunction function) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<(string Item, DateTimeOffset Since, int Times)>(
            "SELECT item, since, times FROM failing_item WHERE interface_id = @distributor AND function = @function LIMIT @limit",
            new { distributor, function = (int)function, limit = ExecutionItem.MaxKept });
        return (IReadOnlyDictionary<string, Failing>)rows.ToDictionary(row => row.Item, row => new Failing(row.Since, row.Times), StringComparer.Ordinal);
    });

    /// <summary>Kind, performance and subject of what failed in an execution.</summary>
    public Task<ImmutableArray<ItemKey>> FailedIn(ExecutionId execution) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<ItemKey>();
        await using var reader = await connection.ExecuteReaderAsync(
            "SELECT kind, performance_id, subject FROM execution_item WHERE execution_id = @execution AND outcome IN (4, 5) ORDER BY position", new { execution });
        while (await reader.ReadAsync())
        {
            found.Add(new ItemKey((ItemKind)reader.GetInt32(0), await reader.IsDBNullAsync(1) ? null : new PerformanceId(reader.GetGuid(1)), reader.GetString(2)));
        }

        return found.DrainToImmutable();
    });

    private static Task Errors(DbConnection connection, DbTransaction transaction, ExecutionId execution, IReadOnlyList<ExecutionError> errors) =>
        DetailRows.Errors.Insert(connection, transaction, errors.Index().Select(error => (execution, error.Index, error.Item)));

    private static async Task Details(
        DbConnection connection, DbTransaction transaction, ExecutionId execution, IReadOnlyList<ExecutionItem> items, IReadOnlyList<Exchange> exchanges)
    {
        await DetailRows.Items.Insert(connection, transaction, items.Select(item => (execution, item)));
        await DetailRows.Exchanges.Insert(connection, transaction, exchanges.Select(exchange => (execution, exchange)));
    }

    private static async Task Remember(DbConnection connection, DbTransaction transaction, Execution execution, FailureHistory history)
    {
        await DetailRows.Failing.Insert(connection, transaction, history.Failed.Select(failing => (execution, failing.Key, failing.Value)));
        var parameters = new DynamicParameters(new { execution.Interface, Function = (int)execution.Function });
        await connection.ExecuteAsync(
            $"DELETE FROM failing_item WHERE interface_id = @Interface AND function = @Function AND item IN (SELECT key FROM {parameters.AddKeys(connection, history.Mended)})",
            parameters,
            transaction);
    }
}
