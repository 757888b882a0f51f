using System.Collections.Immutable;
using Dapper;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
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

    private const string Ended = "interface_id = @Interface AND function = @Function AND dry_run = 0";

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
        var found = ImmutableArray.CreateBuilder<InterfaceHealth>();
        foreach (var distributor in interfaces.Take(first))
        {
            var functions = await Of(distributor);
            found.Add(new InterfaceHealth(distributor.Venue, distributor.Interface, [.. functions.Where(health => state is null || health.State == state)]));
        }

        return new InterfaceHealthPage(found.DrainToImmutable(), interfaces.Length > first);
    }

    /// <summary>Every function of the interface's type; none where there is no such interface.</summary>
    public async Task<ImmutableArray<FunctionHealth>> Of(DistributorInterfaceId distributor) =>
        await directory.FindInterface(distributor) is { } facts ? await Of(facts) : [];

    internal async Task<ImmutableArray<FunctionHealth>> Of(InterfaceFacts distributor)
    {
        if (connectors.Find(distributor.Type) is not { } connector)
        {
            return [];
        }

        var plans = (await schedules.Page(new ScheduleFilter(Interface: distributor.Interface), null, ScheduleList.MaxPage)).Schedules;
        var found = ImmutableArray.CreateBuilder<FunctionHealth>();
        foreach (var function in Functions.Where(function => FunctionRunner.Has(connector.Capabilities, function)))
        {
            var facts = await Facts(distributor, function, [.. plans.Where(schedule => schedule.Function == function)]);
            var standing = function is DistributorFunction.Reconciliation ? await Standing(distributor.Interface) : [];
            found.Add(HealthRules.Of(facts with { Standing = standing }, time.GetUtcNow()));
        }

        return found.DrainToImmutable();
    }

    private async Task<ImmutableArray<StandingDifference>> Standing(DistributorInterfaceId distributor)
    {
        var rows = await reconciliations.Alarms(distributor);
        var names = rows.IsEmpty ? null : await directory.Entries([.. rows.Select(row => row.Performance.Value)]);
        return
        [
            .. from row in rows
               let performance = names!.GetValueOrDefault(row.Performance.Value) as Performance
               where performance is not null && performance.StartsAt > time.GetUtcNow() - Aftermath
               from difference in row.Differences
               where StayingRules.IsAlarm(difference, row.At, alarms)
               select new StandingDifference(performance.Name, row.Execution, difference),
        ];
    }

    private Task<HealthFacts> Facts(InterfaceFacts distributor, DistributorFunction function, ImmutableArray<Schedule> plans) => database.Read(async connection =>
    {
        var of = new { distributor.Interface, Function = (int)function, Running = (int)ExecutionState.Running, Failed = (int)ExecutionState.Failed };
        var ended = await ExecutionRows.List(connection, $"{Newest} AND state IN (2, 3, 4) ORDER BY started_at DESC, id DESC LIMIT 1", of);
        var success = await ExecutionRows.List(connection, $"{Newest} AND state IN (2, 3) ORDER BY started_at DESC, id DESC LIMIT 1", of);
        var running = await ExecutionRows.List(connection, $"{Newest} AND state = @Running ORDER BY started_at DESC, id DESC LIMIT 1", of);
        var since = await connection.ExecuteScalarAsync<long?>(
            $"SELECT min(started_at) FROM execution WHERE {Ended} AND state = @Failed AND started_at > @After",
            new { of.Interface, of.Function, of.Failed, After = success.IsEmpty ? 0 : success[0].StartedAt.ToUnixTimeMilliseconds() });
        return new HealthFacts(
            distributor.Venue,
            distributor.Interface,
            function,
            plans,
            ended.SingleOrDefault(),
            success.SingleOrDefault(),
            since is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : null,
            running.SingleOrDefault());
    });

    private static string Newest => $"SELECT {ExecutionRows.Columns} FROM execution WHERE {Ended}";
}
