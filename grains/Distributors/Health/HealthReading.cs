using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors.Reconciling;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Reminders;

namespace Distribution.Distributors.Health;

/// <summary>Reads how functions do, from rows alone: an interface that can't be reached is asked nothing. It goes by the clock that schedules go by.</summary>
public sealed class HealthReading(
    Database database,
    CatalogDirectory directory,
    ScheduleList schedules,
    ConnectorCatalog connectors,
    ReconciliationBook reconciliations,
    ReconciliationSettings alarms,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time)
{
    /// <summary>Interfaces in one page.</summary>
    public const int MaxPage = 100;

    /// <summary>A performance may have been over for so long until nobody is told any more that its books differ.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromDays(7);

    private static readonly DistributorFunction[] Functions = Enum.GetValues<DistributorFunction>();

    /// <summary>Interfaces by their ids, each with its functions.</summary>
    /// <param name="venue">Null: of every venue.</param>
    /// <param name="state">Only functions in this state; an interface without any is listed without functions. Null: in every state.</param>
    /// <param name="after">The last interface of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public async Task<InterfaceHealthPage> Page(VenueId? venue, HealthState? state, DistributorInterfaceId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var interfaces = await directory.Interfaces(venue, after, first + 1);
        var health = await Of(interfaces[..Math.Min(first, interfaces.Length)]);
        return new InterfaceHealthPage(
            [.. interfaces.Take(first).Select(it => new InterfaceHealth(it.Venue, it.Interface, [.. health[it.Interface].Where(function => state is null || function.State == state)]))],
            interfaces.Length > first);
    }

    /// <summary>Of each of these interfaces every function of its type; none of one that there is not.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<FunctionHealth>>> Of(IReadOnlyCollection<DistributorInterfaceId> interfaces)
    {
        var health = await Of(await directory.FindInterfaces(interfaces));
        return interfaces.ToDictionary(id => id, id => health.GetValueOrDefault(id, []));
    }

    public async Task<ImmutableArray<FunctionHealth>> Of(DistributorInterfaceId distributor) => (await Of([distributor]))[distributor];

    internal async Task<ImmutableArray<FunctionHealth>> Of(InterfaceFacts distributor) => (await Of([distributor]))[distributor.Interface];

    private async Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<FunctionHealth>>> Of(ImmutableArray<InterfaceFacts> interfaces)
    {
        DistributorInterfaceId[] ids = [.. interfaces.Select(distributor => distributor.Interface)];
        var plans = await schedules.Pages(ids, null, ScheduleList.MaxPage);
        var runs = await RunsOfFunctions.Read(database, ids);
        var standing = await Standing(ids);
        return interfaces.ToDictionary(distributor => distributor.Interface, distributor => Functions
            .Where(function => connectors.Find(distributor.Type) is { } connector && FunctionRunner.Has(connector.Capabilities, function))
            .Select(function => HealthRules.Of(
                runs.Facts(distributor, function) with
                {
                    Schedules = [.. plans[distributor.Interface].Schedules.Where(schedule => schedule.Function == function)],
                    Standing = function is DistributorFunction.Reconciliation ? [.. standing[distributor.Interface]] : [],
                },
                time.GetUtcNow()))
            .ToImmutableArray());
    }

    private async Task<ILookup<DistributorInterfaceId, StandingDifference>> Standing(IReadOnlyCollection<DistributorInterfaceId> interfaces)
    {
        var rows = (await reconciliations.Alarms(interfaces)).Values.SelectMany(all => all).ToList();
        var performances = rows.Count == 0 ? null : await directory.Entries([.. rows.Select(row => row.Performance.Value).Distinct()]);
        var standing =
            from row in rows
            let performance = performances!.GetValueOrDefault(row.Performance.Value) as Performance
            where performance is not null && performance.StartsAt > time.GetUtcNow() - Aftermath
            from difference in row.Differences
            where StayingRules.IsAlarm(difference, row.At, alarms)
            select (row.Interface, Difference: new StandingDifference(performance.Name, row.Execution, difference));
        return standing.ToLookup(each => each.Interface, each => each.Difference);
    }
}
