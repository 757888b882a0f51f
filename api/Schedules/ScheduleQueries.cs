using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Schedules;

namespace Distribution.Api.Schedules;

[QueryFields]
public static class ScheduleQueries
{
    /// <summary>All schedules, the oldest first; removed ones only where their state is asked for.</summary>
    /// <param name="venue">Null: of every venue.</param>
    /// <param name="interface">Null: of every interface.</param>
    /// <param name="function">Null: of every function.</param>
    /// <param name="state">Null: all but removed ones.</param>
    [Requires(Role.Reader)]
    public static Task<Connection<Schedule>> Schedules(
        Caller caller,
        ScheduleList list,
        Page page,
        VenueId? venue = null,
        DistributorInterfaceId? @interface = null,
        DistributorFunction? function = null,
        ScheduleState? state = null) =>
        Page(list, new ScheduleFilter(venue, @interface, function, state, caller.OnlyVenues), page);

    /// <summary>A schedule, also one that was removed; null when there is no such schedule.</summary>
    [Requires(Role.Reader)]
    public static Deferred<Schedule?> Schedule(SchedulesById schedules, ScheduleId id) => schedules.Load(id);

    /// <summary>When a plan would be due, before a schedule has it; or what is wrong with it.</summary>
    /// <param name="plan">As a schedule would have it.</param>
    /// <param name="first">From 1 to 50.</param>
    [Requires(Role.Reader)]
    public static Outcome<ImmutableArray<DateTimeOffset>> DueTimes(TimeProvider time, SchedulePlan plan, int first = 10) => plan.Preview(time.GetUtcNow(), GraphQL.Paging.Page.SizeOf(first, Distribution.Schedules.Schedule.MaxRuns));

    internal static async Task<Connection<Schedule>> Page(ScheduleList list, ScheduleFilter filter, Page page)
    {
        var found = await list.Page(filter, page.AfterId<ScheduleId>(), page.First);
        return page.OfIds(found.Schedules, schedule => schedule.Id.Value, found.Next is not null);
    }
}
