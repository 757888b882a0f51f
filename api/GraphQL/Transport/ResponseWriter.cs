using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>
/// Writes results as JSON, with the status that their kind of response asks for, packed as the client accepts it where they are long. (ASP.NET's middleware
/// packs every answer, which takes longer than making a short one.) No answer is at once secret to a page that can make a browser ask for it, and made of
/// what that page sends: the API takes tokens from a header only.
/// </summary>
internal sealed class ResponseWriter(ApiLimits limits)
{
    /// <summary>Bytes below which an answer goes as it is: it fits into one packet anyway.</summary>
    public const int MinPacked = 1_400;

    private const string GraphQLResponse = Acceptance.GraphQLResponse + "; charset=utf-8";
    private const string PlainJson = Acceptance.Json + "; charset=utf-8";

    private readonly GraphQLSerializer _serializer =
        // The answers are JSON documents, never parts of HTML, so letters of all languages may stay as they are.
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new ErrorInfo());

    public async Task Write(HttpResponse response, ExecutionResult result, ResponseKind kind, int? status = null)
    {
        using var data = result.Data as AnswerJson;
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = Json(result, data);
        }
        catch (ApiError tooLarge)
        {
            await Write(response, new ExecutionResult(tooLarge) { Executed = result.Executed }, kind, status);
            return;
        }

        response.StatusCode = status ?? StatusOf(response, result, kind);
        response.ContentType = kind is ResponseKind.GraphQLResponse ? GraphQLResponse : PlainJson;
        response.Headers.CacheControl = "no-store";
        var coding = answer.Length < MinPacked ? ContentCoding.None : ContentCodings.Wanted(response.HttpContext.Request);
        if (coding is ContentCoding.None)
        {
            response.ContentLength = answer.Length;
            await response.Body.WriteAsync(answer, response.HttpContext.RequestAborted);
            return;
        }

        response.Headers.ContentEncoding = coding.Name();
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        await using Stream packed = coding is ContentCoding.Brotli
            ? new BrotliStream(response.Body, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await packed.WriteAsync(answer, response.HttpContext.RequestAborted);
    }

    public Task WriteError(HttpResponse response, ApiError error, int status, ResponseKind kind = ResponseKind.Json) =>
        Write(response, new ExecutionResult(error), kind, status);

    /// <summary>The result alone, for the protocols of subscriptions.</summary>
    /// <exception cref="ApiError">It is too large.</exception>
    public byte[] Bytes(ExecutionResult result)
    {
        using var data = result.Data as AnswerJson;
        return Json(result, data).ToArray();
    }

    /// <summary>The errors alone, as the protocols for subscriptions want them.</summary>
    public string Errors(IEnumerable<ExecutionError> errors) => _serializer.Serialize(errors.ToList());

    /// <summary>The whole answer; data without errors are one already.</summary>
    private ReadOnlyMemory<byte> Json(ExecutionResult result, AnswerJson? data)
    {
        if (data is not null && result.Errors is null)
        {
            limits.AnswerBytes.Check(data.Data.Length);
            return data.Whole();
        }

        // Errors come first, so that they are seen before long data.
        var errors = Encoding.UTF8.GetBytes(Errors(result.Errors ?? []));
        limits.AnswerBytes.Check(errors.Length + (data?.Data.Length ?? 0));
        return data is not null ? (byte[])[.. "{\"errors\":"u8, .. errors, .. ",\"data\":"u8, .. data.Data.Span, (byte)'}']
            : result.Executed ? (byte[])[.. "{\"errors\":"u8, .. errors, .. ",\"data\":null}"u8]
            : (byte[])[.. "{\"errors\":"u8, .. errors, (byte)'}'];
    }

    private static int StatusOf(HttpResponse response, ExecutionResult result, ResponseKind kind)
    {
        if (!result.Executed && result.Errors is [ApiError { Status: { } own } error, ..])
        {
            if (error.RetryAfter is { } wait)
            {
                response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            return own;
        }

        return kind is ResponseKind.Json || result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }
}
