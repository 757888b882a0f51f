using System.Security.Cryptography;
using System.Text;
using Distribution.Api.Security;
using Distribution.Api.Security.Issuers;
using Distribution.Silo;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Distribution.Tests.Api.Security;

/// <summary>Tokens of somebody else, who publishes keys on a real address.</summary>
public sealed class OutsideIssuerTests : IAsyncLifetime
{
    private IssuerOnLoopback _issuer = null!;

    public async Task InitializeAsync() => _issuer = await IssuerOnLoopback.Start();

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    [Theory]
    [InlineData("RS256", true)]
    [InlineData("RS512", true)]
    [InlineData("PS256", true)]
    [InlineData("ES256", false)]
    public async Task A_good_token_tells_who_somebody_is(string algorithm, bool rsa)
    {
        var caller = await Verify(_issuer.Token(key: rsa ? _issuer.Rsa : _issuer.Ecdsa, algorithm: algorithm));

        (caller!.Name, caller.Role, caller.Venues).ShouldBe(("Zoë", Role.Sales, null));
        caller.Expires!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Its_words_for_roles_and_venues_are_read_as_the_settings_say()
    {
        var (one, two) = (NewId.Guid(), NewId.Guid());
        var tokens = Tokens(("NameClaim", "email"), ("RoleClaim", "groups"), ("Roles:box-office", "sales"), ("Roles:managers", "operator"), ("VenuesClaim", "halls"));

        var caller = await tokens.Verify(_issuer.Token(new()
        {
            ["email"] = "zoe@example.org", ["groups"] = new[] { "choir", "box-office" }, ["halls"] = new[] { $"{one}", $"{two}=managers", "nonsense", $"{NewId.Guid()}=choir" },
        }));

        caller!.Name.ShouldBe("zoe@example.org");
        caller.Venues!.ToDictionary(venue => venue.Key.Value, venue => venue.Value).ShouldBe(new Dictionary<Guid, Role> { [one] = Role.Sales, [two] = Role.Operator }, ignoreOrder: true);
        (await tokens.Verify(_issuer.Token(new() { ["email"] = "x", ["groups"] = "managers" }))).ShouldBeNull("no venue is not every venue");
        (await tokens.Verify(_issuer.Token(new() { ["email"] = "x", ["groups"] = "sales", ["halls"] = new[] { $"{one}" } }))).ShouldBeNull("the names of the roles are not its words");
    }

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        var soon = TimeProvider.System.GetUtcNow();
        using var other = RSA.Create(2048);
        var shared = Encoding.UTF8.GetBytes(((RsaSecurityKey)_issuer.Rsa).Rsa.ExportSubjectPublicKeyInfoPem());
        var parts = _issuer.Token().Split('.');
        var bad = new Dictionary<string, string>
        {
            ["another audience"] = _issuer.Token(new() { ["aud"] = "somebody-else" }),
            ["no audience"] = _issuer.Token(new() { ["aud"] = null }),
            ["another issuer"] = _issuer.Token(new() { ["iss"] = "https://elsewhere.example" }),
            ["expired"] = _issuer.Token(now: soon.AddMinutes(-10)),
            ["not yet"] = _issuer.Token(new() { ["nbf"] = soon.AddMinutes(3).ToUnixTimeSeconds() }),
            ["without an end"] = _issuer.Token(new() { ["exp"] = null }),
            ["no role"] = _issuer.Token(new() { ["roles"] = null }),
            ["an unknown role"] = _issuer.Token(new() { ["roles"] = "emperor" }),
            ["a role by number"] = _issuer.Token(new() { ["roles"] = "4" }),
            ["no name"] = _issuer.Token(new() { ["sub"] = null }),
            ["a name of control characters"] = _issuer.Token(new() { ["sub"] = "\u0007" }),
            ["another key of the same name"] = _issuer.Token(key: new RsaSecurityKey(other) { KeyId = _issuer.Rsa.KeyId }),
            ["another key of no name"] = _issuer.Token(key: new RsaSecurityKey(other)),
            ["signed by the public key as a shared secret"] = _issuer.Token(key: new SymmetricSecurityKey(shared) { KeyId = _issuer.Rsa.KeyId }, algorithm: SecurityAlgorithms.HmacSha256),
            ["unsigned"] = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            ["unsigned with a signature"] = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.{parts[2]}",
            ["changed"] = $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("sales", "operator", StringComparison.Ordinal))}.{parts[2]}",
            ["two parts"] = $"{parts[0]}.{parts[1]}",
            ["no JSON"] = $"{parts[0]}.AAAA.{parts[2]}",
        };
        var tokens = Tokens();
        foreach (var (what, token) in bad)
        {
            (await tokens.Verify(token)).ShouldBeNull(what);
        }

        (await tokens.Verify(_issuer.Token())).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_log_says_why_a_token_is_refused_and_is_not_filled_by_who_sends_many()
    {
        using var other = RSA.Create(2048);
        var reasons = new Dictionary<string, string>
        {
            [$"it is not for {IssuerOnLoopback.Audience}"] = _issuer.Token(new() { ["aud"] = "somebody-else" }),
            ["it has expired"] = _issuer.Token(now: TimeProvider.System.GetUtcNow().AddMinutes(-10)),
            ["no key that has signed it"] = _issuer.Token(key: new RsaSecurityKey(other) { KeyId = "unheard of" }),
            ["its signature is wrong"] = _issuer.Token(key: new RsaSecurityKey(other) { KeyId = _issuer.Rsa.KeyId }),
            ["its claim roles stands for a role"] = _issuer.Token(new() { ["roles"] = "emperor" }),
            ["its claim sub is no name"] = _issuer.Token(new() { ["sub"] = null }),
        };
        foreach (var (reason, token) in reasons)
        {
            using var log = new LogOfTest();
            using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
            var tokens = Tokens(loggers.CreateLogger<OutsideIssuer>());
            for (var i = 0; i < 3; i++)
            {
                (await tokens.Verify(token)).ShouldBeNull(reason);
            }

            log.Text.Split('\n').ShouldHaveSingleItem().ShouldContain(reason);
        }
    }

    [Fact]
    public async Task A_new_key_is_taken_and_the_old_one_no_more()
    {
        var tokens = Tokens();
        var old = _issuer.Token();
        (await tokens.Verify(old)).ShouldNotBeNull();

        _issuer.Rotate();

        (await tokens.Verify(_issuer.Token())).ShouldNotBeNull();
        (await tokens.Verify(old)).ShouldBeNull();
    }

    [Fact]
    public async Task Unknown_keys_do_not_have_the_issuer_asked_each_time()
    {
        var tokens = Tokens();
        for (var i = 0; i < 50; i++)
        {
            using var other = RSA.Create(2048);
            (await tokens.Verify(_issuer.Token(key: new RsaSecurityKey(other) { KeyId = $"made up {i}" }))).ShouldBeNull();
        }

        _issuer.Asked.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task While_the_issuer_can_not_be_reached_its_tokens_are_refused_and_others_are_not()
    {
        var tokens = Tokens();
        var token = _issuer.Token();
        await _issuer.DisposeAsync();

        (await tokens.Verify(token)).ShouldBeNull();

        var own = tokens.Issue(new Caller("own", Role.Reader, TimeProvider.System.GetUtcNow().AddHours(1)));
        (await tokens.Verify(own))!.Name.ShouldBe("own");
    }

    [Theory]
    [InlineData("Issuer", "http://elsewhere.example", "Distribution:Issuers:0:Issuer")]
    [InlineData("Issuer", "nonsense", "Distribution:Issuers:0:Issuer")]
    [InlineData("Audience", "", "Distribution:Issuers:0:Audience")]
    [InlineData("Roles:box-office", "emperor", "Distribution:Issuers:0:Roles:box-office")]
    [InlineData("Isuer", "https://elsewhere.example", "Distribution:Issuers:0:Isuer")]
    public void A_wrong_setting_is_named(string name, string value, string setting) =>
        Should.Throw<StartRefusedException>(() => IssuerSettings.All(Settings((name, value)))).Setting.ShouldBe(setting);

    private Task<Caller?> Verify(string token) => Tokens().Verify(token);

    private AccessTokens Tokens(params IEnumerable<(string Name, string Value)> settings) => Tokens(NullLogger<OutsideIssuer>.Instance, settings);

    private AccessTokens Tokens(ILogger<OutsideIssuer> logger, params IEnumerable<(string Name, string Value)> settings)
    {
        // Time stands still, so that no second passes between two lines.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var issuers = IssuerSettings.All(Settings(settings)).Select(issuer => new OutsideIssuer(issuer, time, logger));
        var tokens = new AccessTokens(TimeProvider.System, issuers, keys: null);
        tokens.Use(new Credentials(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), RandomNumberGenerator.GetBytes(32), NewToken: null));
        return tokens;
    }

    private IConfigurationSection Settings(params IEnumerable<(string Name, string Value)> settings)
    {
        var all = new Dictionary<string, string?> { ["Distribution:Issuers:0:Issuer"] = _issuer.Url, ["Distribution:Issuers:0:Audience"] = IssuerOnLoopback.Audience };
        foreach (var (name, value) in settings)
        {
            all[$"Distribution:Issuers:0:{name}"] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build().GetSection(DistributionSettings.IssuersSection);
    }
}
