using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;

namespace Distribution.Distributors.Executions;

/// <summary>How an execution stands in its row.</summary>
internal static class ExecutionRows
{
    public const string Columns =
        """
        id, venue_id, interface_id, function, performance_id, trigger_kind, who, state, started_at, ended_at, counts, error_count, first_error, mapping_version,
        warning, dry_run, again_of, only_failed, done, total, items, items_left_out, cancelled_by, cancelled_at, file_id
        """;

    public const string Insert =
        """
        INSERT INTO execution (id, venue_id, interface_id, function, performance_id, trigger_kind, who, state, started_at, counts, error_count, mapping_version,
            dry_run, again_of, only_failed, file_id)
        VALUES (@Id, @Venue, @Interface, @Function, @Performance, @Trigger, @Who, @State, @StartedAt, @Counts, 0, @MappingVersion,
            @DryRun, @AgainOf, @OnlyFailed, @File)
        ON CONFLICT DO NOTHING
        """;

    public static object Row(Execution execution, int errorKinds = 0) => new
    {
        execution.Id,
        execution.Venue,
        execution.Interface,
        Function = (int)execution.Function,
        execution.Performance,
        Trigger = (int)execution.Trigger,
        execution.Who,
        State = (int)execution.State,
        execution.StartedAt,
        execution.EndedAt,
        Counts = JsonSerializer.Serialize(execution.Counts),
        execution.ErrorCount,
        execution.MappingVersion,
        FirstError = execution.FirstError is { } error ? JsonSerializer.Serialize(error) : null,
        ErrorKinds = errorKinds,
        execution.Warning,
        DryRun = execution.DryRun ? 1 : 0,
        execution.AgainOf,
        OnlyFailed = execution.OnlyFailed ? 1 : 0,
        execution.File,
        execution.Progress?.Done,
        execution.Progress?.Total,
        Items = execution.ItemCount,
        execution.ItemsLeftOut,
        Running = (int)ExecutionState.Running,
    };

    public static async Task<ImmutableArray<Execution>> List(DbConnection connection, string sql, object parameters, DbTransaction? transaction = null)
    {
        var found = ImmutableArray.CreateBuilder<Execution>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters, transaction);
        while (await reader.ReadAsync())
        {
            found.Add(Read(reader));
        }

        return found.DrainToImmutable();
    }

    public static Execution Read(DbDataReader row) => new(
        new ExecutionId(row.GetGuid(0)),
        new VenueId(row.GetGuid(1)),
        new DistributorInterfaceId(row.GetGuid(2)),
        (DistributorFunction)row.GetInt32(3),
        row.IsDBNull(4) ? null : new PerformanceId(row.GetGuid(4)),
        (ExecutionTrigger)row.GetInt32(5),
        row.GetString(6),
        (ExecutionState)row.GetInt32(7),
        Moment(row, 8)!.Value,
        Moment(row, 9),
        JsonSerializer.Deserialize<ExecutionCounts>(row.GetString(10)),
        row.GetInt32(11),
        row.IsDBNull(12) ? null : JsonSerializer.Deserialize<ExecutionError>(row.GetString(12)),
        row.GetInt64(13),
        Text(row, 14),
        row.GetInt32(15) != 0,
        row.IsDBNull(16) ? null : new ExecutionId(row.GetGuid(16)),
        row.GetInt32(17) != 0,
        row.IsDBNull(18) ? null : new ExecutionProgress(row.GetInt32(18), row.IsDBNull(19) ? null : row.GetInt32(19)),
        row.GetInt32(20),
        row.GetInt32(21),
        Text(row, 22),
        Moment(row, 23),
        row.IsDBNull(24) ? null : new SalesFileId(row.GetGuid(24)));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
