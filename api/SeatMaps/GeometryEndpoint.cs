using System.IO.Compression;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Transport;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.SeatMaps;

/// <summary>
/// The address <c>/geometry/{hash}</c>: a seating plan as JSON. What is under a hash never changes, so clients and caches on the way may keep it for ever. A
/// cache may then hand it to somebody without a token: who knows the hash of a plan was shown a performance of it.
/// </summary>
internal static class GeometryEndpoint
{
    private const string Path = "/geometry";

    public static string UrlOf(PlanHash plan) => $"{Path}/{plan}";

    public static void MapGeometry(this IEndpointRouteBuilder app) => app.MapMethods(Path + "/{hash}", [HttpMethods.Get, HttpMethods.Head], Answer);

    private static async Task Answer(HttpContext http, string hash, Geometries geometries, ResponseWriter writer)
    {
        if (PlanHash.TryParse(hash) is not { } plan)
        {
            var malformed = new ApiError(ErrorCodes.Invalid, $"The hash of a seating plan is {PlanHash.Length} lower-case hexadecimal digits.", "hash");
            await writer.WriteError(http.Response, malformed, StatusCodes.Status400BadRequest);
        }
        else if (await geometries.Find(plan) is not { } document)
        {
            var unknown = new ApiError(ErrorCodes.Of(RefusalCode.NotFound), "There is no seating plan of this hash.", hash);
            await writer.WriteError(http.Response, unknown, StatusCodes.Status404NotFound);
        }
        else
        {
            await Write(http, plan, document);
        }
    }

    private static async Task Write(HttpContext http, PlanHash plan, GeometryDocument document)
    {
        var coding = ContentCodings.Wanted(http.Request);
        // A strong tag stands for the very bytes, which are others in every coding.
        var tag = new EntityTagHeaderValue($"\"{plan}{(coding is ContentCoding.None ? "" : "-" + coding.Name())}\"");
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = tag;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = Acceptance.Json + "; charset=utf-8";
        if (coding is ContentCoding.None)
        {
            await using var unpacked = new GZipStream(new MemoryStream(document.Gzip, writable: false), CompressionMode.Decompress);
            await unpacked.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }

        var bytes = coding is ContentCoding.Brotli ? document.Brotli : document.Gzip;
        http.Response.Headers.ContentEncoding = coding.Name();
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
