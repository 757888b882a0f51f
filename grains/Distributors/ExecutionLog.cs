using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors;

/// <summary>All executions of all interfaces, as rows.</summary>
public sealed class ExecutionLog(Database database)
{
    /// <summary>Executions, or errors, in one page.</summary>
    public const int MaxPage = 1_000;

    private const string Columns =
        "id, interface_id, function, performance_id, trigger_kind, who, state, started_at, ended_at, counts, error_count, first_error, mapping_version, warning";

    /// <summary>False when there already is an execution with this id.</summary>
    internal Task<bool> Start(Execution execution) => database.Write(
        async (connection, transaction) => await connection.ExecuteAsync(
            """
            INSERT INTO execution (id, interface_id, function, performance_id, trigger_kind, who, state, started_at, counts, error_count, mapping_version)
            VALUES (@Id, @Interface, @Function, @Performance, @Trigger, @Who, @State, @StartedAt, @Counts, 0, @MappingVersion)
            ON CONFLICT (id) DO NOTHING
            """,
            Row(execution),
            transaction) == 1);

    /// <summary>Nothing when it has ended before, as one has that was thought lost and marked so by another process.</summary>
    internal Task Finish(Execution execution, IReadOnlyList<ExecutionError> errors) => database.Write(async (connection, transaction) =>
    {
        var ended = await connection.ExecuteAsync(
            """
            UPDATE execution SET state = @State, ended_at = @EndedAt, counts = @Counts, error_count = @ErrorCount, first_error = @FirstError,
                warning = @Warning
            WHERE id = @Id AND ended_at IS NULL
            """,
            Row(execution),
            transaction);
        await connection.ExecuteAsync(
            """
            INSERT INTO execution_error (execution_id, position, kind, subject, message, what_to_do)
            VALUES (@Execution, @Position, @Kind, @Subject, @Message, @WhatToDo)
            """,
            errors.Take(ended == 0 ? 0 : errors.Count).Select((error, position) => new
            {
                Execution = execution.Id.Value,
                Position = position,
                Kind = (int)error.Kind,
                error.Subject,
                error.Message,
                error.WhatToDo,
            }),
            transaction);
    });

    /// <summary>Those that run, or that were cut off by the end of their process.</summary>
    internal Task<ImmutableArray<Execution>> Unfinished(DistributorInterfaceId distributor) => List(
        $"SELECT {Columns} FROM execution WHERE interface_id = @Interface AND state = @State ORDER BY started_at",
        new { Interface = distributor.Value, State = (int)ExecutionState.Running });

    public async Task<Execution?> Find(ExecutionId id)
    {
        var found = await List($"SELECT {Columns} FROM execution WHERE id = @Id", new { Id = id.Value });
        return found.SingleOrDefault();
    }

    /// <summary>Those of these ids that there are.</summary>
    public Task<ImmutableArray<Execution>> Find(IReadOnlyCollection<ExecutionId> ids)
    {
        if (ids.Count == 0)
        {
            return Task.FromResult(ImmutableArray<Execution>.Empty);
        }

        var parameters = new DynamicParameters();
        return List($"SELECT {Columns} FROM execution WHERE id IN ({parameters.AddIds(ids.Select(id => id.Value))})", parameters);
    }

    /// <summary>The newest first.</summary>
    /// <param name="after">The last of the page before.</param>
    public async Task<ExecutionPage> Page(DistributorInterfaceId distributor, ExecutionId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var beyond = after is null ? "" : "AND (started_at, id) < (SELECT started_at, id FROM execution WHERE id = @After)";
        var found = await List(
            $"SELECT {Columns} FROM execution WHERE interface_id = @Interface {beyond} ORDER BY started_at DESC, id DESC LIMIT @Limit",
            new { Interface = distributor.Value, After = after?.Value, Limit = first + 1 });
        return found.Length > first ? new ExecutionPage(found[..first], found[first - 1].Id) : new ExecutionPage(found, null);
    }

    /// <summary>In the order in which they happened.</summary>
    public Task<ImmutableArray<ExecutionError>> Errors(ExecutionId execution, int skip, int first) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<ErrorRow>(
            """
            SELECT kind AS Kind, subject AS Subject, message AS Message, what_to_do AS WhatToDo
            FROM execution_error WHERE execution_id = @Execution ORDER BY position LIMIT @First OFFSET @Skip
            """,
            new { Execution = execution.Value, First = Math.Clamp(first, 1, MaxPage), Skip = Math.Max(skip, 0) });
        return rows.Select(row => new ExecutionError((ErrorKind)row.Kind, row.Subject, row.Message, row.WhatToDo)).ToImmutableArray();
    });

    private static object Row(Execution execution) => new
    {
        Id = execution.Id.Value,
        Interface = execution.Interface.Value,
        Function = (int)execution.Function,
        Performance = execution.Performance?.Value,
        Trigger = (int)execution.Trigger,
        execution.Who,
        State = (int)execution.State,
        StartedAt = execution.StartedAt.ToUnixTimeMilliseconds(),
        EndedAt = execution.EndedAt?.ToUnixTimeMilliseconds(),
        Counts = JsonSerializer.Serialize(execution.Counts),
        execution.ErrorCount,
        execution.MappingVersion,
        FirstError = execution.FirstError is { } error ? JsonSerializer.Serialize(error) : null,
        execution.Warning,
    };

    private Task<ImmutableArray<Execution>> List(string sql, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<Execution>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(new Execution(
                new ExecutionId(reader.GetGuid(0)),
                new DistributorInterfaceId(reader.GetGuid(1)),
                (DistributorFunction)reader.GetInt32(2),
                await reader.IsDBNullAsync(3) ? null : new PerformanceId(reader.GetGuid(3)),
                (ExecutionTrigger)reader.GetInt32(4),
                reader.GetString(5),
                (ExecutionState)reader.GetInt32(6),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)),
                await reader.IsDBNullAsync(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8)),
                JsonSerializer.Deserialize<ExecutionCounts>(reader.GetString(9)),
                reader.GetInt32(10),
                await reader.IsDBNullAsync(11) ? null : JsonSerializer.Deserialize<ExecutionError>(reader.GetString(11)),
                reader.GetInt64(12),
                await reader.IsDBNullAsync(13) ? null : reader.GetString(13)));
        }

        return found.ToImmutable();
    });

    private sealed class ErrorRow
    {
        public int Kind { get; init; }

        public string Subject { get; init; } = "";

        public string Message { get; init; } = "";

        public string WhatToDo { get; init; } = "";
    }
}
