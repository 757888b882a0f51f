using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;

namespace Distribution.Api.SeatMaps;

[FieldsOf<Performance>]
public static class SeatMapFields
{
    /// <summary>Counts of the places, by contingent and seat category.</summary>
    public static Task<Outcome<SeatMapCounts>> Counts(Performance performance, IGrainFactory grains) => Of(grains, performance).Counts();

    /// <summary>The places that fit a filter, in the seating plan's order.</summary>
    /// <param name="filter">Null takes all places.</param>
    /// <param name="after">The <c>after</c> of the page before.</param>
    /// <param name="first">From 1 to 5,000.</param>
    public static Task<Outcome<PlacePage>> Places(
        Performance performance, IGrainFactory grains, PlaceFilter? filter = null, int? after = null, int first = 1_000) =>
        Of(grains, performance).Places(filter ?? new PlaceFilter(), after, first);

    /// <summary>
    /// The audit log: every change of a place with when, who, through which channel, under which command and execution, the latest first.
    /// Entries are kept for at least 400 days.
    /// </summary>
    /// <param name="place">Only changes of the place of this name.</param>
    /// <param name="before">The <c>before</c> of the page before.</param>
    /// <param name="first">From 1 to 500.</param>
    [Requires(Role.Operator)]
    public static Task<Outcome<AuditPage>> AuditLog(
        Performance performance, IGrainFactory grains, string? place = null, long? before = null, int first = 50) =>
        grains.GetGrain<ISeatMapAuditGrain>(performance.Id.Value).Read(place, before, first);

    private static ISeatMapGrain Of(IGrainFactory grains, Performance performance) => grains.GetGrain<ISeatMapGrain>(performance.Id.Value);
}
