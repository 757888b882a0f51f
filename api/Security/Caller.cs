using System.Security.Claims;

namespace Distribution.Api.Security;

/// <summary>Who asks. A field method gets it as a parameter; the name goes into every command (<c>CommandContext.Who</c>).</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="Expires">Null for the administrator token, which has no end.</param>
public sealed record Caller(string Name, Role Role, DateTimeOffset? Expires)
{
    private const string Key = "caller";

    public bool Is(Role role) => Role >= role;

    public ClaimsPrincipal ToPrincipal() => new(new CallerIdentity(this));

    /// <summary>Null when nobody has proven who they are.</summary>
    public static Caller? Of(ClaimsPrincipal principal) => (principal.Identity as CallerIdentity)?.Caller;

    /// <summary>The caller of a running operation.</summary>
    internal static Caller In(IDictionary<string, object?> operation) => (Caller)operation[Key]!;

    internal Dictionary<string, object?> ToOperation() => new(StringComparer.Ordinal) { [Key] = this };

    private sealed class CallerIdentity(Caller caller)
        : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name), new Claim(ClaimTypes.Role, caller.Role.ToString())], AccessTokens.Scheme)
    {
        public Caller Caller => caller;

        public override ClaimsIdentity Clone() => new CallerIdentity(caller);
    }
}
