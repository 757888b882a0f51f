using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
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
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    [Requires(Role.Reader)]
    public static Task<SchedulePage> Schedules(
        ScheduleList list,
        VenueId? venue = null,
        DistributorInterfaceId? @interface = null,
        DistributorFunction? function = null,
        ScheduleState? state = null,
        ScheduleId? after = null,
        int first = 50) =>
        list.Page(new ScheduleFilter(venue, @interface, function, state), after, first);

    /// <summary>A schedule, also one that was removed; null when there is no such schedule.</summary>
    [Requires(Role.Reader)]
    public static Task<Schedule?> Schedule(ScheduleList list, ScheduleId id) => list.Find(id);

    /// <summary>When a plan would be due, before a schedule has it; or what is wrong with it.</summary>
    /// <param name="first">From 1 to 50.</param>
    [Requires(Role.Reader)]
    public static Outcome<ImmutableArray<DateTimeOffset>> DueTimes(TimeProvider time, SchedulePlan plan, int first = 10) => plan.Preview(time.GetUtcNow(), first);
}
