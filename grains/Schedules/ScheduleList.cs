using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Schedules;

/// <summary>All schedules of all interfaces, as rows, for whoever reads: no grain is asked.</summary>
public sealed class ScheduleList(Database database)
{
    /// <summary>Schedules in one page.</summary>
    public const int MaxPage = 1_000;

    private const string Columns =
        """
        id, venue_id, interface_id, function, performance_id, plan, state, created_at, anchor, next_due, last_execution_id, last_due,
        passed_over, passed_over_in_a_row, skipped, problem, planned_at, version
        """;

    /// <summary>Removed ones too.</summary>
    public async Task<Schedule?> Find(ScheduleId id)
    {
        var found = await List($"SELECT {Columns} FROM schedule WHERE id = @id", new { id });
        return found.SingleOrDefault();
    }

    /// <summary>Null where there is no such schedule.</summary>
    public Task<VenueId?> VenueOf(ScheduleId id) => database.Read(async connection =>
    {
        await using var reader = await connection.ExecuteReaderAsync("SELECT venue_id FROM schedule WHERE id = @Id", new { Id = id.Value });
        return await reader.ReadAsync() ? new VenueId(reader.GetGuid(0)) : (VenueId?)null;
    });

    /// <summary>Those of these ids that there are; removed ones too.</summary>
    public Task<ImmutableArray<Schedule>> Find(IReadOnlyCollection<ScheduleId> ids)
    {
        var parameters = new DynamicParameters();
        return List($"SELECT {Columns} FROM schedule WHERE id IN ({parameters.AddIds(ids.Select(id => id.Value))})", parameters);
    }

    /// <summary>The oldest first; none after an unknown one.</summary>
    /// <param name="filter">Removed schedules are listed only where the filter asks for that state.</param>
    /// <param name="after">The last of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public async Task<SchedulePage> Page(ScheduleFilter filter, ScheduleId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var parameters = new DynamicParameters();
        string?[] conditions =
        [
            filter.Venues is { } venues ? $"venue_id IN ({parameters.AddIds(venues.Select(venue => venue.Value))})" : null,
            filter.Venue is null ? null : "venue_id = @Venue",
            filter.Interface is null ? null : "interface_id = @Interface",
            filter.Function is null ? null : "function = @Function",
            filter.State is null ? "state <> @Removed" : "state = @State",
            after is null ? null : "(created_at, id) > (SELECT created_at, id FROM schedule WHERE id = @After)",
        ];
        parameters.AddDynamicParams(new
        {
            filter.Venue,
            filter.Interface,
            Function = (int?)filter.Function,
            State = (int?)filter.State,
            Removed = (int)ScheduleState.Removed,
            After = after,
            Limit = first + 1,
        });
        return PageOf(
            await List($"SELECT {Columns} FROM schedule WHERE {string.Join(" AND ", conditions.OfType<string>())} ORDER BY created_at, id LIMIT @Limit", parameters), first);
    }

    /// <summary>The same part of the schedules of each of these interfaces, as the other, without removed ones; none of an interface that there is not.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, SchedulePage>> Pages(IReadOnlyCollection<DistributorInterfaceId> interfaces, ScheduleId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var beyond = after is null ? "" : "AND (created_at, id) > (SELECT created_at, id FROM schedule WHERE id = @after)";
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            $"SELECT {Columns} FROM schedule WHERE interface_id = @Of AND state <> @removed {beyond} ORDER BY created_at, id LIMIT @limit",
            new { after, removed = (int)ScheduleState.Removed, limit = first + 1 },
            Read);
        return interfaces.ToDictionary(id => id, id => PageOf([.. found[id.Value]], first));
    }

    /// <summary>Those of one interface that were not removed.</summary>
    internal Task<ImmutableArray<Schedule>> Of(DistributorInterfaceId distributor) => List(
        $"SELECT {Columns} FROM schedule WHERE interface_id = @distributor AND state <> @removed",
        new { distributor, removed = (int)ScheduleState.Removed });

    private static SchedulePage PageOf(ImmutableArray<Schedule> found, int first) =>
        found.Length > first ? new SchedulePage(found[..first], found[first - 1].Id) : new SchedulePage(found, null);

    private Task<ImmutableArray<Schedule>> List(string sql, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<Schedule>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(Read(reader));
        }

        return found.ToImmutable();
    });

    private static Schedule Read(DbDataReader row) => new(
        new ScheduleId(row.GetGuid(0)),
        new VenueId(row.GetGuid(1)),
        new DistributorInterfaceId(row.GetGuid(2)),
        (DistributorFunction)row.GetInt32(3),
        row.IsDBNull(4) ? null : new PerformanceId(row.GetGuid(4)),
        JsonSerializer.Deserialize<SchedulePlan>(row.GetString(5))!,
        (ScheduleState)row.GetInt32(6),
        Moment(row, 7)!.Value,
        Moment(row, 8)!.Value,
        Moment(row, 9),
        row.IsDBNull(10) ? null : new ExecutionId(row.GetGuid(10)),
        Moment(row, 11),
        Moment(row, 12),
        row.GetInt32(13),
        Moment(row, 14),
        row.IsDBNull(15) ? null : row.GetString(15),
        Moment(row, 16),
        row.GetInt64(17));

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}

/// <summary>Which schedules to list; null takes all.</summary>
/// <param name="Venues">Only of these venues, whatever else is asked for.</param>
public sealed record ScheduleFilter(
    VenueId? Venue = null,
    DistributorInterfaceId? Interface = null,
    DistributorFunction? Function = null,
    ScheduleState? State = null,
    IReadOnlyCollection<VenueId>? Venues = null);
