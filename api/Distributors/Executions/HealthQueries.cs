using System.Collections.Immutable;
using Distribution.Alerts;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Distributors.Health;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

[QueryFields]
public static class HealthQueries
{
    /// <summary>How the functions of all interfaces do: their last success, what they owe to their schedules, what they fail by.</summary>
    /// <param name="venue">Null: of every venue.</param>
    /// <param name="state">Null: in every state.</param>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">Interfaces, from 1 to 100.</param>
    [Requires(Role.Reader)]
    public static Task<FunctionHealthPage> FunctionHealth(
        HealthReading health, VenueId? venue = null, HealthState? state = null, DistributorInterfaceId? after = null, int first = 50) =>
        health.Page(venue, state, after, first);

    /// <summary>E-mails about errors, late runs and recoveries, the newest first: what waits, what was sent, what was given up and why.</summary>
    /// <param name="interface">Null: of every interface.</param>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    [Requires(Role.Operator)]
    public static Task<MailPage> AlertMails(AlertStore alerts, DistributorInterfaceId? @interface = null, MailId? after = null, int first = 50) =>
        alerts.Page(@interface, after, first);
}

[FieldsOf<RegisteredInterface>]
public static class HealthOfInterface
{
    /// <summary>How each of its functions does.</summary>
    public static Task<ImmutableArray<FunctionHealth>> Health(RegisteredInterface distributor, HealthReading health) => health.Of(distributor.Id);
}

[FieldsOf<FunctionHealth>]
public static class FunctionHealthFields
{
    /// <summary>The name of its venue.</summary>
    public static Deferred<string?> VenueName(FunctionHealth health, NamesById names) => names.Load(health.Venue.Value);

    /// <summary>The name of its interface.</summary>
    public static Deferred<string?> InterfaceName(FunctionHealth health, NamesById names) => names.Load(health.Interface.Value);
}
