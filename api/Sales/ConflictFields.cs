using Distribution.Api.Distributors;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;

namespace Distribution.Api.Sales;

[QueryFields]
public static class ConflictQueries
{
    /// <summary>Sales of places that somebody else has, the oldest first, with both sides and what was decided.</summary>
    /// <param name="venue">Null: of every venue.</param>
    /// <param name="interface">Whose sales they are; null: of every interface.</param>
    /// <param name="performance">Null: of every performance.</param>
    /// <param name="state">Null: every one there ever was.</param>
    [Requires(Role.Reader)]
    public static async Task<Connection<SaleConflict>> SaleConflicts(
        Caller caller,
        ConflictBook book,
        Page page,
        VenueId? venue = null,
        DistributorInterfaceId? @interface = null,
        PerformanceId? performance = null,
        ConflictState? state = null)
    {
        var found = await book.Page(new ConflictFilter(venue, @interface, performance, state, caller.OnlyVenues), page.AfterId<ConflictId>(), page.First);
        return page.OfIds(found.Conflicts, conflict => conflict.Id.Value, found.After is not null);
    }

    /// <summary>One conflict; null when there is none of this id.</summary>
    [Requires(Role.Reader)]
    public static Task<SaleConflict?> SaleConflict(ConflictBook book, ConflictId id) => book.Find(id);
}

[MutationFields]
public static class ConflictMutations
{
    /// <summary>
    /// Gives the buyer of a conflicting sale another place: the one that is named, or the nearest of the same category in the distributor's contingents, then in the
    /// venue's pool.
    /// </summary>
    /// <param name="conflict">An open one.</param>
    /// <param name="place">A numbered place that is free for this distributor, or in the pool.</param>
    /// <param name="area">Any place of this unnumbered area.</param>
    /// <param name="reason">At most 500 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SaleConflict>> ReseatSale(
        CommandContext command, ConflictDeciding deciding, ConflictId conflict, PlaceKey? place = null, AreaKey? area = null, string? reason = null) =>
        deciding.Decide(new ResolveConflict(command, conflict, ConflictRemedy.Reseat, reason, place, area));

    /// <summary>Refuses a conflicting sale: the distributor has to refund it. It is kept, and never becomes a ticket.</summary>
    /// <param name="conflict">An open one.</param>
    /// <param name="reason">1 to 500 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SaleConflict>> RefuseSale(CommandContext command, ConflictDeciding deciding, ConflictId conflict, string reason) =>
        deciding.Decide(new ResolveConflict(command, conflict, ConflictRemedy.Refuse, reason));

    /// <summary>
    /// Lets a conflicting sale win. The other party's hold is released, or the one place is taken out of their order; only the party that the conflict names is
    /// overruled. What they paid is theirs to get back.
    /// </summary>
    /// <param name="conflict">An open one.</param>
    /// <param name="reason">1 to 500 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SaleConflict>> OverruleSale(CommandContext command, ConflictDeciding deciding, ConflictId conflict, string reason) =>
        deciding.Decide(new ResolveConflict(command, conflict, ConflictRemedy.Overrule, reason));

    /// <summary>
    /// Decides many conflicts in one way: each buyer gets the nearest other place, each sale is refused, or each wins, as `reseatSale`, `refuseSale` and `overruleSale` do. Each is
    /// decided for itself; what can't be decided so says why, and is as it was.
    /// </summary>
    /// <param name="conflicts">1 to 200, of any interfaces.</param>
    /// <param name="remedy">What is decided about each.</param>
    /// <param name="reason">1 to 500 characters; to reseat it may be left out.</param>
    [Requires(Role.Operator)]
    [return: Named("decisions")]
    public static async Task<Outcome<IReadOnlyList<ConflictAnswer>>> DecideConflicts(
        CommandContext command, ConflictDeciding deciding, IReadOnlyList<ConflictId> conflicts, ConflictRemedy remedy, string? reason = null) =>
        (await deciding.Decide(new DecideConflicts(command, [.. conflicts], remedy, reason))).Match<Outcome<IReadOnlyList<ConflictAnswer>>>(
            decisions => new Outcome<IReadOnlyList<ConflictAnswer>>.Done([.. decisions.Select(decision => ConflictAnswer.Of(decision, conflicts))]),
            refusals => new Outcome<IReadOnlyList<ConflictAnswer>>.Refused(refusals));
}

/// <summary>What became of one of many conflicts.</summary>
/// <param name="Decided">As it is now; null where it could not be decided so.</param>
/// <param name="Error">Why it could not; null where it was decided.</param>
public sealed record ConflictAnswer(ConflictId Conflict, SaleConflict? Decided, UserError? Error)
{
    internal static ConflictAnswer Of(ConflictDecision decision, IReadOnlyList<ConflictId> conflicts) => decision.Outcome.Match(
        decided => new ConflictAnswer(decision.Conflict, decided, null),
        refusals => new ConflictAnswer(
            decision.Conflict, null, UserError.Of(refusals[0], ["input", "conflicts", $"{conflicts.Index().First(given => given.Item == decision.Conflict).Index}"])));
}

[SubscriptionFields]
public static class ConflictSubscriptions
{
    /// <summary>How many conflicts of an interface are open, whenever one has come, gone or been decided, from now on.</summary>
    /// <param name="interface">The interface to watch.</param>
    [Requires(Role.Reader)]
    public static IAsyncEnumerable<OpenConflicts> SaleConflictsChanged(ExecutionFeed feed, DistributorInterfaceId @interface, CancellationToken cancellationToken) =>
        feed.WatchConflicts(@interface, cancellationToken);
}
