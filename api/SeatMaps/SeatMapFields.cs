using Distribution.Api.GraphQL.Fields;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;

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

    private static ISeatMapGrain Of(IGrainFactory grains, Performance performance) => grains.GetGrain<ISeatMapGrain>(performance.Id.Value);
}
