using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Distribution.Api.Security;

internal static class SecurityServices
{
    /// <summary>The policy of the dashboard.</summary>
    public const string Operators = "operators";

    /// <summary>The policy of downloads.</summary>
    public const string Readers = "readers";

    /// <summary>Whatever does not say otherwise needs a token.</summary>
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddAuthentication(AccessTokens.Scheme).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(AccessTokens.Scheme, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Readers, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Of(context.User)?.Is(Role.Reader) is true))
            .AddPolicy(Operators, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Of(context.User)?.Is(Role.Operator) is true));
    }
}
