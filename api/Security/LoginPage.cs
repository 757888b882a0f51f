using Distribution.Api.GraphQL.Limits;

namespace Distribution.Api.Security;

/// <summary>Browsers log in to the dashboard here: the token becomes a cookie that no script can read, no other site can use, and that is sent to the dashboard only.</summary>
internal static class LoginPage
{
    public const string Path = "/login";
    public const string DashboardPath = "/dashboard";

    private const string Cookie = "distribution";
    private const int MaxBody = 16 * 1024;

    private static readonly TimeSpan Session = TimeSpan.FromHours(8);

    public static string? TokenIn(HttpRequest request) =>
        request.Path.StartsWithSegments(DashboardPath, StringComparison.OrdinalIgnoreCase) && request.Cookies[Cookie] is { Length: > 0 } token ? token : null;

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http) => Page(http, null, StatusCodes.Status200OK)).AllowAnonymous();
        app.MapPost(Path, LogIn).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> LogIn(HttpContext http, AccessTokens tokens, RequestRates rates, TimeProvider time)
    {
        // The form is not for other sites to send; its answer would log somebody in as somebody else.
        if (!SameOrigin.Of(http.Request) || !http.Request.HasFormContentType || http.Request.ContentLength is null or > MaxBody)
        {
            return Page(http, "Send the form of this page.", StatusCodes.Status400BadRequest);
        }

        if (!await rates.MayLogIn(http))
        {
            return Results.Empty;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var caller = await tokens.Verify(form["token"].ToString().Trim());
        if (caller is null)
        {
            return !await rates.LoginFailed(http) ? Results.Empty : Page(http, "This token is wrong or expired.", StatusCodes.Status401Unauthorized);
        }

        if (!caller.IsEverywhere(Role.Operator))
        {
            return Page(http, "The dashboard is for operators of all venues; this token's role does not reach.", StatusCodes.Status403Forbidden);
        }

        http.Response.Cookies.Append(Cookie, SessionToken(caller, tokens, time), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = DashboardPath,
            MaxAge = Session,
        });
        http.Response.Headers.Location = DashboardPath;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The token that was typed in stays out of the browser's cookie store.</summary>
    private static string SessionToken(Caller caller, AccessTokens tokens, TimeProvider time)
    {
        var ends = time.GetUtcNow() + Session;
        return tokens.Issue(caller with { Expires = caller.Expires < ends ? caller.Expires : ends });
    }

    private static IResult Page(HttpContext http, string? problem, int status)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(Html.Replace("{problem}", problem is null ? "" : $"<p role=\"alert\">{problem}</p>", StringComparison.Ordinal), "text/html; charset=utf-8", statusCode: status);
    }

    private const string Html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Distribution: log in</title>
        <style>
          body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 15vh auto; padding: 0 1rem; color: #222 }
          label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
          input, button { padding: .5rem; margin: .25rem 0 1rem }
          [role=alert] { color: #a00 }
        </style>
        <h1>Distribution</h1>
        {problem}
        <form method="post" action="/login">
          <label for="token">Token of an operator or administrator</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
          <button>Open the dashboard</button>
        </form>
        </html>
        """;
}
