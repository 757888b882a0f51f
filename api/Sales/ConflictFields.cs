using Distribution.Api.Distributors;
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
    /// <summary>
    /// Sales of places that somebody else has, the oldest first, with both sides and what was decided. Name at least one of venue, interface and performance.
    /// </summary>
    /// <param name="state">Null: every one there ever was.</param>
    [Requires(Role.Reader)]
    public static async Task<Outcome<Connection<SaleConflict>>> SaleConflicts(
        ConflictBook book,
        Page page,
        VenueId? venue = null,
        DistributorInterfaceId? @interface = null,
        PerformanceId? performance = null,
        ConflictState? state = null)
    {
        if (venue is null && @interface is null && performance is null)
        {
            return new Refusal(RefusalCode.Invalid, "venue", "Name a venue, an interface or a performance.");
        }

        var found = await book.Page(venue, @interface, performance, state, page.AfterId<ConflictId>(), page.First);
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
        CommandContext command, IGrainFactory grains, ConflictBook book, ConflictId conflict, PlaceKey? place = null, AreaKey? area = null, string? reason = null) =>
        Resolve(grains, book, new ResolveConflict(command, conflict, ConflictRemedy.Reseat, reason, place, area));

    /// <summary>Refuses a conflicting sale: the distributor has to refund it. It is kept, and never becomes a ticket.</summary>
    /// <param name="conflict">An open one.</param>
    /// <param name="reason">1 to 500 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SaleConflict>> RefuseSale(CommandContext command, IGrainFactory grains, ConflictBook book, ConflictId conflict, string reason) =>
        Resolve(grains, book, new ResolveConflict(command, conflict, ConflictRemedy.Refuse, reason));

    /// <summary>
    /// Lets a conflicting sale win. The other party's hold is released, or the one place is taken out of their order; only the party that the conflict names is
    /// overruled. What they paid is theirs to get back.
    /// </summary>
    /// <param name="conflict">An open one.</param>
    /// <param name="reason">1 to 500 characters.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<SaleConflict>> OverruleSale(CommandContext command, IGrainFactory grains, ConflictBook book, ConflictId conflict, string reason) =>
        Resolve(grains, book, new ResolveConflict(command, conflict, ConflictRemedy.Overrule, reason));

    private static async Task<Outcome<SaleConflict>> Resolve(IGrainFactory grains, ConflictBook book, ResolveConflict command) =>
        await book.Find(command.Conflict) is { } known
            ? await grains.GetGrain<IDistributorInterfaceGrain>(known.Claim.Interface.Value).Resolve(command)
            : new Refusal(RefusalCode.NotFound, command.Conflict.ToString(), "There is no such conflict.");
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
