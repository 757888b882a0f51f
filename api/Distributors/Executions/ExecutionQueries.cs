using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

[QueryFields]
public static class ExecutionQueries
{
    /// <summary>All executions, the newest first; kept for 400 days where nothing else is set.</summary>
    /// <param name="venue">Null: of every venue.</param>
    /// <param name="interface">Null: of every interface.</param>
    /// <param name="function">Null: of every function.</param>
    /// <param name="performance">Only those that were for this performance alone.</param>
    /// <param name="state">Null: in every state.</param>
    /// <param name="trigger">Null: started by whatever.</param>
    /// <param name="error">Only those with at least one error of this kind.</param>
    /// <param name="from">Only those that started then or later.</param>
    /// <param name="until">Only those that started before.</param>
    /// <param name="dryRun">Only dry runs, or only others; null: both.</param>
    [Requires(Role.Reader)]
    public static async Task<Connection<Execution>> Executions(
        ExecutionLog log,
        Page page,
        VenueId? venue = null,
        DistributorInterfaceId? @interface = null,
        DistributorFunction? function = null,
        PerformanceId? performance = null,
        ExecutionState? state = null,
        ExecutionTrigger? trigger = null,
        ErrorKind? error = null,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        bool? dryRun = null)
    {
        var filter = new ExecutionFilter(venue, @interface, function, performance, state, trigger, error, from, until, dryRun);
        var found = await log.Page(filter, page.AfterId<ExecutionId>(), page.First);
        return page.OfIds(found.Executions, execution => execution.Id.Value, found.After is not null);
    }

    /// <summary>What an interface leaves out because somebody said so, or did, the newest first.</summary>
    /// <param name="interface">The interface whose runs leave it out.</param>
    /// <param name="function">Null: of every function.</param>
    /// <param name="inForce">Only what is left out now, or only what is taken again; null: both.</param>
    [Requires(Role.Reader)]
    public static async Task<Connection<SkippedItem>> SkippedItems(
        SkipList skips, Page page, DistributorInterfaceId @interface, DistributorFunction? function = null, bool? inForce = true)
    {
        var found = await skips.Page(@interface, function, inForce, page.AfterId<SkippedItemId>(), page.First);
        return page.OfIds(found.Items, item => item.Id.Value, found.After is not null);
    }
}
