using Distribution.Primitives;

namespace Distribution.Api.Security.Venues;

/// <summary>
/// Whether a caller of some venues may use the things that a request names. What belongs to another venue is refused in the same words, and after the same
/// work, as what does not exist.
/// </summary>
internal sealed class VenueGuard(VenueDirectory directory)
{
    public VenueDirectory Directory => directory;

    /// <summary>Whether a thing may be shown, whatever hinders it.</summary>
    public async ValueTask<bool> Allows(Caller caller, Role role, Type type, Guid id) =>
        caller.Venues is null || (directory.Leads(type) && await directory.OwnVenueOf(caller, type, id) is { } venue && caller.At(venue) >= role);

    /// <summary>Null where the caller may go on.</summary>
    /// <param name="role">Needed at the venue of each thing.</param>
    public async ValueTask<Refusal?> Check(Caller caller, Role role, IEnumerable<(Type Type, Guid Id)> things)
    {
        foreach (var (type, id) in things.Distinct())
        {
            if (!directory.Leads(type))
            {
                continue;
            }

            if (await directory.OwnVenueOf(caller, type, id) is not { } venue)
            {
                return new Refusal(RefusalCode.NotFound, id.ToString(), "There is no such thing.");
            }

            if (caller.At(venue) < role)
            {
                throw new RoleTooLowException(role);
            }
        }

        return null;
    }
}

/// <summary>The caller may read of this venue, but not do what was asked.</summary>
internal sealed class RoleTooLowException(Role role) : Exception($"At this venue that needs the role {role.ToString().ToLowerInvariant()}.");
