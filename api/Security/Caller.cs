using System.Globalization;
using System.Security.Claims;

namespace Distribution.Api.Security;

/// <summary>Who asks. A field method gets it as a parameter; the name goes into every command (<c>CommandContext.Who</c>).</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="Expires">Null for the administrator token, which has no end.</param>
public sealed record Caller(string Name, Role Role, DateTimeOffset? Expires)
{
    private const string ExpiresClaim = "expires";
    private const string Key = "caller";

    public bool Is(Role role) => Role >= role;

    public ClaimsPrincipal ToPrincipal()
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role.ToString()) };
        if (Expires is { } expires)
        {
            claims.Add(new Claim(ExpiresClaim, expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, AccessTokens.Scheme));
    }

    /// <summary>Null when nobody has proven who they are.</summary>
    public static Caller? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name } && Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Caller(name, role, ExpiryOf(principal))
            : null;

    /// <summary>The caller of a running operation.</summary>
    internal static Caller In(IDictionary<string, object?> operation) => (Caller)operation[Key]!;

    internal Dictionary<string, object?> ToOperation() => new(StringComparer.Ordinal) { [Key] = this };

    private static DateTimeOffset? ExpiryOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(ExpiresClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
