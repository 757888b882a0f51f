using System.Net;
using Distribution.Connectors.Http;
using Distribution.Connectors.Ticketnet.Wire;

namespace Distribution.Connectors.Ticketnet;

/// <summary>
/// Whether it is certain that Ticketnet took nothing. One attempt that may have arrived is enough to leave it in doubt, whatever the later ones were told:
/// a place that may have been offered is sold by nobody else (README.md, "Errors").
/// </summary>
internal static class TicketnetCertainty
{
    public static bool NotTaken(HttpExchange exchange) => exchange switch
    {
        HttpExchange.Answered answered => Refused(answered) && answered.Attempts.SkipLast(1).All(NotTaken),
        _ => exchange.Attempts.All(NotTaken),
    };

    /// <summary>Of an attempt that was made again: only these statuses are both repeated and a "not taken".</summary>
    private static bool NotTaken(Attempt attempt) => attempt.End == AttemptEnd.NotSent || attempt.Status == HttpStatusCode.TooManyRequests;

    private static bool Refused(HttpExchange.Answered answered) => answered.Status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => true,
        HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Conflict => ErrorReply.Read(answered.Body)?.Code == "superseded",
        _ => false,
    };
}
