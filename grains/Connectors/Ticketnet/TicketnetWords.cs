using System.Net;
using System.Text.Json;
using Distribution.Connectors.Http;
using Distribution.Connectors.Ticketnet.Wire;

namespace Distribution.Connectors.Ticketnet;

/// <summary>What Ticketnet's answers mean that are not a yes (README.md, "Errors").</summary>
internal static class TicketnetWords
{
    /// <param name="subject">What was asked, such as <c>the allotment of performance “TN-4711”</c>.</param>
    public static ExchangeError Refused(ExchangeWords words, HttpExchange.Answered answered, Uri url, string subject)
    {
        var error = ErrorReply.Read(answered.Body);
        return (answered.Status, error?.Code) switch
        {
            (HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, "unknown_performance") => words.UnknownPerformance(subject, error!.Message),
            (HttpStatusCode.NotFound, "unknown_cursor") => words.UnknownCursor(error!.Message),
            (HttpStatusCode.Conflict, "superseded") => words.Superseded(subject, error!.LastVersion),
            (HttpStatusCode.Conflict, "message_mismatch") => words.OtherContent(subject),
            (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, _) => words.NotAccepted(subject, error?.Field, error?.Message),
            _ => words.Refused(answered, url, subject, error?.Message),
        };
    }

    /// <summary>Whether an answer says that an allotment was not taken.</summary>
    public static bool NotTaken(HttpExchange.Answered answered) => answered.Status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => true,
        HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Conflict => ErrorReply.Read(answered.Body)?.Code == "superseded",
        _ => false,
    };

    /// <summary>The version that it has already, where that is why it did not take an allotment.</summary>
    public static long? LastVersion(HttpExchange exchange) =>
        exchange is HttpExchange.Answered { Status: HttpStatusCode.Conflict } answered && ErrorReply.Read(answered.Body) is { Code: "superseded" } error ? error.LastVersion : null;

    /// <summary>Where JSON goes wrong, without the text of .NET's message.</summary>
    public static string Where(JsonException exception) =>
        string.IsNullOrEmpty(exception.Path) || exception.Path == "$" ? $"line {exception.LineNumber + 1 ?? 1}" : $"at {Text.Quoted(exception.Path)}";
}
