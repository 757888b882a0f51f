using System.Text.Json;
using Distribution.Connectors.Ticketnet.Wire;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Reads the answers about allotments: to a message, and to the question how one stands.</summary>
internal static class AllotmentReading
{
    /// <summary>The answer, or what is wrong with it.</summary>
    public static AllotmentAnswer.Answered? Read(ReadOnlyMemory<byte> body, AllotmentMessage message, out string problem)
    {
        try
        {
            var reply = JsonSerializer.Deserialize(body.Span, TicketnetJson.Default.AllotmentReply);
            problem = reply is null ? "it is empty" : reply.Check(message, Verdict) ?? "";
            return problem.Length == 0 ? reply!.Answer(Verdict) : null;
        }
        catch (JsonException exception)
        {
            problem = NotJson(exception);
            return null;
        }
    }

    /// <summary>The status, or what is wrong with it.</summary>
    public static AllotmentStatus? ReadStatus(ReadOnlyMemory<byte> body, string performance, out string problem)
    {
        try
        {
            var reply = JsonSerializer.Deserialize(body.Span, TicketnetJson.Default.StatusWire)?.Reply();
            problem = reply is null ? "it is empty" : reply.Check(performance) ?? "";
            return problem.Length == 0 ? reply!.Status() : null;
        }
        catch (JsonException exception)
        {
            problem = NotJson(exception);
            return null;
        }
    }

    private static string NotJson(JsonException exception) => $"it is not the JSON that was agreed ({TicketnetWords.Where(exception)})";

    private static PlaceVerdict? Verdict(string? text) => text switch
    {
        "accepted" => PlaceVerdict.Accepted,
        "refused" => PlaceVerdict.Refused,
        "already_sold" => PlaceVerdict.AlreadySold,
        _ => null,
    };
}
