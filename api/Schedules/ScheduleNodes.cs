using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Primitives;
using Distribution.Schedules;

namespace Distribution.Api.Schedules;

[NodeFields]
public static class ScheduleNodes
{
    [Requires(Role.Reader)]
    public static Deferred<Schedule?> Schedule(ScheduleId id, SchedulesById schedules) => schedules.Load(id);
}

/// <summary>Schedules that others lead to, in one read.</summary>
public sealed class SchedulesById(ScheduleList list) : BatchLoader<ScheduleId, Schedule>
{
    protected override async Task<IReadOnlyDictionary<ScheduleId, Schedule>> Load(IReadOnlyCollection<ScheduleId> keys, CancellationToken cancellationToken) =>
        (await list.Find(keys)).ToDictionary(schedule => schedule.Id);
}
