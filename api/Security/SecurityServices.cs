using Microsoft.AspNetCore.Authentication;
using Distribution.Api.Security.Issuers;
using Distribution.Api.Security.Keys;
using Distribution.Catalog;
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
        services.AddSingleton(provider => new AccessTokens(provider.GetRequiredService<TimeProvider>(), provider.GetServices<OutsideIssuer>(), provider.GetService<ApiKeys>()));
        services.AddAuthentication(AccessTokens.Scheme).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(AccessTokens.Scheme, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Readers, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Of(context.User)?.Is(Role.Reader) is true))
            .AddPolicy(Operators, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Of(context.User)?.IsEverywhere(Role.Operator) is true));
    }

    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services
        .AddSingleton(provider => new IssuedTokens(provider.GetRequiredService<Distribution.Storage.Database>()))
        .AddSingleton<ApiKeyStore>()
        .AddSingleton<ApiKeys>()
        .AddSingleton(provider => new ApiKeyAdministration(
            provider.GetRequiredService<ApiKeyStore>(),
            provider.GetRequiredService<CatalogDirectory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ApiKeyAdministration>>()));

    /// <exception cref="Silo.StartRefusedException">A setting is wrong.</exception>
    public static void AddIssuers(this IServiceCollection services, IConfigurationSection section)
    {
        foreach (var issuer in IssuerSettings.All(section))
        {
            services.AddSingleton(provider => new OutsideIssuer(issuer, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OutsideIssuer>>()));
        }
    }
}
