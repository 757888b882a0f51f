using System.Net;

namespace Distribution.Connectors.Http;

/// <summary>
/// Whether it is certain that the distributor took nothing. One attempt that may have arrived is enough to leave it in doubt, whatever the later ones
/// were told: a place that may have been offered is sold by nobody else.
/// </summary>
internal static class Certainty
{
    /// <param name="refused">Whether the protocol says of this answer that the message was not taken.</param>
    public static bool NotTaken(HttpExchange exchange, Func<HttpExchange.Answered, bool> refused) => exchange switch
    {
        HttpExchange.Answered answered => refused(answered) && answered.Attempts.SkipLast(1).All(NotTaken),
        _ => exchange.Attempts.All(NotTaken),
    };

    /// <summary>Of an attempt that was made again: only these statuses are both repeated and a "not taken".</summary>
    private static bool NotTaken(Attempt attempt) => attempt.End == AttemptEnd.NotSent || attempt.Status == HttpStatusCode.TooManyRequests;
}
