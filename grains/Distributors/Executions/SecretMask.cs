using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distribution.Connectors;

namespace Distribution.Distributors.Executions;

/// <summary>Puts a mask over the secrets of a link wherever they stand in a text, however the text's format writes them.</summary>
internal sealed class SecretMask
{
    public const string Mask = "•••";

    /// <summary>What is cut is cut after masking, and is read a little further, so that a secret that crosses the cut is still seen whole.</summary>
    private const int Margin = 8_192;

    // The longest first: a shorter one may be part of it.
    private readonly string[] _secrets;

    private SecretMask(IEnumerable<string> secrets) => _secrets = [.. secrets.Where(it => it.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(it => it.Length)];

    public static SecretMask Of(ConnectorLink link) => new(
    [
        .. Forms(link.Password),
        .. Forms(link.ManagerCode),
        .. link.Password.Length == 0 ? [] : Base64($"{link.User}:{link.Password}"),
    ]);

    public string Text(string text) => Storable(_secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Mask, StringComparison.Ordinal)));

    /// <summary>Of a body, its beginning.</summary>
    /// <param name="max">Characters.</param>
    public string Text(ReadOnlyMemory<byte> body, int max)
    {
        // A character is a byte at least, and of a large body no more is read than is kept.
        var beginning = new char[Math.Min(body.Length, max + Margin)];
        Encoding.UTF8.GetDecoder().Convert(body.Span, beginning, flush: true, out _, out var length, out _);
        var masked = Text(new string(beginning, 0, length));
        return masked.Length <= max ? masked : $"{masked[..(char.IsHighSurrogate(masked[max - 1]) ? max - 1 : max)]}";
    }

    private static IEnumerable<string> Forms(string secret) => secret.Length == 0
        ? []
        :
        [
            secret,
            WebUtility.HtmlEncode(secret),
            .. InXml(secret),
            JsonEncodedText.Encode(secret).ToString(),
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            .. Base64(secret),
        ];

    /// <summary>Which quotes are escaped, and how, depends on where the text stands and on who writes it.</summary>
    private static IEnumerable<string> InXml(string secret)
    {
        var escaped = secret.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return from quote in new[] { "\"", "&quot;", "&#34;" }
               from apostrophe in new[] { "'", "&apos;", "&#39;" }
               select escaped.Replace("\"", quote, StringComparison.Ordinal).Replace("'", apostrophe, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Base64(string text) => [Convert.ToBase64String(Encoding.UTF8.GetBytes(text))];

    /// <summary>PostgreSQL takes no NUL in a text, and no database half a surrogate pair.</summary>
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
