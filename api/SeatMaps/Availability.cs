using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Live;

namespace Distribution.Api.SeatMaps;

/// <summary>
/// All places of a performance at one version. Every process has a copy that follows the seat map within a fraction of a second, so this answers at once
/// however much is being sold; what it shows is durable.
/// </summary>
public sealed record Availability([property: Hidden] SeatMapReplica Replica)
{
    /// <summary>Grows when the seat map starts again, such as on another silo. A version is the same in every epoch.</summary>
    public long Epoch => Replica.Epoch;

    /// <summary>The version that all of this shows; ask for the changes since it.</summary>
    public long Version => Replica.Version;

    /// <summary>Where the places are.</summary>
    public Geometry Geometry => new(Replica.Plan, GeometryEndpoint.UrlOf(Replica.Plan), Replica.PlaceCount);

    /// <summary>The contingents that have, or had, places here, by their numbers.</summary>
    public ImmutableArray<NumberedContingent> Contingents => Replica.Parties.Contingents;

    /// <summary>The distributor interfaces that were offered places here, by their numbers.</summary>
    public ImmutableArray<NumberedInterface> Interfaces => Replica.Parties.Interfaces;

    /// <summary>
    /// The state of every place in the plan's order, in two bytes each, the low one first: bits 0–9 the number of its contingent, 0 for the venue's pool;
    /// bit 10 whether it is blocked; bits 11–12 whether it is free (0), held (1) or sold (2); bits 13–14 whether it is offered to no distributor (0), in
    /// doubt (1) or acknowledged by one (2).
    /// </summary>
    public ReadOnlyMemory<byte> State => Replica.State;

    /// <summary>Counts of the places, by contingent and seat category.</summary>
    public SeatMapCounts Counts => Replica.Counts;
}

[FieldsOf<Availability>]
public static class AvailabilityFields
{
    /// <summary>
    /// The places that fit a filter, in the seating plan's order. Until when a place is held and under which order it is sold is left out here: the
    /// performance's own <c>places</c> tells.
    /// </summary>
    /// <param name="filter">Null takes all places.</param>
    public static Outcome<PlaceConnection> Places(Availability availability, [PageSize(PlaceConnection.Size)] Page page, PlaceFilter? filter = null) =>
        PlaceConnection.Of(page, availability.Replica.Places(filter ?? new PlaceFilter(), PlaceConnection.After(page), page.First));
}

/// <summary>The seating plan of a performance: where its places are. It never changes.</summary>
/// <param name="Hash">Its identity: performances with the same one have the same places.</param>
/// <param name="Url">Where it is to be had as JSON, with the same token; it may be kept for ever.</param>
/// <param name="Places">How many places it has.</param>
public sealed record Geometry(PlanHash Hash, string Url, int Places);
