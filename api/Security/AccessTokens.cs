using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Api.Security;

/// <summary>Tells who bears a token, and issues tokens: JSON Web Tokens signed with the installation's own key (HMAC-SHA-256).</summary>
public sealed class AccessTokens(TimeProvider time)
{
    public const string Scheme = "Distribution";

    private const string Issuer = "distribution";
    private const string RoleClaim = "role";
    private const int MaxLength = 8192;

    private static readonly Caller Administrator = new("administrator", Role.Administrator, Expires: null);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    private readonly VerifiedTokens _verified = new(time);
    private Credentials? _credentials;

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

        var caller = await Check(token);
        if (caller is not null)
        {
            _verified.Keep(token, caller);
        }

        return caller;
    }

    private async Task<Caller?> Check(string token)
    {
        if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), Credentials.AdministratorHash))
        {
            return Administrator;
        }

        var result = await Handler.ValidateTokenAsync(token, Parameters());
        return result.IsValid ? CallerOf((JsonWebToken)result.SecurityToken) : null;
    }

    /// <returns>The token, and the id that it bears, for the log.</returns>
    public (string Token, string Id) Issue(Caller caller)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var now = time.GetUtcNow().UtcDateTime;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = caller.Expires!.Value.UtcDateTime,
            SigningCredentials = new SigningCredentials(Credentials.SigningKey, SecurityAlgorithms.HmacSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = caller.Name,
                [JwtRegisteredClaimNames.Jti] = id,
                [RoleClaim] = caller.Role.ToString().ToLowerInvariant(),
            },
        });
        return (token, id);
    }

    private static Caller? CallerOf(JsonWebToken token) =>
        token.TryGetPayloadValue<string>(RoleClaim, out var text) && Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role)
        && token.Subject is { Length: > 0 } name
            ? new Caller(name, role, new DateTimeOffset(token.ValidTo, TimeSpan.Zero))
            : null;

    private TokenValidationParameters Parameters() => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKey = Credentials.SigningKey,
        // A token says itself how it is signed; only our own way is taken.
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireExpirationTime = true,
        LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
    };
}
