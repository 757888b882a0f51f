using System.Collections.Immutable;
using Distribution.Silo;

namespace Distribution.Api.Security.Issuers;

/// <summary>
/// Somebody else whose tokens are taken, an OpenID Connect provider: <c>Distribution:Issuers:0:Issuer</c> and so on. Its keys are found through its
/// discovery document and may change at any time.
/// </summary>
/// <param name="Issuer">Its address, exactly as its tokens say it (<c>iss</c>); https, or http on this machine.</param>
/// <param name="Audience">Whom its tokens have to be for (<c>aud</c>).</param>
/// <param name="NameClaim">Which claim tells who it is; <c>sub</c> where nothing is said.</param>
/// <param name="RoleClaim">Which claim, a text or a list of them, tells the role; <c>roles</c> where nothing is said.</param>
/// <param name="Roles">Which role a value of that claim stands for; where nothing is said the values are the names of the roles. The highest counts.</param>
/// <param name="VenuesClaim">Which claim, a list, tells the venues: each an id, for the role of <paramref name="RoleClaim"/>, or <c>id=value</c>. Where nothing is said, the role is at every venue.</param>
internal sealed record IssuerSettings(string Issuer, string Audience, string NameClaim, string RoleClaim, ImmutableDictionary<string, Role> Roles, string? VenuesClaim)
{
    private const int Max = 10;

    private static readonly string[] Known = [nameof(Issuer), nameof(Audience), nameof(NameClaim), nameof(RoleClaim), nameof(Roles), nameof(VenuesClaim)];

    /// <exception cref="StartRefusedException">A setting is wrong, missing or unknown.</exception>
    public static ImmutableArray<IssuerSettings> All(IConfigurationSection section)
    {
        var issuers = section.GetChildren().Select(One).ToImmutableArray();
        if (issuers.Length > Max)
        {
            throw new StartRefusedException(section.Path, $"there can be {Max} issuers.");
        }

        return issuers.GroupBy(issuer => issuer.Issuer, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw new StartRefusedException(section.Path, $"{twice} stands there twice.")
            : issuers;
    }

    private static IssuerSettings One(IConfigurationSection section)
    {
        foreach (var setting in section.GetChildren().Where(setting => !Known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw new StartRefusedException(setting.Path, $"there is no such setting; there are {string.Join(", ", Known)}.");
        }

        var roles = section.GetSection(nameof(Roles)).GetChildren().ToImmutableDictionary(
            role => role.Key,
            role => Security.Roles.TryParse(role.Value) ?? throw new StartRefusedException(role.Path, $"\"{role.Value}\" is no role; there are {string.Join(", ", Enum.GetNames<Role>())}."),
            StringComparer.OrdinalIgnoreCase);
        return new IssuerSettings(
            Address(section),
            section[nameof(Audience)] is { Length: > 0 } audience ? audience : throw new StartRefusedException($"{section.Path}:{nameof(Audience)}", "it is missing."),
            section[nameof(NameClaim)] ?? "sub",
            section[nameof(RoleClaim)] ?? "roles",
            roles.IsEmpty ? Enum.GetValues<Role>().ToImmutableDictionary(role => role.ToString(), role => role, StringComparer.OrdinalIgnoreCase) : roles,
            section[nameof(VenuesClaim)]);
    }

    /// <summary>Keys that come over plain http can be anybody's.</summary>
    private static string Address(IConfigurationSection section) =>
        section[nameof(Issuer)] is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? text
            : throw new StartRefusedException($"{section.Path}:{nameof(Issuer)}", $"\"{section[nameof(Issuer)]}\" is no https address, nor an http address of this machine.");
}
