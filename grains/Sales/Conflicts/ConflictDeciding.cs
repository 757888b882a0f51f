using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales.Conflicts;

/// <summary>Has conflicts decided by the interfaces whose sales they are about.</summary>
public sealed class ConflictDeciding(IGrainFactory grains, ConflictBook book)
{
    public async Task<Outcome<SaleConflict>> Decide(ResolveConflict command) => await book.Find(command.Conflict) is { } known
        ? await grains.GetGrain<IDistributorInterfaceGrain>(known.Claim.Interface.Value).Resolve(command)
        : Unknown(command.Conflict);

    /// <summary>One after another of an interface, the interfaces side by side: what hinders one decision hinders no other.</summary>
    /// <returns>In the order of the command.</returns>
    public async Task<Outcome<ImmutableArray<ConflictDecision>>> Decide(DecideConflicts command)
    {
        if (Problem(command) is { } problem)
        {
            return problem;
        }

        if (!await book.IsFirstOrSame(command))
        {
            return new Refusal(RefusalCode.CommandMismatch, command.Context.Id.ToString(), "This command id was used before for another list of conflicts. Use a new id for a new command.");
        }

        var known = await book.Find(command.Conflicts);
        var decided = await Task.WhenAll(known.GroupBy(conflict => conflict.Claim.Interface).Select(async group =>
        {
            ImmutableArray<ResolveConflict> commands = [.. group.OrderBy(conflict => conflict.OpenedAt).Select(conflict => command.Of(conflict.Id))];
            var outcomes = await grains.GetGrain<IDistributorInterfaceGrain>(group.Key.Value).ResolveAll(commands);
            return commands.Zip(outcomes, (each, outcome) => new ConflictDecision(each.Conflict, outcome));
        }));
        var outcomes = decided.SelectMany(some => some).ToDictionary(decision => decision.Conflict);
        return command.Conflicts.Distinct().Select(id => outcomes.GetValueOrDefault(id) ?? new ConflictDecision(id, Unknown(id))).ToImmutableArray();
    }

    private static Refusal? Problem(DecideConflicts command) => command.Conflicts switch
    {
        [] => new Refusal(RefusalCode.Invalid, "conflicts", $"Name 1 to {DecideConflicts.Max} conflicts."),
        { Length: > DecideConflicts.Max } => new Refusal(
            RefusalCode.LimitExceeded, "conflicts", $"Decide at most {DecideConflicts.Max} conflicts at once, not {command.Conflicts.Length}; send the others with another command."),
        [var first, ..] => ConflictRules.Problem(command.Of(first)),
    };

    private static Refusal Unknown(ConflictId id) => new(RefusalCode.NotFound, id.ToString(), "There is no such conflict.");
}
