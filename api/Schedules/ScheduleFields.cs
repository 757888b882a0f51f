using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Schedules;

namespace Distribution.Api.Schedules;

[FieldsOf<Schedule>]
public static class ScheduleFields
{
    /// <summary>When it is due next; none while it is not active.</summary>
    /// <param name="first">From 1 to 50.</param>
    public static ImmutableArray<DateTimeOffset> NextRuns(Schedule schedule, int first = 5) => schedule.NextRuns(Page.SizeOf(first, Schedule.MaxRuns));
}

[FieldsOf<RegisteredInterface>]
public static class SchedulesOfInterface
{
    /// <summary>Its schedules, the oldest first; removed ones are left out.</summary>
    public static Deferred<Connection<Schedule>> Schedules(RegisteredInterface distributor, SchedulesOfInterfaces schedules, Page page) =>
        schedules.Load(distributor.Id, (page.AfterId<ScheduleId>(), page.First))
            .Then(found => page.OfIds(found.Schedules, schedule => schedule.Id.Value, found.Next is not null));
}

public sealed class SchedulesOfInterfaces(ScheduleList list) : PartLoader<DistributorInterfaceId, (ScheduleId? After, int First), SchedulePage>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, SchedulePage>> Read(IReadOnlyCollection<DistributorInterfaceId> keys, (ScheduleId? After, int First) part) =>
        list.Pages(keys, part.After, part.First);
}
