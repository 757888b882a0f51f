using System.Security.Cryptography;
using System.Text;
using Distribution.Api.Security.Issuers;
using Distribution.Api.Security.Keys;
using Distribution.Api.Security.Venues;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Api.Security;

/// <summary>Tells who bears a token, and issues tokens: JSON Web Tokens signed with the installation's own key (HMAC-SHA-256).</summary>
public sealed class AccessTokens
{
    public const string Scheme = "Distribution";

    private const string Issuer = "distribution";
    private const string RoleClaim = "role";
    private const string VenuesClaim = "venues";
    private const int MaxLength = 8192;

    private static readonly Caller Administrator = new("administrator", Role.Administrator, Expires: null);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    private readonly VerifiedTokens _verified;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<OutsideIssuer> _issuers;
    private readonly ApiKeys? _keys;
    private Credentials? _credentials;

    /// <param name="keys">Null where there are none.</param>
    internal AccessTokens(TimeProvider time, IEnumerable<OutsideIssuer> issuers, ApiKeys? keys) => (_verified, _time, _issuers, _keys) = (new VerifiedTokens(time), time, [.. issuers], keys);

    private Credentials Credentials => _credentials ?? throw new InvalidOperationException("The credentials are loaded before the process serves anybody.");

    /// <summary>The administrator token, if it was made at this start.</summary>
    internal string? NewAdministratorToken => Credentials.NewToken;

    internal void Use(Credentials credentials) => _credentials = credentials;

    /// <summary>Null for a token that is wrong or expired.</summary>
    public async Task<Caller?> Verify(string token)
    {
        if (token.Length is 0 or > MaxLength)
        {
            return null;
        }

        if (_verified.Find(token) is { } known)
        {
            return known;
        }

        // Neither is kept: a key may be revoked at any time, and an issuer may take its own back.
        if (ApiKeys.IsKey(token) && !IsAdministrator(token))
        {
            return _keys is null ? null : await _keys.Verify(token);
        }

        if (IssuerOf(token) is { } outside)
        {
            return await outside.Verify(token, CancellationToken.None);
        }

        var caller = await Check(token);
        if (caller is not null)
        {
            _verified.Keep(token, caller);
        }

        return caller;
    }

    private async Task<Caller?> Check(string token)
    {
        if (IsAdministrator(token))
        {
            return Administrator;
        }

        var result = await Handler.ValidateTokenAsync(token, Parameters());
        return result.IsValid ? CallerOf((JsonWebToken)result.SecurityToken) : null;
    }

    private bool IsAdministrator(string token) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), Credentials.AdministratorHash);

    public string Issue(Caller caller) => Issue(caller, _time.GetUtcNow(), RandomNumberGenerator.GetHexString(16, lowercase: true));

    /// <summary>The same caller, moment and id make the same token, as long as the key is the same.</summary>
    /// <param name="id">That it bears, for the log.</param>
    public string Issue(Caller caller, DateTimeOffset at, string id) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Issuer,
        IssuedAt = at.UtcDateTime,
        NotBefore = at.UtcDateTime,
        Expires = caller.Expires!.Value.UtcDateTime,
        SigningCredentials = new SigningCredentials(Credentials.SigningKey, SecurityAlgorithms.HmacSha256),
        Claims = Claims(caller, id),
    });

    /// <summary>Whose token it says it is. Null: ours, if it is any.</summary>
    private OutsideIssuer? IssuerOf(string token) =>
        Handler.CanReadToken(token) && Read(token) is { } name ? _issuers.FirstOrDefault(issuer => issuer.Name == name) : null;

    private static string? Read(string token)
    {
        try
        {
            return new JsonWebToken(token).Issuer;
        }
        catch (ArgumentException)
        {
            // It only looks like a token.
            return null;
        }
    }

    private static Dictionary<string, object> Claims(Caller caller, string id)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = caller.Name, [JwtRegisteredClaimNames.Jti] = id };
        if (caller.Venues is { } venues)
        {
            claims[VenuesClaim] = venues.Select(venue => new VenueRole(venue.Key, venue.Value).ToString()).ToList();
        }
        else
        {
            claims[RoleClaim] = caller.Role.ToString().ToLowerInvariant();
        }

        return claims;
    }

    private static Caller? CallerOf(JsonWebToken token)
    {
        if (token.Subject is not { Length: > 0 } name)
        {
            return null;
        }

        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        if (token.TryGetPayloadValue<string[]>(VenuesClaim, out var venues))
        {
            return VenueRole.All(venues) is { Count: > 0 } roles ? Caller.OfVenues(name, expires, roles) : null;
        }

        return token.TryGetPayloadValue<string>(RoleClaim, out var text) && Roles.TryParse(text) is { } role ? new Caller(name, role, expires) : null;
    }

    private TokenValidationParameters Parameters() => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKey = Credentials.SigningKey,
        // A token says itself how it is signed; only our own way is taken.
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireExpirationTime = true,
        LifetimeValidator = (_, expires, _, _) => expires > _time.GetUtcNow().UtcDateTime,
    };
}
