using System.Collections.Immutable;
using System.Security.Claims;
using Distribution.Api.GraphQL.Errors;
using Distribution.Primitives;

namespace Distribution.Api.Security;

/// <summary>Who asks. A field method gets it as a parameter; the name goes into every command (<c>CommandContext.Who</c>).</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="Role">At every venue; where <paramref name="Venues"/> says otherwise, the highest of those.</param>
/// <param name="Expires">Null for the administrator token, which has no end.</param>
/// <param name="Venues">Null: every venue. Otherwise those at which the caller may do something, and what; of others it learns nothing.</param>
public sealed record Caller(string Name, Role Role, DateTimeOffset? Expires, ImmutableDictionary<VenueId, Role>? Venues = null)
{
    private const string OperationKey = "caller";

    /// <summary>The API key, which may be revoked at any time; null for the bearer of a token.</summary>
    internal string? Key { get; init; }

    /// <summary>A caller of some venues only.</summary>
    public static Caller OfVenues(string name, DateTimeOffset? expires, ImmutableDictionary<VenueId, Role> venues) => new(name, venues.Values.Max(), expires, venues);

    /// <summary>Whether the role reaches, at one venue at least.</summary>
    public bool Is(Role role) => Role >= role;

    public bool IsEverywhere(Role role) => Venues is null && Is(role);

    /// <summary>Null where the caller may not even know that there is such a venue.</summary>
    public Role? At(VenueId venue) => Venues is null ? Role : Venues.TryGetValue(venue, out var role) ? role : null;

    /// <summary>For lists of what is at several venues: those that may be told; null: all.</summary>
    public IReadOnlyCollection<VenueId>? OnlyVenues => OnlyVenuesAs(Role.Reader);

    /// <summary>Those at which the caller has the role; null: all.</summary>
    public IReadOnlyCollection<VenueId>? OnlyVenuesAs(Role role) => Venues?.Where(venue => venue.Value >= role).Select(venue => venue.Key).ToArray();

    /// <summary>For lists that are of one venue or of all: the venue asked for, or the only one of a caller of some.</summary>
    /// <exception cref="ApiError">There are several to choose from.</exception>
    internal VenueId? Within(VenueId? venue) => venue is not null || Venues is null ? venue
        : Venues.Count == 1 ? Venues.Keys.Single()
        : throw new ApiError(ErrorCodes.Invalid, "Say which venue: you are known at several.", "venue");

    public ClaimsPrincipal ToPrincipal() => new(new CallerIdentity(this));

    /// <summary>Null when nobody has proven who they are.</summary>
    public static Caller? Of(ClaimsPrincipal principal) => (principal.Identity as CallerIdentity)?.Caller;

    /// <summary>The caller of a running operation.</summary>
    internal static Caller In(IDictionary<string, object?> operation) => (Caller)operation[OperationKey]!;

    internal Dictionary<string, object?> ToOperation() => new(StringComparer.Ordinal) { [OperationKey] = this };

    private sealed class CallerIdentity(Caller caller)
        : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name), new Claim(ClaimTypes.Role, caller.Role.ToString())], AccessTokens.Scheme)
    {
        public Caller Caller => caller;

        public override ClaimsIdentity Clone() => new CallerIdentity(caller);
    }
}
