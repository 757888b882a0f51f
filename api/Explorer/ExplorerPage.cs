using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace Distribution.Api.Explorer;

/// <summary>
/// GraphiQL for browsers, from files that the build put into this assembly; see <c>api/graphiql</c>. The page holds no
/// data: it asks for a token and uses the API like any other client.
/// </summary>
internal static class ExplorerPage
{
    public const string FilesPath = "/graphiql";

    private const string Index = "index.html";

    /// <summary>The editor makes style elements as it runs, and its workers are files of ours.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
        + "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void MapExplorer(this IEndpointRouteBuilder app) =>
        app.MapGet(FilesPath + "/{**file}", (HttpContext http, string? file) => File(http, file ?? "")).AllowAnonymous();

    public static Task Answer(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = "Accept";
        return Results.Content(Read(Index) is { } page ? new StreamReader(page).ReadToEnd() : Missing, "text/html; charset=utf-8").ExecuteAsync(http);
    }

    /// <summary>The names of the files bear the hash of their content, so a browser may keep them for ever.</summary>
    private static IResult File(HttpContext http, string file)
    {
        if (file == Index || Read(file) is not { } content)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Stream(content, Types.TryGetContentType(file, out var type) ? type : "application/octet-stream");
    }

    private static Stream? Read(string file) => Assembly.GetExecutingAssembly().GetManifestResourceStream("graphiql/" + file);

    private const string Missing =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Distribution: GraphiQL is missing</title>
        <body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem">
        <h1>GraphiQL is not in this build</h1>
        <p>The API works: send queries to this address by POST. Only the page to try them in is missing, because Node.js or
        the npm registry was not there when the API was built.</p>
        <p>Install Node.js 20 or later, then build the API again: <code>dotnet build api</code>.</p>
        </html>
        """;
}
