using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Distribution.Connectors.Ticketnet.Wire;
using Distribution.Primitives;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Reads one line of sales. What does not keep the protocol becomes an unreadable line, kept as it came.</summary>
internal static class SaleLineReading
{
    /// <summary>Characters of an unreadable line that are kept.</summary>
    public const int MaxRawLength = 16_384;

    private const long MaxAmount = 100_000_000;
    private const int MaxBarcodeLength = 128;
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static SaleLine Read(JsonElement element)
    {
        LineWire? line = null;
        string? problem;
        try
        {
            line = element.Deserialize(TicketnetLineJson.Default.LineWire);
            problem = line is null ? "the line is null" : Problem(line);
        }
        catch (JsonException exception)
        {
            problem = $"a field has the wrong type, or is there twice ({TicketnetWords.Where(exception)})";
        }

        return problem is not null ? Unreadable(element, problem) : line!.Type == "sold" ? Sold(line) : Cancelled(line);
    }

    private static string? Problem(LineWire line) =>
        NotAnId(line.Line, "line")
        ?? NotAnId(line.Ticket, "ticket")
        ?? line.Type switch
        {
            "sold" => SoldProblem(line),
            "cancelled" => Time(line.CancelledAt) is null ? "cancelledAt is missing or not a time with an offset" : null,
            _ => $"its type “{TicketnetWords.Quoted(line.Type)}” is not known",
        };

    private static string? SoldProblem(LineWire line) =>
        NotAnId(line.Sale, "sale")
        ?? NotAnId(line.Performance, "performance")
        ?? ((line.Place is null) == (line.Area is null) ? "it has not exactly one of place and area" : null)
        ?? (line.Place is null ? NotAnId(line.Area, "area") : NotAnId(line.Place, "place"))
        ?? NotAnId(line.Category, "category")
        ?? NotAnId(line.Audience, "audience")
        ?? (IsMoney(line.Price) ? null : "price is missing or not an amount of money")
        ?? (Time(line.SoldAt) is null ? "soldAt is missing or not a time with an offset" : null)
        ?? (line.Barcode is null || IsBarcode(line.Barcode) ? null : $"barcode is not a text of 1 to {MaxBarcodeLength} characters");

    private static string? NotAnId(string? text, string field) =>
        KeyText.IsValid(text) ? null : $"{field} is missing or not a text of 1 to {KeyText.MaxLength} characters";

    private static bool IsMoney(PriceWire? price) => price is { Amount: >= 0 and <= MaxAmount } && Money.IsCurrency(price.Currency);

    private static bool IsBarcode(string text) => text.Length is > 0 and <= MaxBarcodeLength && !text.Any(char.IsControl);

    private static SaleLine.Sold Sold(LineWire line) => new(
        line.Line!,
        line.Ticket!,
        line.Sale!,
        line.Performance!,
        line.Place is null ? null : new PlaceKey(line.Place),
        line.Area,
        line.Category!,
        line.Audience!,
        new Money(line.Price!.Amount!.Value, line.Price.Currency!),
        Time(line.SoldAt)!.Value,
        line.Barcode);

    private static SaleLine.Cancelled Cancelled(LineWire line) => new(line.Line!, line.Ticket!, Time(line.CancelledAt)!.Value);

    /// <summary>A time without an offset is refused: it would mean another moment on every machine.</summary>
    private static DateTimeOffset? Time(string? text) =>
        text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _]
        && DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static SaleLine.Unreadable Unreadable(JsonElement element, string problem)
    {
        // The bytes as they came: they may hold what no string can, such as broken UTF-8.
        var bytes = JsonMarshal.GetRawUtf8Value(element);
        var raw = Encoding.UTF8.GetString(bytes);
        var kept = raw.Length <= MaxRawLength ? raw : raw[..MaxRawLength];
        var cut = raw.Length <= MaxRawLength ? "" : $"; the line has {raw.Length} characters, of which the first {MaxRawLength} are kept";
        var reference = OwnReference(element) ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}";
        return new SaleLine.Unreadable(reference, kept, problem + cut);
    }

    private static string? OwnReference(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("line", out var line)
                && line.ValueKind == JsonValueKind.String
                && line.GetString() is { } text
                && KeyText.IsValid(text)
                    ? text
                    : null;
        }
        catch (InvalidOperationException)
        {
            // The text is not valid Unicode.
            return null;
        }
    }
}
