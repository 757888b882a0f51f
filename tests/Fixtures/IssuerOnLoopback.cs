using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Tests.Fixtures;

/// <summary>An OpenID Connect provider as far as its discovery document, its keys and its tokens go.</summary>
internal sealed class IssuerOnLoopback : IAsyncDisposable
{
    public const string Audience = "distribution-of-the-tests";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly WebApplication _app;

    private IssuerOnLoopback(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public SecurityKey Rsa { get; private set; } = NewRsa();

    public SecurityKey Ecdsa { get; } = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "elliptic" };

    /// <summary>How often its keys were asked for.</summary>
    public int Asked { get; private set; }

    public static async Task<IssuerOnLoopback> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new IssuerOnLoopback(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Url, jwks_uri = $"{issuer.Url}/keys" }));
        app.MapGet("/keys", issuer.Keys);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>From now on it signs with another key, and publishes the old one no more.</summary>
    public void Rotate() => Rsa = NewRsa();

    /// <param name="claims">Besides, or instead of, those of a good token; null takes one away.</param>
    public string Token(Dictionary<string, object?>? claims = null, SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256, DateTimeOffset? now = null)
    {
        var time = now ?? TimeProvider.System.GetUtcNow();
        var all = new Dictionary<string, object?>
        {
            ["iss"] = Url,
            ["aud"] = Audience,
            ["sub"] = "Zoë",
            ["roles"] = new[] { "sales" },
            ["iat"] = time.ToUnixTimeSeconds(),
            ["nbf"] = time.ToUnixTimeSeconds(),
            ["exp"] = time.AddMinutes(5).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims ?? [])
        {
            all[name] = value;
        }

        return Handler.CreateToken(
            System.Text.Json.JsonSerializer.Serialize(all.Where(claim => claim.Value is not null).ToDictionary()), new SigningCredentials(key ?? Rsa, algorithm));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Keys()
    {
        Asked++;
        var rsa = JsonWebKeyConverter.ConvertFromRSASecurityKey((RsaSecurityKey)Rsa);
        var ecdsa = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)Ecdsa);
        return Results.Json(new
        {
            keys = new object[]
            {
                new { kty = "RSA", use = "sig", kid = rsa.Kid, n = rsa.N, e = rsa.E },
                new { kty = "EC", use = "sig", kid = ecdsa.Kid, crv = ecdsa.Crv, x = ecdsa.X, y = ecdsa.Y },
            },
        });
    }

    private static RsaSecurityKey NewRsa() => new(RSA.Create(2048)) { KeyId = NewId.Guid().ToString() };
}
