using System.Text.Json;

namespace Distribution.Connectors.Ticketnet.Wire;

/// <summary>README.md, "Errors".</summary>
internal sealed record ErrorReply(ErrorWire? Error)
{
    /// <summary>What an answer says of its error; null where it does not say it as Ticketnet does, as a proxy's page.</summary>
    public static ErrorWire? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, TicketnetJson.Default.ErrorReply)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ErrorWire(string? Code, string? Message, string? Field, long? LastVersion);
