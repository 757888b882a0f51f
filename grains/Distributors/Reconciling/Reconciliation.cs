using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Distributors.Reconciling;

/// <summary>Our books of one performance held against the distributor's, once.</summary>
/// <param name="Execution">The run that compared them: one of its own, or an export.</param>
/// <param name="At">When they were compared.</param>
/// <param name="Ours">Numbered places that the distributor has by our books, those in doubt too, and how many of all it has sold by our tickets.</param>
/// <param name="InDoubt">Numbered places among ours of which it is not known whether the distributor has them.</param>
/// <param name="Theirs">The same by the distributor's books.</param>
/// <param name="Areas">Of unnumbered areas.</param>
/// <param name="Differences">None where both books say the same.</param>
/// <param name="Runs">How many comparisons in a row found a difference, this one among them.</param>
/// <param name="Alarm">One of them has stayed for so long that people are told; see <see cref="ReconciliationSettings"/>.</param>
[GenerateSerializer, Immutable, Alias("Reconciliation")]
public sealed record Reconciliation(
    DistributorInterfaceId Interface,
    PerformanceId Performance,
    ExecutionId Execution,
    DateTimeOffset At,
    AllotmentTally Ours,
    int InDoubt,
    AllotmentTally Theirs,
    ImmutableArray<ReconciledArea> Areas,
    ImmutableArray<Difference> Differences,
    int Runs = 0,
    bool Alarm = false);

/// <summary>Our books of an unnumbered area held against the distributor's.</summary>
/// <param name="Area">The distributor's id of the area.</param>
/// <param name="Ours">What it has of the area by our books, those in doubt too.</param>
/// <param name="InDoubt">Places among ours of which it is not known whether the distributor has them.</param>
/// <param name="Theirs">What it has by its own books.</param>
[GenerateSerializer, Immutable, Alias("ReconciledArea")]
public sealed record ReconciledArea(string Area, AllotmentTally Ours, int InDoubt, AllotmentTally Theirs);

/// <summary>Something that the two books do not say alike.</summary>
/// <param name="Kind">What is not alike.</param>
/// <param name="Subject">The area, or "numbered places".</param>
/// <param name="Count">Of how many places, or tickets.</param>
/// <param name="Places">Which, where the distributor lists them: the first 20.</param>
/// <param name="Explanation">What it means and what to do.</param>
/// <param name="Runs">Comparisons in a row that found it, this one among them.</param>
/// <param name="Since">The first of these comparisons.</param>
/// <param name="Staying">Those of the places that every one of them named.</param>
[GenerateSerializer, Immutable, Alias("Difference")]
public sealed record Difference(
    DifferenceKind Kind,
    string Subject,
    int Count,
    ImmutableArray<string> Places,
    string Explanation,
    int Runs = 0,
    DateTimeOffset? Since = null,
    ImmutableArray<string> Staying = default);

/// <summary>In which way two books differ.</summary>
public enum DifferenceKind
{
    /// <summary>A message about the places was not answered.</summary>
    InDoubt = 1,
    /// <summary>We think that the distributor has the places, and it does not.</summary>
    UnknownThere,
    /// <summary>The distributor has the places, and we think that it does not.</summary>
    UnknownHere,
    /// <summary>Sold there; the line is here and waits.</summary>
    Waiting,
    /// <summary>Sold there; the line has not come yet.</summary>
    NotImported,
    /// <summary>Sold by our books, and not, or no more, by theirs.</summary>
    SoldOnlyHere,
}
