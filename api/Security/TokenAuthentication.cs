using System.Text.Encodings.Web;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Transport;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Distribution.Api.Security;

/// <summary>Finds the caller of each request by the bearer token, or for the dashboard by the cookie of <see cref="LoginPage"/>.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccessTokens tokens, ResponseWriter writer)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if ((BearerToken.In(Request) ?? LoginPage.TokenIn(Request)) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        return await tokens.Verify(token) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), Scheme.Name))
            : AuthenticateResult.Fail("The token is wrong or expired.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Acceptance.IsPage(Request) && Request.Path.StartsWithSegments(LoginPage.DashboardPath, StringComparison.OrdinalIgnoreCase))
        {
            Response.Redirect(LoginPage.Path);
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        var message = BearerToken.In(Request) is null
            ? "A token is needed, in the header Authorization: Bearer …"
            : "The token is wrong or expired.";
        return Refuse(new ApiError(ErrorCodes.Unauthenticated, message), StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(new ApiError(ErrorCodes.Forbidden, "Your role does not reach here."), StatusCodes.Status403Forbidden);

    private Task Refuse(ApiError error, int status) => writer.WriteError(
        Response, error, status, Acceptance.Of(Request) is ResponseKind.GraphQLResponse ? ResponseKind.GraphQLResponse : ResponseKind.Json);
}
