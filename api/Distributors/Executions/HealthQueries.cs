using System.Collections.Immutable;
using Distribution.Alerts;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Catalog;
using Distribution.Distributors.Health;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

[QueryFields]
public static class HealthQueries
{
    /// <summary>How the functions of all interfaces do: their last success, what they owe to their schedules, what they fail by. A page has at most 100 interfaces.</summary>
    /// <param name="venue">Null: of every venue.</param>
    /// <param name="state">Only functions in this state; an interface without any is listed without functions. Null: in every state.</param>
    [Requires(Role.Reader)]
    public static async Task<Connection<InterfaceHealth>> InterfaceHealth(Caller caller, HealthReading health, Page page, VenueId? venue = null, HealthState? state = null)
    {
        var found = await health.Page(caller.Within(venue), state, page.AfterId<DistributorInterfaceId>(), page.First);
        return page.OfIds(found.Interfaces, it => it.Interface.Value, found.HasMore);
    }

    /// <summary>E-mails about errors, late runs and recoveries, the newest first: what waits, what was sent, what was given up and why.</summary>
    /// <param name="interface">Null: of every interface of the venues at which the caller is an operator.</param>
    [Requires(Role.Operator), KeepsToVenues]
    public static async Task<Connection<AlertMail>> AlertMails(Caller caller, AlertStore alerts, Page page, DistributorInterfaceId? @interface = null)
    {
        var found = await alerts.Page(@interface, caller.OnlyVenuesAs(Role.Operator), page.AfterId<MailId>(), page.First);
        return page.OfIds(found.Mails, mail => mail.Id.Value, found.After is not null);
    }
}

[FieldsOf<RegisteredInterface>]
public static class HealthOfInterface
{
    /// <summary>How each of its functions does.</summary>
    public static Deferred<ImmutableArray<FunctionHealth>> Health(RegisteredInterface distributor, HealthOfInterfaces health) => health.Load(distributor.Id);
}

public sealed class HealthOfInterfaces(HealthReading health) : BatchLoader<DistributorInterfaceId, ImmutableArray<FunctionHealth>>
{
    protected override Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<FunctionHealth>>> Load(
        IReadOnlyCollection<DistributorInterfaceId> keys, CancellationToken cancellationToken) => health.Of(keys);
}
