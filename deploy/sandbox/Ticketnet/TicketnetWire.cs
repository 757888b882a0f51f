using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Distribution.Sandbox.Ticketnet;

// grains/Connectors/Ticketnet/README.md, seen from Ticketnet's side, and written apart from the connector's records on purpose.

internal sealed record AllotmentBody(
    string Performance, long Version, IReadOnlyList<AdditionBody?> Additions, IReadOnlyList<string> Withdrawals, IReadOnlyList<AreaBody?> Areas);

internal sealed record AdditionBody(string Place, string Block, string Row, string Seat, string Category);

internal sealed record AreaBody(string Key, string Area, string Category, int Allotted);

internal sealed record AllotmentAnswerBody(
    Guid Id, string Performance, long Version, IReadOnlyList<Allotments.PlaceResult> Places, IReadOnlyList<Allotments.AreaResult> Areas);

internal sealed record StatusBody(string Performance, long Version, Allotments.PlaceCounts Places, IReadOnlyList<AreaStatusBody> Areas);

internal sealed record AreaStatusBody(string Area, int Allotted, int Sold);

internal sealed record SalesBody(string? Cursor, bool More, IReadOnlyList<object> Lines);

internal sealed record SoldBody(
    string Line, string Type, string Ticket, string Sale, string Performance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Place,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Area,
    string Category, string Audience, PriceBody Price, DateTimeOffset SoldAt, string Barcode);

internal sealed record PriceBody(long Amount, string Currency);

internal sealed record CancelledBody(string Line, string Type, string Ticket, DateTimeOffset CancelledAt);

internal sealed record AcknowledgementBody(string Cursor);

internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(string Code, string Message, string? Field = null, long? LastVersion = null);

internal static class TicketnetJson
{
    /// <summary>A request with a field that is missing, unknown or there twice is refused.</summary>
    public static readonly JsonSerializerOptions Requests = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static readonly JsonSerializerOptions Answers = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where absent and null mean the same, absent is shorter.</summary>
    public static readonly JsonSerializerOptions Sparse = new(Answers) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
