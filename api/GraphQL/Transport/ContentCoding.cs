using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>How the bytes of an answer are packed on the way.</summary>
internal enum ContentCoding
{
    None,
    Gzip,
    Brotli,
}

internal static class ContentCodings
{
    private const string BrotliName = "br";
    private const string GzipName = "gzip";

    public static string Name(this ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => BrotliName,
        ContentCoding.Gzip => GzipName,
        _ => "identity",
    };

    /// <summary>The one that the client likes best; of two that it likes alike, the one that packs better.</summary>
    public static ContentCoding Wanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var brotli = Quality(accepted, BrotliName);
        var gzip = Quality(accepted, GzipName);
        if (brotli <= 0 && gzip <= 0)
        {
            return ContentCoding.None;
        }

        return brotli >= gzip ? ContentCoding.Brotli : ContentCoding.Gzip;
    }

    private static double Quality(IList<StringWithQualityHeaderValue> accepted, string name)
    {
        var named = accepted.FirstOrDefault(coding => coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(coding => coding.Value == "*");
        return named is null ? 0 : named.Quality ?? 1;
    }
}
