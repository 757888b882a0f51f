using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Api.Security.Venues;

/// <summary>What somebody may do at one venue.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Role">At this venue.</param>
public sealed record VenueRole(VenueId Venue, Role Role)
{
    /// <summary>Venues that one token can bear, which has to fit into a header.</summary>
    public const int Max = 50;

    public override string ToString() => $"{Venue}={Role.ToString().ToLowerInvariant()}";

    /// <summary>From what <see cref="ToString"/> gives; null where one of them is none, or a venue stands twice.</summary>
    internal static ImmutableDictionary<VenueId, Role>? All(IReadOnlyCollection<string> texts)
    {
        var roles = ImmutableDictionary.CreateBuilder<VenueId, Role>();
        foreach (var text in texts)
        {
            if (texts.Count > Max || text.Split('=') is not [var venue, var role] || !Guid.TryParse(venue, out var id) || id == Guid.Empty || Roles.TryParse(role) is not { } known
                || !roles.TryAdd(new VenueId(id), known))
            {
                return null;
            }
        }

        return roles.ToImmutable();
    }
}

internal static class VenueRoles
{
    public static ImmutableDictionary<VenueId, Role> ToDictionary(this IEnumerable<VenueRole> roles) => roles.ToImmutableDictionary(role => role.Venue, role => role.Role);
}
