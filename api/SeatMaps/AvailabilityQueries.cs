using Distribution.Api.GraphQL.Fields;
using Distribution.Api.SeatMaps.Replicas;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Api.SeatMaps;

/// <summary>Without the performance around it, so that nothing but this process is asked.</summary>
[QueryFields]
public static class AvailabilityQueries
{
    /// <summary>The places of a performance at the newest version known here.</summary>
    /// <param name="performance">The performance.</param>
    /// <param name="atLeast">
    /// The version that a command answered, to see what it did: waits up to 2 seconds until that is known here, then refuses with OVERLOADED.
    /// </param>
    [Requires(Role.Reader)]
    public static async Task<Outcome<Availability>> Availability(
        SeatMapReplicas replicas, PerformanceId performance, CancellationToken cancellationToken, long? atLeast = null) =>
        (await replicas.Read(performance, atLeast, cancellationToken)).Match<Outcome<Availability>>(
            replica => new Availability(replica), refusals => new Outcome<Availability>.Refused(refusals));

    /// <summary>What changed since a version that was seen, in any process; about ten seconds of an on-sale are known.</summary>
    /// <param name="performance">The performance.</param>
    /// <param name="since">
    /// The version that was seen last. One that is not known here yet is waited for as with <c>availability</c>; one that the seat map never came to is
    /// answered with a reset after that time.
    /// </param>
    [Requires(Role.Reader)]
    public static async Task<Outcome<AvailabilityChanges>> AvailabilityChanges(
        SeatMapReplicas replicas, PerformanceId performance, long since, CancellationToken cancellationToken) =>
        (await replicas.Read(performance, since, cancellationToken, nameof(since), orReset: true)).Match<Outcome<AvailabilityChanges>>(
            replica => SeatMaps.AvailabilityChanges.Since(since, replica), refusals => new Outcome<AvailabilityChanges>.Refused(refusals));
}

[FieldsOf<Performance>]
public static class AvailabilityOfPerformance
{
    /// <summary>The places at the newest version known here; without the performance's other fields the query <c>availability</c> is faster.</summary>
    /// <param name="atLeast">As for the query <c>availability</c>.</param>
    public static Task<Outcome<Availability>> Availability(
        Performance performance, SeatMapReplicas replicas, CancellationToken cancellationToken, long? atLeast = null) =>
        AvailabilityQueries.Availability(replicas, performance.Id, cancellationToken, atLeast);

    /// <summary>What changed since a version that was seen.</summary>
    /// <param name="since">As for the query <c>availabilityChanges</c>.</param>
    public static Task<Outcome<AvailabilityChanges>> AvailabilityChanges(
        Performance performance, SeatMapReplicas replicas, long since, CancellationToken cancellationToken) =>
        AvailabilityQueries.AvailabilityChanges(replicas, performance.Id, since, cancellationToken);
}
