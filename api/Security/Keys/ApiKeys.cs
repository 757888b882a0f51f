using System.Security.Cryptography;
using System.Text;
using Distribution.Api.Security.Venues;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Api.Security.Keys;

/// <summary>
/// Tells who bears an API key. What the database said is taken for true for two seconds, so a key that is revoked is worth nothing after that, in every
/// process.
/// </summary>
internal sealed class ApiKeys(ApiKeyStore store, TimeProvider time) : IDisposable
{
    public const string Start = "dist_";

    /// <summary>Characters of a key that are kept and shown.</summary>
    public const int PrefixLength = 12;

    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    /// <summary>How exactly the last use is kept; each use would be a write otherwise.</summary>
    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public static bool IsKey(string token) => token.StartsWith(Start, StringComparison.Ordinal);

    public static (string Key, byte[] Hash) Make()
    {
        var key = Start + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        return (key, Hash(key));
    }

    /// <summary>Null for a key that is wrong, expired or revoked.</summary>
    public async Task<Caller?> Verify(string key)
    {
        var hash = Hash(key);
        var name = Convert.ToHexString(hash);
        if (_known.TryGetValue(name, out Known? known) && known!.Until > time.GetUtcNow())
        {
            return known.Caller;
        }

        if (await store.Find(hash) is not { } found || !IsUsable(found))
        {
            // Unknown ones are not kept: their senders could fill the memory.
            _known.Remove(name);
            return null;
        }

        await Note(found);
        var caller = new Grant(found.Venues is null ? found.Role : null, found.Venues?.ToDictionary()).To(found.Name, found.Expires) with { Key = key };
        _known.Set(name, new Known(caller, time.GetUtcNow() + Freshness), new MemoryCacheEntryOptions { Size = 1 });
        return caller;
    }

    public void Dispose() => _known.Dispose();

    private bool IsUsable(ApiKey key) => key.RevokedAt is null && !(key.Expires <= time.GetUtcNow());

    private async Task Note(ApiKey key)
    {
        var now = time.GetUtcNow();
        if (key.LastUsedAt is not { } last || now - last > UsePrecision)
        {
            await store.Used(key.Id, now);
        }
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed record Known(Caller Caller, DateTimeOffset Until);
}
