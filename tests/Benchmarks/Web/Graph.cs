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
    /// <returns>The first error, if there is one.</returns>
    public static async ValueTask<GraphError?> TryAsk(this HttpConnection connection, byte[] request)
    {
        var status = await connection.Post(Path, request);
        return status == 200 && connection.Body.Span.IndexOf("\"errors\""u8) < 0 ? null : GraphError.Read(status, connection.Body);
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
            var error = answer.RootElement.GetProperty("errors")[0];
            var details = error.GetProperty("extensions");
            var retry = details.TryGetProperty("retry", out var value) && value.ValueKind is JsonValueKind.True;
            return new GraphError(details.GetProperty("code").GetString()!, retry, error.GetProperty("message").GetString()!);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new GraphError($"HTTP {status}", false, Encoding.UTF8.GetString(body.Span));
        }
    }
}
