using System.Runtime.InteropServices;
using System.Text.Json;
using Distribution.Connectors.Ticketnet.Wire;
using Distribution.Primitives;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Reads one line of sales. What does not keep the protocol becomes an unreadable line, kept as it came.</summary>
internal static class SaleLineReading
{
    /// <summary>Further performances of a pass.</summary>
    private const int MaxPerformances = 100;

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

        return problem is not null ? Unreadable(element, problem) : line!.Type == "cancelled" ? Cancelled(line) : Sold(line);
    }

    private static string? Problem(LineWire line) =>
        LineChecks.NotAnId(line.Line, "line")
        ?? LineChecks.NotAnId(line.Ticket, "ticket")
        ?? line.Type switch
        {
            "sold" or "reserved" => SoldProblem(line) ?? AlsoProblem(line),
            "cancelled" => LineChecks.Time(line.CancelledAt) is null ? "cancelledAt is missing or not a time with an offset" : null,
            _ => $"its type “{Text.Quoted(line.Type)}” is not known",
        };

    private static string? SoldProblem(LineWire line) =>
        LineChecks.NotAnId(line.Sale, "sale")
        ?? LineChecks.NotAnId(line.Performance, "performance")
        ?? ((line.Place is null) == (line.Area is null) ? "it has not exactly one of place and area" : null)
        ?? (line.Place is null ? LineChecks.NotAnId(line.Area, "area") : LineChecks.NotAnId(line.Place, "place"))
        ?? LineChecks.NotAnId(line.Category, "category")
        ?? LineChecks.NotAnId(line.Audience, "audience")
        ?? (IsMoney(line.Price) ? null : "price is missing or not an amount of money")
        ?? (LineChecks.Time(line.SoldAt) is null ? "soldAt is missing or not a time with an offset" : null)
        ?? LineChecks.NotABarcode(line.Barcode, "barcode");

    private static string? AlsoProblem(LineWire line) =>
        (line.Replaces is null ? null : LineChecks.NotAnId(line.Replaces, "replaces"))
        ?? (line.Replaces == line.Ticket ? "it replaces itself" : null)
        ?? (line.Also is { Count: > MaxPerformances } ? $"also has more than {MaxPerformances} performances" : null)
        ?? (line.Replaces is not null && line.Also is { Count: > 0 } ? "it is a pass and replaces another ticket; a pass is cancelled and sold anew" : null)
        ?? line.Also?.Select(PartProblem).FirstOrDefault(problem => problem is not null)
        ?? (line.Also?.Select(part => part!.Performance).Append(line.Performance).Distinct().Count() <= line.Also?.Count ? "also has a performance twice" : null);

    private static string? PartProblem(AlsoWire? part) => part is null
        ? "also has a part that is null"
        : LineChecks.NotAnId(part.Performance, "performance of also")
            ?? ((part.Place is null) == (part.Area is null) ? "a part of also has not exactly one of place and area" : null)
            ?? (part.Place is null ? LineChecks.NotAnId(part.Area, "area of also") : LineChecks.NotAnId(part.Place, "place of also"));

    private static bool IsMoney(PriceWire? price) => price is { Amount: >= 0 and <= LineChecks.MaxAmount } && Money.IsCurrency(price.Currency);

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
        LineChecks.Time(line.SoldAt)!.Value,
        line.Barcode,
        line.Replaces,
        line.Type == "reserved",
        line.Also is { Count: > 0 } also ? [.. also.Select(part => new PassPart(part!.Performance!, part.Place is null ? null : new PlaceKey(part.Place), part.Area))] : default);

    private static SaleLine.Cancelled Cancelled(LineWire line) => new(line.Line!, line.Ticket!, LineChecks.Time(line.CancelledAt)!.Value);

    // The bytes as they came: they may hold what no string can, such as broken UTF-8.
    private static SaleLine.Unreadable Unreadable(JsonElement element, string problem) =>
        LineChecks.Unreadable(OwnReference(element), JsonMarshal.GetRawUtf8Value(element), problem);

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
