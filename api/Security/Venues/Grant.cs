using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Api.Security.Venues;

/// <summary>What a token or key allows: a role at every venue, or one at each of some.</summary>
internal sealed record Grant(Role? Role, ImmutableDictionary<VenueId, Role>? Venues)
{
    public static readonly Refusal Refusal =
        new(RefusalCode.Invalid, "role", $"Say either a role, for every venue, or venues: 1 to {VenueRole.Max}, each once and with its role.");

    public ImmutableArray<VenueRole>? List => Venues?.Select(venue => new VenueRole(venue.Key, venue.Value)).ToImmutableArray();

    /// <summary>Null unless exactly one of the two is said.</summary>
    public static Grant? Of(Role? role, IReadOnlyList<VenueRole>? venues)
    {
        if (venues is null)
        {
            return role is { } everywhere ? new Grant(everywhere, null) : null;
        }

        return role is null && venues.Count is > 0 and <= VenueRole.Max && venues.DistinctBy(venue => venue.Venue).Count() == venues.Count
            ? new Grant(null, venues.ToDictionary())
            : null;
    }

    public Caller To(string name, DateTimeOffset? expires) => Venues is { } venues ? Caller.OfVenues(name, expires, venues) : new Caller(name, Role!.Value, expires);
}
