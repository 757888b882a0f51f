using System.Text;
using System.Text.Json;

namespace Distribution.Benchmarks.Web;

internal static class Graph
{
    public const string Path = "/graphql";

    /// <summary>Asks, and takes no error for an answer.</summary>
    public static async ValueTask Ask(this HttpConnection connection, byte[] request)
    {
        if (await connection.TryAsk(request) is { } refusal)
        {
            throw new InvalidOperationException($"The API answered {refusal}.");
        }
    }

    /// <summary>Asks; the answer is in the connection's body.</summary>
    /// <returns>The first error or refusal, if there is one.</returns>
    public static ValueTask<GraphError?> TryAsk(this HttpConnection connection, byte[] request) => connection.TryAsk(Path, request);

    /// <summary>Asks a server that answers as the API would, wherever it does.</summary>
    public static async ValueTask<GraphError?> TryAsk(this HttpConnection connection, string path, byte[] request)
    {
        var status = await connection.Post(path, request);
        var body = connection.Body.Span;
        var isDone = status == 200 && body.IndexOf("\"errors\":"u8) < 0 && body.IndexOf("\"userErrors\":[{"u8) < 0;
        return isDone ? null : GraphError.Read(status, connection.Body);
    }
}

/// <param name="MayRetry">The same request again may succeed.</param>
internal sealed record GraphError(string Code, bool MayRetry, string Message)
{
    public static GraphError Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            var failed = answer.RootElement.TryGetProperty("errors", out var errors);
            var error = failed ? errors[0] : answer.RootElement.GetProperty("data").EnumerateObject().First().Value.GetProperty("userErrors")[0];
            var details = failed ? error.GetProperty("extensions") : error;
            var retry = details.TryGetProperty("retry", out var value) && value.ValueKind is JsonValueKind.True;
            return new GraphError(details.GetProperty("code").GetString()!, retry, error.GetProperty("message").GetString()!);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new GraphError($"HTTP {status}", false, Encoding.UTF8.GetString(body.Span));
        }
    }
}
