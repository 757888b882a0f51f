using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.SeatMaps;

/// <summary>A part of a seat map's places, in the seating plan's order, all of one version.</summary>
/// <param name="Version">The version of the seat map.</param>
public sealed record PlaceConnection(long Version, [property: Hidden] Connection<PlaceView> Part) : Connection<PlaceView>(Part)
{
    public const int Size = 1_000;

    /// <summary>The number of the last place of the page before.</summary>
    internal static int? After(Page page) => page.After is null ? null : page.Skip() - 1;

    internal static Outcome<PlaceConnection> Of(Page page, Outcome<PlacePage> outcome) => outcome.Match<Outcome<PlaceConnection>>(
        found => new PlaceConnection(found.Version, page.OfNumbers(found.Places, place => place.Number, found.After is not null)),
        refusals => new Outcome<PlaceConnection>.Refused(refusals));
}
