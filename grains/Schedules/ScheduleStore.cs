using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Schedules;

/// <summary>An accepted command, of whatever interface.</summary>
internal sealed record PastScheduleCommand(DistributorInterfaceId Interface, ScheduleId Schedule, string Content);

/// <summary>Writes schedules. A row's version decides between two activations that write at once.</summary>
internal sealed class ScheduleStore(Database database)
{
    private const string Insert =
        """
        INSERT INTO schedule (id, venue_id, interface_id, function, performance_id, plan, state, created_at, anchor, next_due, last_execution_id,
            last_due, passed_over, passed_over_in_a_row, skipped, problem, planned_at, version)
        VALUES (@Id, @Venue, @Interface, @Function, @Performance, @Plan, @State, @CreatedAt, @Anchor, @NextDue, @LastExecution,
            @LastDue, @PassedOver, @PassedOverInARow, @Skipped, @Problem, @PlannedAt, @Version)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string Update =
        """
        UPDATE schedule SET plan = @Plan, state = @State, anchor = @Anchor, next_due = @NextDue, last_execution_id = @LastExecution, last_due = @LastDue,
            passed_over = @PassedOver, passed_over_in_a_row = @PassedOverInARow, skipped = @Skipped, problem = @Problem, planned_at = @PlannedAt,
            version = @Version
        WHERE id = @Id AND version = @Version - 1
        """;

    public Task<PastScheduleCommand?> Find(CommandId command) => database.Read(async connection =>
    {
        await using var reader = await connection.ExecuteReaderAsync(
            "SELECT interface_id, schedule_id, content FROM schedule_command WHERE id = @command", new { command });
        return await reader.ReadAsync()
            ? new PastScheduleCommand(new DistributorInterfaceId(reader.GetGuid(0)), new ScheduleId(reader.GetGuid(1)), reader.GetString(2))
            : null;
    });

    /// <summary>All that a command says but for its context; two commands ask for the same when this is equal.</summary>
    public static string ContentOf(ScheduleCommand command) => $"{command.GetType().Name} {JsonSerializer.Serialize(command, command.GetType())}";

    /// <summary>Makes the schedule durable, and what changed it. False, and nothing is changed, when somebody else was first.</summary>
    /// <param name="schedule">Its version is one more than what it was made from.</param>
    /// <param name="command">Null: the schedule ran by itself.</param>
    public async Task<bool> Save(Schedule schedule, ScheduleCommand? command, DateTimeOffset now)
    {
        try
        {
            await database.Write(async (connection, transaction) =>
            {
                await ExactlyOne(connection.ExecuteAsync(schedule.Version == 1 ? Insert : Update, Row(schedule), transaction));
                if (command is not null)
                {
                    await Record(connection, transaction, schedule, command, now);
                }
            });
            return true;
        }
        catch (SupersededException)
        {
            return false;
        }
    }

    private static object Row(Schedule schedule) => new
    {
        schedule.Id,
        schedule.Venue,
        schedule.Interface,
        Function = (int)schedule.Function,
        schedule.Performance,
        Plan = JsonSerializer.Serialize(schedule.Plan),
        State = (int)schedule.State,
        schedule.CreatedAt,
        schedule.Anchor,
        schedule.NextDue,
        schedule.LastExecution,
        schedule.LastDue,
        schedule.PassedOver,
        schedule.PassedOverInARow,
        schedule.Skipped,
        schedule.Problem,
        schedule.PlannedAt,
        schedule.Version,
    };

    private static Task Record(DbConnection connection, DbTransaction transaction, Schedule schedule, ScheduleCommand command, DateTimeOffset now) =>
        ExactlyOne(connection.ExecuteAsync(
            """
            INSERT INTO schedule_command (id, schedule_id, interface_id, content, who, at)
            VALUES (@id, @schedule, @distributor, @content, @who, @now) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                id = command.Context.Id,
                schedule = schedule.Id,
                distributor = schedule.Interface,
                content = ContentOf(command),
                who = command.Context.Who,
                now,
            },
            transaction));

    private static async Task ExactlyOne(Task<int> rows)
    {
        if (await rows != 1)
        {
            throw new SupersededException();
        }
    }

    /// <summary>Undoes the transaction; it never leaves this class.</summary>
    private sealed class SupersededException : Exception;
}
