using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;

namespace Distribution.Api.Security.Keys;

[MutationFields]
public static partial class ApiKeyMutations
{
    /// <summary>Keys that can be usable at once.</summary>
    public const int MaxKeys = 1_000;

    /// <summary>Makes an API key; its id is the command's id. The key is told in this answer only, so write it down; if the answer is lost, revoke it and make another.</summary>
    /// <param name="name">Which program will use it, 1 to 128 characters.</param>
    /// <param name="role">What it allows, at every venue; null where <c>venues</c> says it.</param>
    /// <param name="venues">The only venues that it knows of, 1 to 50, and what it allows at each.</param>
    /// <param name="days">How long it is valid, from 1 to 3,660; null: until it is revoked.</param>
    [Requires(Role.Administrator)]
    public static async Task<Outcome<MadeApiKey>> CreateApiKey(
        CommandContext command, ApiKeyAdministration keys, string name, Role? role = null, IReadOnlyList<VenueRole>? venues = null, int? days = null) =>
        await keys.Create(command, name, role, venues, days);

    /// <summary>Revokes an API key for good. Within seconds it is worth nothing in any process, and what is followed with it ends.</summary>
    [Requires(Role.Administrator)]
    public static Task<Outcome<ApiKey>> RevokeApiKey(CommandContext command, ApiKeyAdministration keys, ApiKeyId apiKey) => keys.Revoke(command, apiKey);
}

[QueryFields]
public static class ApiKeyQueries
{
    /// <summary>The API keys, the newest first, revoked ones too.</summary>
    /// <param name="first">From 1 to 1,000.</param>
    [Requires(Role.Administrator)]
    public static Task<ImmutableArray<ApiKey>> ApiKeys(ApiKeyAdministration keys, int first = 100) => keys.Newest(first);
}
