using System.Collections.Immutable;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Api.Security.Issuers;

/// <summary>Tells who bears a token of one outside issuer.</summary>
internal sealed partial class OutsideIssuer : IDisposable
{
    /// <summary>Its clock and ours differ by no more.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Tokens of unknown keys have the issuer asked for its keys no more often, whoever sends them; so does one that does not answer.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Between two lines of the log about refused tokens.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Signatures that only the issuer can make. One made with a shared key could be made by whoever can check it, such as with the published key as that.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly IssuerSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly HttpDocumentRetriever _documents;
    private OpenIdConnectConfiguration? _published;
    private DateTimeOffset _publishedAt;
    private DateTimeOffset _notBefore;
    private DateTimeOffset _silentUntil;

    public OutsideIssuer(IssuerSettings settings, TimeProvider time, ILogger<OutsideIssuer> logger)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _documents = new HttpDocumentRetriever(new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 })
        {
            RequireHttps = settings.Issuer.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase),
        };
    }

    public string Name => _settings.Issuer;

    /// <summary>Null for a token that is wrong, expired, or says nothing that stands for a role here, and while the issuer's keys can't be had.</summary>
    public async Task<Caller?> Verify(string token, CancellationToken cancellationToken)
    {
        var published = await Keys(forUnknown: null, cancellationToken);
        var result = await Validate(token, published);
        if (result?.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await Validate(token, await Keys(forUnknown: published, cancellationToken));
        }

        if (result is null)
        {
            return null;
        }

        var (caller, why) = result.IsValid ? CallerOf((JsonWebToken)result.SecurityToken) : (null, WhatIsWrong(result.Exception));
        if (why is not null)
        {
            Tell(why);
        }

        return caller;
    }

    public void Dispose() => _asking.Dispose();

    /// <summary>Null while they can't be had.</summary>
    /// <param name="forUnknown">Those among which a key was not; null where they were not looked at yet.</param>
    private async Task<OpenIdConnectConfiguration?> Keys(OpenIdConnectConfiguration? forUnknown, CancellationToken cancellationToken)
    {
        if (IsCurrent(forUnknown))
        {
            return _published;
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            var now = _time.GetUtcNow();
            if (!IsCurrent(forUnknown) && now >= _notBefore)
            {
                _notBefore = forUnknown is null ? _notBefore : now + Refresh;
                await Ask(now, cancellationToken);
            }

            return _published;
        }
        finally
        {
            _asking.Release();
        }
    }

    private bool IsCurrent(OpenIdConnectConfiguration? forUnknown) =>
        _published is { } published && published != forUnknown && _time.GetUtcNow() - _publishedAt < Lifetime;

    private async Task Ask(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync($"{_settings.Issuer.TrimEnd('/')}/.well-known/openid-configuration", _documents, cancellationToken);
            if (found.Issuer != _settings.Issuer)
            {
                throw new InvalidOperationException($"It calls itself {found.Issuer}.");
            }

            (_published, _publishedAt) = (found, now);
        }
#pragma warning disable CA1031 // Whatever it is, the keys that are known stay, and it is asked again.
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _notBefore = now + Refresh;
            LogNoKeys(_settings.Issuer, problem.Message);
        }
    }

    private async Task<TokenValidationResult?> Validate(string token, OpenIdConnectConfiguration? published) => published is null
        ? null
        : await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = _settings.Issuer,
            ValidAudience = _settings.Audience,
            IssuerSigningKeys = published.SigningKeys.Where(key => key is not SymmetricSecurityKey),
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            LifetimeValidator = (from, expires, _, _) => expires > _time.GetUtcNow().UtcDateTime && !(from > (_time.GetUtcNow() + Skew).UtcDateTime),
        });

    /// <returns>The caller, or why there is none.</returns>
    private (Caller? Caller, string? Why) CallerOf(JsonWebToken token)
    {
        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        if (!token.TryGetPayloadValue<string>(_settings.NameClaim, out var name) || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
        {
            return (null, $"its claim {_settings.NameClaim} is no name");
        }

        name = name.Length <= CommandContext.MaxWhoLength ? name : name[..CommandContext.MaxWhoLength];
        var role = Texts(token, _settings.RoleClaim).Select(RoleOf).Max();
        if (_settings.VenuesClaim is not { } claim)
        {
            return role is { } everywhere ? (new Caller(name, everywhere, expires), null) : (null, $"nothing in its claim {_settings.RoleClaim} stands for a role here");
        }

        return Venues(Texts(token, claim), role) is { IsEmpty: false } venues
            ? (Caller.OfVenues(name, expires, venues), null)
            : (null, $"nothing in its claim {claim} stands for a role at a venue here, or there are more than {VenueRole.Max}");
    }

    /// <summary>What stands for nothing here is passed over: the issuer has other clients too.</summary>
    private ImmutableDictionary<VenueId, Role> Venues(IEnumerable<string> texts, Role? otherwise)
    {
        var roles = ImmutableDictionary.CreateBuilder<VenueId, Role>();
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (Guid.TryParse(parts[0], out var id) && id != Guid.Empty && (parts.Length == 2 ? RoleOf(parts[1]) : otherwise) is { } role)
            {
                roles[new VenueId(id)] = role;
            }
        }

        return roles.Count <= VenueRole.Max ? roles.ToImmutable() : ImmutableDictionary<VenueId, Role>.Empty;
    }

    private string WhatIsWrong(Exception problem) => problem switch
    {
        SecurityTokenInvalidAudienceException => $"it is not for {_settings.Audience}",
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "it has expired, is not valid yet, or says no end",
        SecurityTokenSignatureKeyNotFoundException => "the issuer publishes no key that has signed it",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "its signature is wrong, or of an algorithm that is not taken",
        _ => $"it can't be read ({problem.GetType().Name})",
    };

    /// <summary>For whoever sets the issuer up; who bears such a token learns nothing, and does not fill the log.</summary>
    private void Tell(string why)
    {
        var now = _time.GetUtcNow();
        if (now >= _silentUntil)
        {
            _silentUntil = now + Silence;
            LogRefused(_settings.Issuer, why);
        }
    }

    private Role? RoleOf(string value) => _settings.Roles.TryGetValue(value, out var role) ? role : null;

    private static IEnumerable<string> Texts(JsonWebToken token, string claim) =>
        token.Claims.Where(found => found.Type == claim).Select(found => found.Value);

    [LoggerMessage(LogLevel.Information, "A token of the issuer {Issuer} is refused: {Reason}.")]
    private partial void LogRefused(string issuer, string reason);

    [LoggerMessage(LogLevel.Warning, "The keys of the issuer {Issuer} can't be had: {Reason}")]
    private partial void LogNoKeys(string issuer, string reason);
}
