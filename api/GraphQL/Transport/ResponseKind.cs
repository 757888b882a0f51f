using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>What the client asked to be answered with.</summary>
internal enum ResponseKind
{
    /// <summary><c>application/json</c>: 200 for every well-formed request, whatever became of it.</summary>
    Json = 1,
    /// <summary><c>application/graphql-response+json</c>: the status tells whether the operation ran.</summary>
    GraphQLResponse,
    /// <summary><c>text/event-stream</c>: GraphQL-SSE in distinct connections mode.</summary>
    EventStream,
}

internal static class Acceptance
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string EventStream = "text/event-stream";

    private static readonly (string Type, ResponseKind Kind)[] Offered =
    [
        (Json, ResponseKind.Json),
        (GraphQLResponse, ResponseKind.GraphQLResponse),
        (EventStream, ResponseKind.EventStream),
    ];

    /// <summary>The most wanted of what is offered; JSON where the client leaves it open; null where it accepts none.</summary>
    public static ResponseKind? Of(HttpRequest request)
    {
        if (request.Headers.Accept is [Json])
        {
            return ResponseKind.Json;
        }

        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return string.IsNullOrWhiteSpace(request.Headers.Accept) ? ResponseKind.Json : null;
        }

        return accepted
            .Where(range => range.Quality is null or > 0 && Utf8(range))
            .OrderByDescending(range => range.Quality ?? 1)
            .SelectMany(range => Offered.Where(offer => Matches(range, offer.Type)).Select(offer => (ResponseKind?)offer.Kind))
            .FirstOrDefault();
    }

    /// <summary>A browser's own request for a page, as opposed to a script's for data.</summary>
    public static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.GetTypedHeaders().Accept.Any(range => range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    private static bool Matches(MediaTypeHeaderValue range, string type) =>
        range.MatchesAllTypes
        || range.MatchesAllSubTypes && type.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase)
        || range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    private static bool Utf8(MediaTypeHeaderValue range) =>
        !range.Charset.HasValue || HeaderUtilities.RemoveQuotes(range.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
