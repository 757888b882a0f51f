using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Distribution.Primitives;

namespace Distribution.Sales.Conflicts;

/// <summary>Decides many conflicts in one way, each for itself. The same command again goes on where it was cut off, and answers the same.</summary>
/// <param name="Conflicts">1 to <see cref="Max"/>, of any interfaces; one that is named twice counts once.</param>
/// <param name="Reason">As in <see cref="ResolveConflict"/>.</param>
public sealed record DecideConflicts(CommandContext Context, ImmutableArray<ConflictId> Conflicts, ConflictRemedy Remedy, string? Reason)
{
    public const int Max = 200;

    /// <summary>What the command says, to be told from another with the same id.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Remedy}/{string.Join(',', Conflicts)}/{Reason}")));

    /// <summary>The decision about one of them: its id is always the same.</summary>
    internal ResolveConflict Of(ConflictId conflict) => new(Context.Step($"conflict {conflict}"), conflict, Remedy, Reason);
}

/// <summary>What became of one of many conflicts.</summary>
/// <param name="Outcome">As it is decided, or why it can't be so.</param>
public sealed record ConflictDecision(ConflictId Conflict, Outcome<SaleConflict> Outcome);
