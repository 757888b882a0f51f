using System.Net;
using System.Net.Http.Headers;
using System.Xml;
using Distribution.Connectors.Fnac.Wire;
using Distribution.Connectors.Http;
using Distribution.Distributors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Distribution.Connectors.Fnac;

/// <summary>Puts one question to one of Fnac's web services and reads its answer.</summary>
internal sealed class FnacClient(HttpExchangeClient http, IOptions<FnacOptions> options, ILogger<FnacClient> logger)
{
    private static readonly MediaTypeHeaderValue Xml = new("application/xml", "utf-8");
    private readonly ExchangeWords _words = new("Fnac", options.Value);

    public ExchangeWords Words => _words;

    /// <param name="subject">What is asked, as it stands in a sentence.</param>
    /// <param name="content">Reads the service's element.</param>
    public async Task<FnacAnswer<T>> Ask<T>(
        ConnectorLink link, FnacRequest request, string subject, Func<XmlReader, T> content, CancellationToken cancellationToken)
        where T : class
    {
        if (FnacLink.Problem(link) is { } problem)
        {
            return FnacAnswer<T>.NotSent(problem);
        }

        byte[] body;
        try
        {
            body = request.Write(link);
        }
        catch (ArgumentException)
        {
            return FnacAnswer<T>.NotSent(new ExchangeError(
                ErrorKind.Mapping,
                $"Something in {subject} has a character that XML can't bear, so nothing was sent.",
                "Look for odd characters in the mappings and in the names of the places, then run it again."));
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, HttpExchangeClient.Address(link.Url, request.Service.Path));
        message.Content = new WatchedContent(body, Xml);
        var exchange = await http.Send(FnacConnector.TypeName, link, request.Service.Purpose, message, cancellationToken);
        var answer = Read(exchange, link, request, subject, content);
        if (answer.Error is { } error)
        {
            logger.Failed(link.Url.Authority, subject, exchange.Attempts.Count, error.Message);
        }
        else
        {
            logger.Answered(link.Url.Authority, subject, exchange.Attempts.Count);
        }

        return answer;
    }

    private FnacAnswer<T> Read<T>(HttpExchange exchange, ConnectorLink link, FnacRequest request, string subject, Func<XmlReader, T> content)
        where T : class
    {
        if (exchange is not HttpExchange.Answered answered)
        {
            var unanswered = _words.NoAnswer((HttpExchange.Failed)exchange, link.Url);
            return new FnacAnswer<T>(null, unanswered, null, Certainty.NotTaken(exchange, _ => false));
        }

        if (answered.Status != HttpStatusCode.OK)
        {
            var refused = _words.Refused(answered, link.Url, subject, null);
            return new FnacAnswer<T>(null, refused, null, Certainty.NotTaken(exchange, NotTaken));
        }

        var reply = FnacReply<T>.Read(answered.Body, request, content);
        var error = reply.Error is { } said ? FnacWords.Refused(_words, said, subject)
            : reply.Problem is { } problem ? _words.NotUnderstood(subject, problem)
            : null;
        return new FnacAnswer<T>(reply.Value, error, reply.Error?.Code, Certainty.NotTaken(exchange, _ => FnacWords.NotTaken(reply.Error)), FnacWords.LastVersion(reply.Error));
    }

    /// <summary>Statuses by which whatever stands before Fnac says that it passed nothing on.</summary>
    private static bool NotTaken(HttpExchange.Answered answered) => answered.Status is
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
        or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.TooManyRequests;
}

/// <summary>What came of a question: a value or an error.</summary>
/// <param name="Code">Fnac's, where it answered with an error.</param>
/// <param name="IsNotTaken">It is certain that Fnac took nothing.</param>
/// <param name="LastVersion">The version that it has already, where that is why.</param>
internal sealed record FnacAnswer<T>(T? Value, ExchangeError? Error, string? Code, bool IsNotTaken, long? LastVersion = null)
    where T : class
{
    public static FnacAnswer<T> NotSent(ExchangeError error) => new(null, error, null, true);
}
