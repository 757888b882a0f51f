using Distribution.Primitives;

namespace Distribution.Sales.Conflicts;

/// <summary>Decides a conflict. The same command again goes on where it was cut off, and answers the same.</summary>
/// <param name="Reason">1 to 500 characters; needed to refuse and to overrule.</param>
/// <param name="Place">To reseat: the new place; null with no <paramref name="Area"/> takes the nearest of the same category.</param>
/// <param name="Area">To reseat: any place of an unnumbered area.</param>
[GenerateSerializer, Immutable, Alias("ResolveConflict")]
public sealed record ResolveConflict(
    CommandContext Context, ConflictId Conflict, ConflictRemedy Remedy, string? Reason = null, PlaceKey? Place = null, AreaKey? Area = null)
{
    public const int MaxReason = 500;

    /// <summary>What the command says, to be told from another with the same id.</summary>
    internal string Fingerprint => $"{Conflict}/{Remedy}/{Place}/{Area}/{Reason}";
}
