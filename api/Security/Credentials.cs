using System.Security.Cryptography;
using System.Text;
using Distribution.Silo;
using Distribution.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Api.Security;

/// <summary>
/// What this installation knows its tokens by. Both are made at the first start and kept in the database: the signing key
/// encrypted, of the administrator token only the hash.
/// </summary>
/// <param name="NewToken">The administrator token, if it was made just now: the only moment at which it can be told.</param>
internal sealed record Credentials(SymmetricSecurityKey SigningKey, byte[] AdministratorHash, string? NewToken)
{
    private const string SigningKeySetting = "signing key";
    private const string AdministratorSetting = "administrator token";

    public static async Task<Credentials> Load(IServiceProvider services)
    {
        var kept = services.GetRequiredService<StoredSettings>();
        var settings = services.GetRequiredService<DistributionSettings>();
        var signingKey = await SigningKeyIn(kept, services.GetRequiredService<IDataProtectionProvider>());
        if (settings.AdministratorToken is { } given)
        {
            return new Credentials(signingKey, Hash(given), NewToken: null);
        }

        if (await kept.Find(AdministratorSetting) is { } hash)
        {
            return new Credentials(signingKey, hash, NewToken: null);
        }

        // The file comes first: if the process ends between the two, the next start finds the token and keeps its hash.
        var token = TokenFile.Of(settings) is { } file ? file.ReadOrWrite(MakeToken) : MakeToken();
        var first = await kept.GetOrAdd(AdministratorSetting, Hash(token));
        return new Credentials(signingKey, first, first.AsSpan().SequenceEqual(Hash(token)) ? token : null);
    }

    /// <summary>Two processes that start at once each make a key; both then use the one that was kept first.</summary>
    private static async Task<SymmetricSecurityKey> SigningKeyIn(StoredSettings kept, IDataProtectionProvider protection)
    {
        var protector = protection.CreateProtector(SigningKeySetting);
        var key = await kept.Find(SigningKeySetting)
            ?? await kept.GetOrAdd(SigningKeySetting, protector.Protect(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes)));
        return new SymmetricSecurityKey(protector.Unprotect(key));
    }

    /// <summary>256 random bits, so a plain hash is enough to keep: there is nothing to guess from.</summary>
    private static string MakeToken() => "admin-" + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
