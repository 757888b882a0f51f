using System.Collections.Immutable;
using Distribution.Api.Distributors.Executions;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Schedules;

namespace Distribution.Api.Schedules;

[FieldsOf<Schedule>]
public static class ScheduleFields
{
    /// <summary>When it is due next; none while it is not active.</summary>
    /// <param name="first">From 1 to 50.</param>
    public static ImmutableArray<DateTimeOffset> NextRuns(Schedule schedule, int first = 5) => schedule.NextRuns(first);

    /// <summary>The name of its venue.</summary>
    public static Deferred<string?> VenueName(Schedule schedule, NamesById names) => names.Load(schedule.Venue.Value);

    /// <summary>The name of its interface.</summary>
    public static Deferred<string?> InterfaceName(Schedule schedule, NamesById names) => names.Load(schedule.Interface.Value);

    /// <summary>The name of the performance that it is for; null: it is for none alone.</summary>
    public static Deferred<string?>? PerformanceName(Schedule schedule, NamesById names) =>
        schedule.Performance is { } performance ? names.Load(performance.Value) : null;

    /// <summary>How its last execution stands, or ended; null before the first.</summary>
    public static Deferred<Execution?>? LastRun(Schedule schedule, ExecutionsById executions) =>
        schedule.LastExecution is { } last ? executions.Load(last) : null;
}

[FieldsOf<RegisteredInterface>]
public static class SchedulesOfInterface
{
    /// <summary>Its schedules, the oldest first; removed ones are left out.</summary>
    public static async Task<ImmutableArray<Schedule>> Schedules(RegisteredInterface distributor, ScheduleList list) =>
        (await list.Page(new ScheduleFilter(Interface: distributor.Id), null, ScheduleList.MaxPage)).Schedules;
}

/// <summary>The executions that a page of schedules leads to, in one read.</summary>
public sealed class ExecutionsById(ExecutionLog log) : BatchLoader<ExecutionId, Execution>
{
    protected override async Task<IReadOnlyDictionary<ExecutionId, Execution>> Load(IReadOnlyCollection<ExecutionId> keys, CancellationToken cancellationToken) =>
        (await log.Find(keys)).ToDictionary(execution => execution.Id);
}
