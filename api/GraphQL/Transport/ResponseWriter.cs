using System.Text.Encodings.Web;
using System.Text.Json;
using Distribution.Api.GraphQL.Errors;
using GraphQL;
using GraphQL.SystemTextJson;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Writes results as JSON, with the status that their kind of response asks for.</summary>
internal sealed class ResponseWriter
{
    private readonly GraphQLSerializer _serializer =
        // The answers are JSON documents, never parts of HTML, so letters of all languages may stay as they are.
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new ErrorInfo());

    public async Task Write(HttpResponse response, ExecutionResult result, ResponseKind kind, int? status = null)
    {
        response.StatusCode = status ?? (kind is ResponseKind.Json || result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        response.ContentType = (kind is ResponseKind.GraphQLResponse ? Acceptance.GraphQLResponse : Acceptance.Json) + "; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await using var body = new AnswerBody(response);
        await _serializer.WriteAsync(body, result, response.HttpContext.RequestAborted);
    }

    public Task WriteError(HttpResponse response, ApiError error, int status, ResponseKind kind = ResponseKind.Json) =>
        Write(response, new ExecutionResult(error), kind, status);

    public Task WriteTo(Stream stream, ExecutionResult result, CancellationToken cancellationToken) =>
        _serializer.WriteAsync(stream, result, cancellationToken);

    /// <summary>The errors alone, as the protocols for subscriptions want them.</summary>
    public string Errors(IEnumerable<ExecutionError> errors) => _serializer.Serialize(errors.ToList());
}
