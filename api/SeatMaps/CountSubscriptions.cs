using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.SeatMaps.Replicas;
using Distribution.Api.Security;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.SeatMaps;

/// <summary>How many places of each state a contingent has in a performance, at one version of its seat map.</summary>
/// <param name="Version">The version that this shows.</param>
/// <param name="Total">All its places there.</param>
/// <param name="Categories">By seat category.</param>
public sealed record CountsOfContingent(long Version, PlaceCounts Total, ImmutableArray<CountRow> Categories)
{
    internal static CountsOfContingent Of(SeatMapCounts counts, ContingentId? contingent)
    {
        var rows = counts.Rows.Where(row => row.Contingent == contingent).ToImmutableArray();
        return new CountsOfContingent(counts.Version, rows.Aggregate(default(PlaceCounts), (sum, row) => sum + row.Counts), rows);
    }

    internal bool Says(CountsOfContingent other) => Categories.SequenceEqual(other.Categories);
}

[SubscriptionFields]
public static class CountSubscriptions
{
    /// <summary>
    /// The counts of a contingent in a performance: at once, then whenever they change, at most 20 times a second. Who reads more slowly gets fewer events.
    /// </summary>
    /// <param name="performance">The performance.</param>
    /// <param name="contingent">Null: the venue's pool.</param>
    [Requires(Role.Reader)]
    public static async Task<Outcome<IAsyncEnumerable<CountsOfContingent>>> ContingentCountsChanged(
        SeatMapReplicas replicas, PerformanceId performance, CancellationToken cancellationToken, ContingentId? contingent = null) =>
        (await replicas.Read(performance, null, cancellationToken)).Match<Outcome<IAsyncEnumerable<CountsOfContingent>>>(
            _ => new Outcome<IAsyncEnumerable<CountsOfContingent>>.Done(Follow(replicas, performance, contingent, cancellationToken)),
            refusals => new Outcome<IAsyncEnumerable<CountsOfContingent>>.Refused(refusals));

    private static async IAsyncEnumerable<CountsOfContingent> Follow(
        SeatMapReplicas replicas, PerformanceId performance, ContingentId? contingent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CountsOfContingent? told = null;
        await foreach (var replica in replicas.Follow(performance, cancellationToken))
        {
            var counts = CountsOfContingent.Of(replica.Counts, contingent);
            if (told?.Says(counts) is not true)
            {
                yield return told = counts;
            }
        }
    }
}
