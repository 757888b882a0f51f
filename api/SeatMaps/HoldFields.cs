using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.SeatMaps.Replicas;
using Distribution.Api.Security;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.SeatMaps;

[QueryFields]
public static class HoldQueries
{
    /// <summary>
    /// A hold as it is now, so that a page that was loaded again finds its places. Null where there is no such hold; one that is no more is an error with
    /// HOLD_EXPIRED, HOLD_ENDED (released) or HOLD_CONFIRMED, for as long as that is remembered.
    /// </summary>
    /// <param name="performance">The performance.</param>
    /// <param name="id">The hold's id, which is the id of the command that made it.</param>
    [Requires(Role.Sales)]
    public static Task<Outcome<HoldState>> Hold(IGrainFactory grains, PerformanceId performance, HoldId id) =>
        grains.GetGrain<ISeatMapGrain>(performance.Value).HoldNow(id);
}

/// <summary>A place that is held.</summary>
/// <param name="Name">As <c>places</c> has it.</param>
/// <param name="Category">The code of its seat category.</param>
public sealed record PlaceOfHold(string Name, string Category);

[FieldsOf<HoldView>]
public static class HoldFields
{
    /// <summary>The places with their seat categories, in the order of <c>places</c>.</summary>
    public static Task<Outcome<ImmutableArray<PlaceOfHold>>> PlacesHeld(HoldView hold, SeatMapReplicas replicas, CancellationToken cancellationToken) =>
        Of(replicas, hold.Performance, hold.Places, cancellationToken);

    /// <summary>A plan never changes, so any version of the seat map does; the process mostly has one.</summary>
    internal static async Task<Outcome<ImmutableArray<PlaceOfHold>>> Of(
        SeatMapReplicas replicas, PerformanceId performance, ImmutableArray<string> places, CancellationToken cancellationToken) =>
        (await replicas.Read(performance, null, cancellationToken)).Match<Outcome<ImmutableArray<PlaceOfHold>>>(
            replica => ImmutableArray.CreateRange(places, name => new PlaceOfHold(name, replica.CategoryOf(name)!)),
            refusals => new Outcome<ImmutableArray<PlaceOfHold>>.Refused(refusals));
}

[FieldsOf<HoldState>]
public static class HoldStateFields
{
    /// <summary>The places with their seat categories, in the order of <c>places</c>.</summary>
    public static Task<Outcome<ImmutableArray<PlaceOfHold>>> PlacesHeld(HoldState hold, SeatMapReplicas replicas, CancellationToken cancellationToken) =>
        HoldFields.Of(replicas, hold.Performance, hold.Places, cancellationToken);
}
