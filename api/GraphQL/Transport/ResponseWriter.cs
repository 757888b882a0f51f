using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using GraphQL;
using GraphQL.SystemTextJson;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>Writes results as JSON, with the status that their kind of response asks for.</summary>
internal sealed class ResponseWriter
{
    /// <summary>For errors; <see cref="AnswerJson"/> has made the data into JSON already.</summary>
    private readonly GraphQLSerializer _serializer =
        // The answers are JSON documents, never parts of HTML, so letters of all languages may stay as they are.
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new ErrorInfo());

    public async Task Write(HttpResponse response, ExecutionResult result, ResponseKind kind, int? status = null)
    {
        response.StatusCode = status ?? (kind is ResponseKind.Json || result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        response.ContentType = (kind is ResponseKind.GraphQLResponse ? Acceptance.GraphQLResponse : Acceptance.Json) + "; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await using var body = new AnswerBody(response);
        await WriteTo(body, result, response.HttpContext.RequestAborted);
    }

    public Task WriteError(HttpResponse response, ApiError error, int status, ResponseKind kind = ResponseKind.Json) =>
        Write(response, new ExecutionResult(error), kind, status);

    /// <summary>In one piece; the result is given up with it.</summary>
    public async Task WriteTo(Stream stream, ExecutionResult result, CancellationToken cancellationToken)
    {
        using var data = result.Data as AnswerJson;
        await stream.WriteAsync(data is not null && result.Errors is null ? data.Whole() : WithErrors(result, data), cancellationToken);
    }

    /// <summary>The errors alone, as the protocols for subscriptions want them.</summary>
    public string Errors(IEnumerable<ExecutionError> errors) => _serializer.Serialize(errors.ToList());

    /// <summary>Errors come first: who looks at a long answer sees them.</summary>
    private byte[] WithErrors(ExecutionResult result, AnswerJson? data)
    {
        var json = new List<byte>();
        json.AddRange("{\"errors\":"u8);
        json.AddRange(Encoding.UTF8.GetBytes(Errors(result.Errors!)));
        if (data is not null)
        {
            json.AddRange(",\"data\":"u8);
            json.AddRange(data.Data.Span);
        }

        json.Add((byte)'}');
        return [.. json];
    }
}
