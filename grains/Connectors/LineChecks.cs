using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Distribution.Primitives;

namespace Distribution.Connectors;

/// <summary>What every distributor's lines of sales are held to, and how one that does not keep to it is kept.</summary>
internal static class LineChecks
{
    /// <summary>Of a price, in minor units.</summary>
    public const long MaxAmount = 100_000_000;

    /// <summary>Characters of an unreadable line that are kept.</summary>
    public const int MaxRawLength = 16_384;

    private const int MaxBarcodeLength = 128;
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>What is wrong with a field that is an id; null when nothing is.</summary>
    public static string? NotAnId(string? text, string field) =>
        KeyText.IsValid(text) ? null : $"{field} is missing or not a text of 1 to {KeyText.MaxLength} characters";

    /// <summary>What is wrong with a barcode, which may be absent; null when nothing is.</summary>
    public static string? NotABarcode(string? text, string field) =>
        text is null || (text.Length is > 0 and <= MaxBarcodeLength && !text.Any(char.IsControl))
            ? null
            : $"{field} is not a text of 1 to {MaxBarcodeLength} characters";

    /// <summary>RFC 3339, or null. A time without an offset is refused: it would mean another moment on every machine.</summary>
    public static DateTimeOffset? Time(string? text) =>
        text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _]
        && DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    /// <summary>When what a line tells happened; null where it does not say.</summary>
    public static DateTimeOffset? At(SaleLine line) => line switch
    {
        SaleLine.Sold sold => sold.SoldAt,
        SaleLine.Cancelled cancelled => cancelled.CancelledAt,
        _ => null,
    };

    /// <param name="reference">The line's own, where it can be read; else it is known by its text.</param>
    /// <param name="bytes">The line as it came, UTF-8 or not.</param>
    public static SaleLine.Unreadable Unreadable(string? reference, ReadOnlySpan<byte> bytes, string problem)
    {
        var raw = Encoding.UTF8.GetString(bytes);
        var kept = raw.Length <= MaxRawLength ? raw : raw[..MaxRawLength];
        var cut = raw.Length <= MaxRawLength ? "" : $"; the line has {raw.Length} characters, of which the first {MaxRawLength} are kept";
        return new SaleLine.Unreadable(reference ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}", kept, problem + cut);
    }
}
