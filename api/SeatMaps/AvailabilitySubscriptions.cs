using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.SeatMaps.Replicas;
using Distribution.Api.Security;
using Distribution.Primitives;

namespace Distribution.Api.SeatMaps;

[SubscriptionFields]
public static class AvailabilitySubscriptions
{
    /// <summary>
    /// Brings the subscriber up to date at once, then tells what changed, at most 20 times a second. Who reads more slowly gets fewer events with more in
    /// each, and is reset when too much happened in between.
    /// </summary>
    /// <param name="performance">The performance.</param>
    /// <param name="since">The version that was seen last, as for <c>availabilityChanges</c>; null starts with all places.</param>
    [Requires(Role.Reader)]
    public static async Task<Outcome<IAsyncEnumerable<AvailabilityChanges>>> AvailabilityChanged(
        SeatMapReplicas replicas, PerformanceId performance, CancellationToken cancellationToken, long? since = null) =>
        (await replicas.Read(performance, since, cancellationToken, nameof(since), orReset: true)).Match<Outcome<IAsyncEnumerable<AvailabilityChanges>>>(
            _ => new Outcome<IAsyncEnumerable<AvailabilityChanges>>.Done(Follow(replicas, performance, since, cancellationToken)),
            refusals => new Outcome<IAsyncEnumerable<AvailabilityChanges>>.Refused(refusals));

    private static async IAsyncEnumerable<AvailabilityChanges> Follow(
        SeatMapReplicas replicas, PerformanceId performance, long? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = since;
        var first = true;
        await foreach (var replica in replicas.Follow(performance, cancellationToken))
        {
            if (first || !(replica.Version <= seen))
            {
                yield return AvailabilityChanges.Since(seen, replica);
                (seen, first) = (replica.Version, false);
            }
        }
    }
}
