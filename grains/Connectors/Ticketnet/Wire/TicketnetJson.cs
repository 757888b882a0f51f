using System.Text.Json.Serialization;

namespace Distribution.Connectors.Ticketnet.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AllotmentRequest))]
[JsonSerializable(typeof(AllotmentReply))]
[JsonSerializable(typeof(StatusWire))]
[JsonSerializable(typeof(SalesReply))]
[JsonSerializable(typeof(AcknowledgementRequest))]
[JsonSerializable(typeof(ErrorReply))]
internal sealed partial class TicketnetJson : JsonSerializerContext;

/// <summary>For one line of sales: a field that is there twice could mean either, so the line is not believed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LineWire))]
internal sealed partial class TicketnetLineJson : JsonSerializerContext;
