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
internal sealed class RequestReader(ApiLimits limits, Budgets budgets, TimeProvider time)
{
    /// <summary>As nearly all clients write it; any other way is read too.</summary>
    private static readonly string[] PlainJson = [Acceptance.Json, Acceptance.Json + "; charset=utf-8", Acceptance.Json + ";charset=utf-8"];

    /// <exception cref="BadRequestException">It is none; the message says why.</exception>
    /// <exception cref="ApiError">The process has too much to do with other requests.</exception>
    public ValueTask<GraphQLRequest> Read(HttpRequest http, CancellationToken cancellationToken) =>
        HttpMethods.IsGet(http.Method) ? new(FromQueryString(http.Query)) : FromBody(http, cancellationToken);

    private GraphQLRequest FromQueryString(IQueryCollection query) => RequestDocument.Of(
        Single(query, "query"),
        Single(query, "documentId"),
        Single(query, "operationName"),
        Object(query, "variables"),
        Object(query, "extensions"),
        missing: "The parameter query is missing.");

    private static string? Single(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [var only] => only is { Length: > 0 } ? only : null,
        _ => throw new BadRequestException(StatusCodes.Status400BadRequest, $"The parameter {name} is given more than once.", name),
    };

    private Inputs Object(IQueryCollection query, string name) => Single(query, name) is { } json ? RequestJson.Object(name, json, limits) : Inputs.Empty;

    private ValueTask<GraphQLRequest> FromBody(HttpRequest http, CancellationToken cancellationToken) =>
        http.Headers.ContentEncoding.Count == 0 && Array.Exists(PlainJson, plain => plain.Equals(http.ContentType, StringComparison.OrdinalIgnoreCase)) && AtOnce(http.BodyReader) is { } request
            ? new(request)
            : new(FromSlowBody(http, cancellationToken));

    /// <summary>A short body has mostly come with the headers, and no clock is needed for it.</summary>
    /// <returns>Null where some of it has yet to come, or can't be read.</returns>
    private GraphQLRequest? AtOnce(PipeReader body)
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

    private async Task<GraphQLRequest> FromSlowBody(HttpRequest http, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limits.BodySeconds.Seconds, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            if (MediaTypeHeaderValue.TryParse(http.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                return await MultipartRequest.Read(http.HttpContext, type, limits, budgets.Files, ends.Token);
            }

            RefuseOtherThanJson(http);
            return RequestJson.Read((await ReadToEnd(http, ends.Token)).Span, limits);
        }
        catch (BadHttpRequestException problem)
        {
            throw problem.StatusCode is StatusCodes.Status413PayloadTooLarge
                ? TooLarge()
                : new BadRequestException(problem.StatusCode, "The body could not be read.");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BadRequestException(StatusCodes.Status408RequestTimeout, limits.BodySeconds.Text, limits.BodySeconds.Name, ErrorCodes.LimitExceeded);
        }
    }

    private static void RefuseOtherThanJson(HttpRequest http)
    {
        if (http.Headers.ContentEncoding is [_, ..] encodings && !encodings.All(encoding => "identity".Equals(encoding, StringComparison.OrdinalIgnoreCase)))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "The body is compressed: send it as it is.", "Content-Encoding");
        }

        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "A request by POST is application/json, or multipart/form-data where it brings files.", "Content-Type");
        }

        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, "JSON is in UTF-8.", "Content-Type");
        }
    }

    /// <summary>What is read counts until the request has been answered.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadToEnd(HttpRequest http, CancellationToken cancellationToken)
    {
        var body = http.BodyReader;
        var share = budgets.Bodies.Open();
        http.HttpContext.Response.RegisterForDispose(share);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var length = read.Buffer.Length;
            if (length > limits.BodyBytes.Value || !share.TryGrow(length))
            {
                // What is left on the way can only be read away by the server if nothing is being read.
                body.AdvanceTo(read.Buffer.End);
                throw length > limits.BodyBytes.Value ? TooLarge() : limits.BodiesBytes.Busy();
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

    private BadRequestException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, limits.BodyBytes.Text, limits.BodyBytes.Name, ErrorCodes.LimitExceeded);
}
