using System.Collections.Immutable;
using Distribution.Api.Security.Venues;
using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Api.Security.Keys;

/// <summary>Makes, lists and revokes API keys.</summary>
public sealed partial class ApiKeyAdministration
{
    private const int MaxDays = 3_660;

    private readonly ApiKeyStore _store;
    private readonly CatalogDirectory _directory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal ApiKeyAdministration(ApiKeyStore store, CatalogDirectory directory, TimeProvider time, ILogger<ApiKeyAdministration> logger)
    {
        _store = store;
        _directory = directory;
        _time = time;
        _logger = logger;
    }

    internal async Task<Outcome<MadeApiKey>> Create(CommandContext command, string name, Role? role, IReadOnlyList<VenueRole>? venues, int? days)
    {
        if (Problem(name, days) is { } problem)
        {
            return problem;
        }

        var allowed = await Grant.Of(role, venues, _directory);
        if (allowed is not Outcome<Grant>.Done { Value: var grant })
        {
            return new Outcome<MadeApiKey>.Refused(((Outcome<Grant>.Refused)allowed).Refusals);
        }

        var now = _time.GetUtcNow();
        var (key, hash) = ApiKeys.Make();
        var made = new ApiKey(
            new ApiKeyId(command.Id.Value), key[..ApiKeys.PrefixLength], name, grant.To(name, null).Role, grant.List, now, command.Who, days is { } valid ? now.AddDays(valid) : null, null, null);
        if (await _store.Find(made.Id) is { } earlier)
        {
            return Again(made, earlier, days);
        }

        if (await _store.CountUsable(now) >= ApiKeyMutations.MaxKeys)
        {
            return new Refusal(RefusalCode.LimitExceeded, "apiKeys", $"There can be {ApiKeyMutations.MaxKeys} usable API keys: revoke one first.");
        }

        if (!await _store.Add(made, hash))
        {
            return Again(made, (await _store.Find(made.Id))!, days);
        }

        LogMade(command.Who, made.Role, name, made.Id);
        return new MadeApiKey(key, made);
    }

    internal async Task<Outcome<ApiKey>> Revoke(CommandContext command, ApiKeyId id)
    {
        if (await _store.Find(id) is not { } found)
        {
            return new Refusal(RefusalCode.NotFound, id.ToString(), "There is no such API key.");
        }

        await _store.Revoke(id, _time.GetUtcNow());
        LogRevoked(command.Who, found.Name, id);
        return (await _store.Find(id))!;
    }

    internal Task<ImmutableArray<ApiKey>> Newest(int first) => _store.Newest(Math.Clamp(first, 1, ApiKeyMutations.MaxKeys));

    /// <summary>The same command again: all but the key itself.</summary>
    private static Outcome<MadeApiKey> Again(ApiKey wanted, ApiKey earlier, int? days)
    {
        var expires = days is { } valid ? earlier.CreatedAt.AddDays(valid) : (DateTimeOffset?)null;
        return wanted.Name == earlier.Name && wanted.Role == earlier.Role && expires == earlier.Expires && Same(wanted.Venues, earlier.Venues)
            ? new MadeApiKey(null, earlier)
            : new Refusal(RefusalCode.CommandMismatch, wanted.Id.ToString(), "Another API key was made under this id.");
    }

    private static bool Same(ImmutableArray<VenueRole>? one, ImmutableArray<VenueRole>? other) =>
        one is null || other is null ? one is null && other is null : one.Value.ToHashSet().SetEquals(other.Value);

    private static Refusal? Problem(string name, int? days)
    {
        if (name.Length is 0 or > CommandContext.MaxWhoLength || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
        {
            return new Refusal(RefusalCode.Invalid, "name", $"A name has 1 to {CommandContext.MaxWhoLength} characters, none of them a control character.");
        }

        return days is < 1 or > MaxDays ? new Refusal(RefusalCode.Invalid, "days", $"An API key is valid for 1 to {MaxDays} days, or until it is revoked.") : null;
    }

    [LoggerMessage(LogLevel.Information, "{Who} made an API key of role {Role} for {Name}, id {Id}")]
    private partial void LogMade(string who, Role role, string name, ApiKeyId id);

    [LoggerMessage(LogLevel.Information, "{Who} revoked the API key of {Name}, id {Id}")]
    private partial void LogRevoked(string who, string name, ApiKeyId id);
}
