using System.Collections.Immutable;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;

namespace Distribution.Api.Security.Keys;

/// <summary>A key by which a program uses the API, in place of a token. What the key itself is can't be read again.</summary>
/// <param name="Prefix">How the key begins, to tell it from others.</param>
/// <param name="Name">Who uses it; it stands in the log of every command given with it.</param>
/// <param name="Role">What it allows: at every venue, or the highest of <c>venues</c>.</param>
/// <param name="Venues">The only venues that it knows of, with the role at each; null: every venue.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Expires">From when it is worth nothing; null: never.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="RevokedAt">Since when it is worth nothing; null: it was not revoked.</param>
public sealed record ApiKey(
    ApiKeyId Id,
    string Prefix,
    string Name,
    Role Role,
    ImmutableArray<VenueRole>? Venues,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? Expires,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt);

/// <summary>A key just made.</summary>
/// <param name="Key">Goes into the header <c>Authorization: Bearer …</c> or <c>X-API-Key</c>. It is told this once; null when the same command had made it before.</param>
/// <param name="ApiKey">What is kept of it.</param>
public sealed record MadeApiKey(string? Key, ApiKey ApiKey);
