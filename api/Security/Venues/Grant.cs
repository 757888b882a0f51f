using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Api.Security.Venues;

/// <summary>What a token or key allows: a role at every venue, or one at each of some.</summary>
internal sealed record Grant(Role? Role, ImmutableDictionary<VenueId, Role>? Venues)
{
    public ImmutableArray<VenueRole>? List => Venues?.Select(venue => new VenueRole(venue.Key, venue.Value)).ToImmutableArray();

    /// <summary>Refused unless exactly one of the two is said, and of venues that there are.</summary>
    public static async Task<Outcome<Grant>> Of(Role? role, IReadOnlyList<VenueRole>? venues, CatalogDirectory directory)
    {
        if (Said(role, venues) is not { } grant)
        {
            return new Refusal(RefusalCode.Invalid, "role", $"Say either a role, for every venue, or venues: 1 to {VenueRole.Max}, each once and with its role.");
        }

        if (venues is null)
        {
            return grant;
        }

        var known = await directory.Entries([.. venues.Select(venue => venue.Venue.Value)]);
        ImmutableArray<Refusal> unknown =
        [
            .. from venue in venues.Index()
               where known.GetValueOrDefault(venue.Item.Venue.Value) is not Venue
               select new Refusal(RefusalCode.NotFound, $"venues[{venue.Index}].venue", $"There is no venue {venue.Item.Venue}."),
        ];
        return unknown.IsEmpty ? grant : new Outcome<Grant>.Refused(unknown);
    }

    public Caller To(string name, DateTimeOffset? expires) => Venues is { } venues ? Caller.OfVenues(name, expires, venues) : new Caller(name, Role!.Value, expires);

    private static Grant? Said(Role? role, IReadOnlyList<VenueRole>? venues)
    {
        if (venues is null)
        {
            return role is { } everywhere ? new Grant(everywhere, null) : null;
        }

        return role is null && venues.Count is > 0 and <= VenueRole.Max && venues.DistinctBy(venue => venue.Venue).Count() == venues.Count
            ? new Grant(null, venues.ToDictionary())
            : null;
    }
}
