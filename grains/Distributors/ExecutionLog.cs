using System.Collections.Immutable;
using Dapper;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors;

/// <summary>All executions of all interfaces, as rows.</summary>
public sealed class ExecutionLog(Database database)
{
    /// <summary>Executions, or errors, in one page.</summary>
    public const int MaxPage = 1_000;

    public async Task<Execution?> Find(ExecutionId id)
    {
        var found = await List($"SELECT {ExecutionRows.Columns} FROM execution WHERE id = @Id", new { Id = id.Value });
        return found.SingleOrDefault();
    }

    /// <summary>The venue of its interface; null where there is no such execution.</summary>
    public Task<VenueId?> VenueOf(ExecutionId id) => database.Read(async connection =>
    {
        await using var reader = await connection.ExecuteReaderAsync("SELECT entry.venue_id FROM execution JOIN catalog_entry entry ON entry.id = execution.interface_id WHERE execution.id = @Id", new { Id = id.Value });
        return await reader.ReadAsync() ? new VenueId(reader.GetGuid(0)) : (VenueId?)null;
    });

    /// <summary>Those of these ids that there are.</summary>
    public Task<ImmutableArray<Execution>> Find(IReadOnlyCollection<ExecutionId> ids)
    {
        if (ids.Count == 0)
        {
            return Task.FromResult(ImmutableArray<Execution>.Empty);
        }

        var parameters = new DynamicParameters();
        return List($"SELECT {ExecutionRows.Columns} FROM execution WHERE id IN ({parameters.AddIds(ids.Select(id => id.Value))})", parameters);
    }

    /// <summary>The newest first; none after an unknown one.</summary>
    /// <param name="after">The last of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public async Task<ExecutionPage> Page(ExecutionFilter filter, ExecutionId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        string[] conditions = [.. filter.Conditions(), .. after is null ? (string[])[] : ["(started_at, id) < (SELECT started_at, id FROM execution WHERE id = @After)"]];
        var where = conditions.Length == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        return PageOf(
            await List($"SELECT {ExecutionRows.Columns} FROM execution {where} ORDER BY started_at DESC, id DESC LIMIT @Limit", filter.Parameters(after, first + 1)), first);
    }

    /// <summary>The same part of the executions of each of these interfaces, as the other; none of an interface that there is not.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, ExecutionPage>> Pages(IReadOnlyCollection<DistributorInterfaceId> interfaces, ExecutionId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var beyond = after is null ? "" : "AND (started_at, id) < (SELECT started_at, id FROM execution WHERE id = @after)";
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            $"SELECT {ExecutionRows.Columns} FROM execution WHERE interface_id = @Of {beyond} ORDER BY started_at DESC, id DESC LIMIT @limit",
            new { after, limit = first + 1 },
            ExecutionRows.Read);
        return interfaces.ToDictionary(id => id, id => PageOf([.. found[id.Value]], first));
    }

    /// <summary>The same part of the errors of each of these executions, in the order in which they happened.</summary>
    public Task<ILookup<ExecutionId, ExecutionError>> Errors(IReadOnlyCollection<ExecutionId> executions, int skip, int first) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters(new { From = Math.Max(skip, 0), Until = Math.Max(skip, 0) + Math.Clamp(first, 1, MaxPage) });
        var rows = await connection.QueryAsync<ErrorRow>(
            $"""
            SELECT execution_id AS Execution, kind AS Kind, subject AS Subject, message AS Message, what_to_do AS WhatToDo, since AS Since, times AS Times
            FROM execution_error
            WHERE execution_id IN ({parameters.AddIds(executions.Select(id => id.Value))}) AND position >= @From AND position < @Until ORDER BY position
            """,
            parameters);
        return rows.ToLookup(
            row => new ExecutionId(row.Execution), row => new ExecutionError((ErrorKind)row.Kind, row.Subject, row.Message, row.WhatToDo, row.Since, row.Times));
    });

    /// <summary>In the order in which they happened.</summary>
    public async Task<ImmutableArray<ExecutionError>> Errors(ExecutionId execution, int skip, int first) => [.. (await Errors([execution], skip, first))[execution]];

    private static ExecutionPage PageOf(ImmutableArray<Execution> found, int first) =>
        found.Length > first ? new ExecutionPage(found[..first], found[first - 1].Id) : new ExecutionPage(found, null);

    private Task<ImmutableArray<Execution>> List(string sql, object parameters) =>
        database.Read(connection => ExecutionRows.List(connection, sql, parameters));

    private sealed class ErrorRow
    {
        public Guid Execution { get; init; }

        public int Kind { get; init; }

        public string Subject { get; init; } = "";

        public string Message { get; init; } = "";

        public string WhatToDo { get; init; } = "";

        public DateTimeOffset? Since { get; init; }

        public int Times { get; init; }
    }
}
