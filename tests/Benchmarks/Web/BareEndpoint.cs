using System.Net.Http.Headers;
using Distribution.Benchmarks.GraphQL;

namespace Distribution.Benchmarks.Web;

/// <summary>
/// The baseline for everything over HTTP, in a process of its own: a minimal API that reads the request and answers bytes that it was given
/// before. What it was given under a path by PUT it answers to a POST there; see also <see cref="BareObjects"/>.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>On the command line, instead of the names of benchmarks.</summary>
    public const string Argument = "--bare-endpoint";

    public static ByteArrayContent Json(byte[] json) => new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public static async Task Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Where it listens is read from the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var app = builder.Build();
        var answers = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        app.MapGet("/health", () => "healthy");
        app.MapPut("/{name}", async (string name, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            answers[name] = body.ToArray();
        });
        app.MapPost("/{name}", async (string name, HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Bytes(answers[name], "application/json; charset=utf-8");
        });
        BareObjects.Map(app);
        await app.RunAsync();
    }
}
