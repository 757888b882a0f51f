using System.Text.Json;
using System.Text.Json.Serialization;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Sales;

/// <summary>A sale line as its row keeps it: as the distributor sent it, in its ids.</summary>
internal sealed record StoredLine(
    string Kind,
    string? Ticket = null,
    string? Sale = null,
    string? Performance = null,
    string? Place = null,
    string? Area = null,
    string? Category = null,
    string? Audience = null,
    long Price = 0,
    string? Currency = null,
    DateTimeOffset At = default,
    string? Barcode = null,
    string? Raw = null,
    string? Problem = null,
    string? Replaces = null,
    bool Reserved = false,
    StoredPart[]? Pass = null)
{
    private static readonly JsonSerializerOptions Sparse = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static string Write(SaleLine line) => JsonSerializer.Serialize(line switch
    {
        SaleLine.Sold sold => new StoredLine(
            "sold",
            sold.Ticket,
            sold.Sale,
            sold.Performance,
            sold.Place?.Value,
            sold.Area,
            sold.Category,
            sold.Audience,
            sold.Price.MinorUnits,
            sold.Price.Currency,
            sold.SoldAt,
            sold.Barcode,
            Replaces: sold.Replaces,
            Reserved: sold.IsReservation,
            Pass: sold.Pass.IsDefaultOrEmpty ? null : [.. sold.Pass.Select(part => new StoredPart(part.Performance, part.Place?.Value, part.Area))]),
        SaleLine.Cancelled cancelled => new StoredLine("cancelled", cancelled.Ticket, At: cancelled.CancelledAt),
        SaleLine.Unreadable unreadable => new StoredLine("unreadable", Raw: unreadable.Raw, Problem: unreadable.Problem),
        _ => throw new InvalidOperationException($"A line of a kind that is not known: {line.GetType().Name}."),
    }, Sparse);

    public static SaleLine Read(string reference, string body)
    {
        var line = JsonSerializer.Deserialize<StoredLine>(body)!;
        return line.Kind switch
        {
            "sold" => new SaleLine.Sold(
                reference,
                line.Ticket!,
                line.Sale!,
                line.Performance!,
                line.Place is null ? null : new PlaceKey(line.Place),
                line.Area,
                line.Category!,
                line.Audience!,
                new Money(line.Price, line.Currency!),
                line.At,
                line.Barcode,
                line.Replaces,
                line.Reserved,
                line.Pass is null ? default : [.. line.Pass.Select(part => new PassPart(part.Performance, part.Place is null ? null : new PlaceKey(part.Place), part.Area))]),
            "cancelled" => new SaleLine.Cancelled(reference, line.Ticket!, line.At),
            "unreadable" => new SaleLine.Unreadable(reference, line.Raw!, line.Problem!),
            _ => throw new InvalidDataException($"The sale line {reference} has the kind {line.Kind}, which this program does not know."),
        };
    }

    /// <summary>The ticket a line is about, if it says.</summary>
    public static string? TicketOf(SaleLine line) => line switch
    {
        SaleLine.Sold sold => sold.Ticket,
        SaleLine.Cancelled cancelled => cancelled.Ticket,
        _ => null,
    };
}

/// <summary>A further performance of a pass.</summary>
internal sealed record StoredPart(string Performance, string? Place, string? Area);
