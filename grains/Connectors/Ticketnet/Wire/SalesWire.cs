using System.Text.Json;

namespace Distribution.Connectors.Ticketnet.Wire;

// README.md, "Sales". The lines stay JSON elements, so that each is read by itself and a bad one fails alone.

internal sealed record SalesReply(string? Cursor, bool? More, IReadOnlyList<JsonElement>? Lines);

internal sealed record LineWire(
    string? Line,
    string? Type,
    string? Ticket,
    string? Sale,
    string? Performance,
    string? Place,
    string? Area,
    string? Category,
    string? Audience,
    PriceWire? Price,
    string? SoldAt,
    string? CancelledAt,
    string? Barcode,
    string? Replaces,
    IReadOnlyList<AlsoWire?>? Also);

internal sealed record AlsoWire(string? Performance, string? Place, string? Area);

internal sealed record PriceWire(long? Amount, string? Currency);

internal sealed record AcknowledgementRequest(string Cursor);
