using System.Buffers;
using System.IO.Pipelines;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Uploads;
using GraphQL;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Takes a GraphQL request out of an HTTP one, as the specification "GraphQL over HTTP" says.</summary>
internal static class RequestReader
{
    /// <exception cref="BadRequestException">It is none; the message says why.</exception>
    public static async Task<GraphQLRequest> Read(HttpRequest http, CancellationToken cancellationToken) =>
        HttpMethods.IsGet(http.Method) ? FromQueryString(http.Query) : await FromBody(http, cancellationToken);

    private static GraphQLRequest FromQueryString(IQueryCollection query) => new(
        Single(query, "query") ?? throw new BadRequestException(StatusCodes.Status400BadRequest, "The parameter query is missing.", "query"),
        Single(query, "operationName"),
        Object(query, "variables"),
        Object(query, "extensions"));

    private static string? Single(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [var only] => only is { Length: > 0 } ? only : null,
        _ => throw new BadRequestException(StatusCodes.Status400BadRequest, $"The parameter {name} is given more than once.", name),
    };

    private static Inputs Object(IQueryCollection query, string name) => Single(query, name) is { } json ? RequestJson.Object(name, json) : Inputs.Empty;

    private static async Task<GraphQLRequest> FromBody(HttpRequest http, CancellationToken cancellationToken)
    {
        try
        {
            if (MediaTypeHeaderValue.TryParse(http.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                return await MultipartRequest.Read(http.HttpContext, type, cancellationToken);
            }

            RefuseOtherThanJson(http);
            return RequestJson.Read((await ReadToEnd(http.BodyReader, cancellationToken)).Span);
        }
        catch (BadHttpRequestException problem)
        {
            throw problem.StatusCode is StatusCodes.Status413PayloadTooLarge
                ? TooLarge()
                : new BadRequestException(problem.StatusCode, "The body could not be read.");
        }
    }

    private static void RefuseOtherThanJson(HttpRequest http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "A request by POST is application/json, or multipart/form-data where it brings files.", "Content-Type");
        }

        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "JSON is in UTF-8.", "Content-Type");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEnd(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.Length > RequestLimits.Body)
            {
                throw TooLarge();
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static BadRequestException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, $"The body is larger than {RequestLimits.Body} bytes.", code: ErrorCodes.LimitExceeded);
}
