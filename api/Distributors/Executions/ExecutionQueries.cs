using Distribution.Api.GraphQL.Fields;
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
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    [Requires(Role.Reader)]
    public static Task<ExecutionPage> Executions(
        ExecutionLog log,
        VenueId? venue = null,
        DistributorInterfaceId? @interface = null,
        DistributorFunction? function = null,
        PerformanceId? performance = null,
        ExecutionState? state = null,
        ExecutionTrigger? trigger = null,
        ErrorKind? error = null,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        bool? dryRun = null,
        ExecutionId? after = null,
        int first = 50) =>
        log.Page(new ExecutionFilter(venue, @interface, function, performance, state, trigger, error, from, until, dryRun), after, first);

    /// <summary>What an interface leaves out because somebody said so, or did, the newest first.</summary>
    /// <param name="interface">The interface whose runs leave it out.</param>
    /// <param name="function">Null: of every function.</param>
    /// <param name="inForce">Only what is left out now, or only what is taken again; null: both.</param>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    [Requires(Role.Reader)]
    public static Task<SkippedItemPage> SkippedItems(
        SkipList skips, DistributorInterfaceId @interface, DistributorFunction? function = null, bool? inForce = true, SkippedItemId? after = null, int first = 50) =>
        skips.Page(@interface, function, inForce, after, first);
}
