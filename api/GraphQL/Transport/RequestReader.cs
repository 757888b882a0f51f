using System.Buffers;
using System.IO.Pipelines;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Uploads;
using GraphQL;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Takes a GraphQL request out of an HTTP one, as the specification "GraphQL over HTTP" says.</summary>
internal static class RequestReader
{
    /// <summary>As nearly all clients write it; any other way is read too.</summary>
    private static readonly string[] PlainJson = [Acceptance.Json, Acceptance.Json + "; charset=utf-8", Acceptance.Json + ";charset=utf-8"];

    /// <exception cref="BadRequestException">It is none; the message says why.</exception>
    public static async Task<GraphQLRequest> Read(HttpRequest http, ApiLimits limits, TimeProvider time, CancellationToken cancellationToken) =>
        HttpMethods.IsGet(http.Method) ? FromQueryString(http.Query, limits) : await FromBody(http, limits, time, cancellationToken);

    private static GraphQLRequest FromQueryString(IQueryCollection query, ApiLimits limits) => RequestDocument.Of(
        Single(query, "query"),
        Single(query, "documentId"),
        Single(query, "operationName"),
        Object(query, "variables", limits),
        Object(query, "extensions", limits),
        missing: "The parameter query is missing.");

    private static string? Single(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [var only] => only is { Length: > 0 } ? only : null,
        _ => throw new BadRequestException(StatusCodes.Status400BadRequest, $"The parameter {name} is given more than once.", name),
    };

    private static Inputs Object(IQueryCollection query, string name, ApiLimits limits) =>
        Single(query, name) is { } json ? RequestJson.Object(name, json, limits) : Inputs.Empty;

    private static ValueTask<GraphQLRequest> FromBody(HttpRequest http, ApiLimits limits, TimeProvider time, CancellationToken cancellationToken) =>
        Array.Exists(PlainJson, plain => plain.Equals(http.ContentType, StringComparison.OrdinalIgnoreCase)) && AtOnce(http.BodyReader, limits) is { } request
            ? new(request)
            : new(FromSlowBody(http, limits, time, cancellationToken));

    /// <summary>A short body has mostly come with the headers, and no clock is needed for it.</summary>
    /// <returns>Null where some of it has yet to come, or can't be read.</returns>
    private static GraphQLRequest? AtOnce(PipeReader body, ApiLimits limits)
    {
        try
        {
            if (!body.TryRead(out var read))
            {
                return null;
            }

            if (!read.IsCompleted || !read.Buffer.IsSingleSegment || read.Buffer.Length > limits.BodyBytes.Value)
            {
                body.AdvanceTo(read.Buffer.Start, read.IsCompleted ? read.Buffer.Start : read.Buffer.End);
                return null;
            }

            try
            {
                return RequestJson.Read(read.Buffer.FirstSpan, limits);
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
        catch (BadHttpRequestException)
        {
            // It is thrown again where the rest is read.
            return null;
        }
    }

    private static async Task<GraphQLRequest> FromSlowBody(HttpRequest http, ApiLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limits.BodySeconds.Seconds, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            if (MediaTypeHeaderValue.TryParse(http.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                return await MultipartRequest.Read(http.HttpContext, type, limits, ends.Token);
            }

            RefuseOtherThanJson(http);
            return RequestJson.Read((await ReadToEnd(http.BodyReader, limits, ends.Token)).Span, limits);
        }
        catch (BadHttpRequestException problem)
        {
            throw problem.StatusCode is StatusCodes.Status413PayloadTooLarge
                ? TooLarge(limits)
                : new BadRequestException(problem.StatusCode, "The body could not be read.");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BadRequestException(StatusCodes.Status408RequestTimeout, limits.BodySeconds.Text, limits.BodySeconds.Name, ErrorCodes.LimitExceeded);
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

    private static async Task<ReadOnlyMemory<byte>> ReadToEnd(PipeReader body, ApiLimits limits, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limits.BodyBytes.Value)
            {
                throw TooLarge(limits);
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

    private static BadRequestException TooLarge(ApiLimits limits) =>
        new(StatusCodes.Status413PayloadTooLarge, limits.BodyBytes.Text, limits.BodyBytes.Name, ErrorCodes.LimitExceeded);
}
