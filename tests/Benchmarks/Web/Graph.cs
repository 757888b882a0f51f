using System.Text;

namespace Distribution.Benchmarks.Web;

internal static class Graph
{
    public const string Path = "/graphql";

    /// <summary>Asks, and takes no error for an answer.</summary>
    public static async ValueTask Ask(this HttpConnection connection, byte[] request)
    {
        var status = await connection.Post(Path, request);
        if (status != 200 || connection.Body.Span.IndexOf("\"errors\""u8) >= 0)
        {
            throw new InvalidOperationException($"The API answered {status}: {Encoding.UTF8.GetString(connection.Body.Span)}");
        }
    }
}
