using System.Net;
using System.Text.Json;
using Distribution.Connectors.Http;
using Distribution.Connectors.Ticketnet.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Speaks Ticketnet's protocol; see README.md in this folder.</summary>
internal sealed partial class TicketnetConnector(TicketnetClient client, IOptions<TicketnetOptions> options, ILogger<TicketnetConnector> logger)
    : IDistributorConnector
{
    public string Type => "ticketnet";

    public ConnectorCapabilities Capabilities { get; } = new(Export: true, Import: true, Cancellations: true, UnnumberedAreas: true);

    public async Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken)
    {
        if (TicketnetLink.Problem(link) is { } problem)
        {
            return new AllotmentAnswer.NotTaken(problem);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(AllotmentRequest.Of(message), TicketnetJson.Default.AllotmentRequest);
        var exchange = await client.Send(link, TicketnetFunction.Export, HttpMethod.Put, $"v1/allotments/{message.Id:D}", body, cancellationToken);
        var answer = Answer(exchange, link, message);
        LogAllotment(link.Url.Authority, message.Performance, message.Version, message.Id, exchange.Attempts.Count, answer.GetType().Name);
        return answer;
    }

    public async Task<PullAnswer> PullSales(ConnectorLink link, CancellationToken cancellationToken)
    {
        const string Subject = "the request for sales";
        if (TicketnetLink.Problem(link) is { } problem)
        {
            return new PullAnswer.Failed(problem);
        }

        var limit = options.Value.PageSize;
        var exchange = await client.Send(link, TicketnetFunction.Import, HttpMethod.Get, $"v1/sales?limit={limit}", null, cancellationToken);
        var error = Error(exchange, link, Subject);
        if (error is null)
        {
            var page = SalesReading.Read(((HttpExchange.Answered)exchange).Body, limit, out var wrong);
            LogPage(link.Url.Authority, page?.Lines.Length ?? 0, exchange.Attempts.Count);
            return page is null ? new PullAnswer.Failed(TicketnetWords.NotUnderstood(Subject, wrong)) : page;
        }

        LogFailed(link.Url.Authority, Subject, exchange.Attempts.Count, error.Message);
        return new PullAnswer.Failed(error);
    }

    public async Task<ExchangeError?> AcknowledgeSales(ConnectorLink link, string cursor, CancellationToken cancellationToken)
    {
        const string Subject = "the acknowledgement of sales";
        if (TicketnetLink.Problem(link) is { } problem)
        {
            return problem;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new AcknowledgementRequest(cursor), TicketnetJson.Default.AcknowledgementRequest);
        var exchange = await client.Send(link, TicketnetFunction.Import, HttpMethod.Post, "v1/sales/acknowledgement", body, cancellationToken);
        var error = Error(exchange, link, Subject);
        if (error is not null)
        {
            LogFailed(link.Url.Authority, Subject, exchange.Attempts.Count, error.Message);
        }

        return error;
    }

    private AllotmentAnswer Answer(HttpExchange exchange, ConnectorLink link, AllotmentMessage message)
    {
        var subject = $"version {message.Version} of the allotment of performance “{message.Performance}”";
        var error = Error(exchange, link, subject);
        if (error is null)
        {
            var answer = AllotmentReading.Read(((HttpExchange.Answered)exchange).Body, message, out var wrong);
            return answer is null ? new AllotmentAnswer.InDoubt(TicketnetWords.InDoubt(TicketnetWords.NotUnderstood(subject, wrong), subject)) : answer;
        }

        return TicketnetCertainty.NotTaken(exchange)
            ? new AllotmentAnswer.NotTaken(error)
            : new AllotmentAnswer.InDoubt(TicketnetWords.InDoubt(error, subject));
    }

    /// <summary>Why an exchange is not a yes; null when it is one.</summary>
    private ExchangeError? Error(HttpExchange exchange, ConnectorLink link, string subject) => exchange switch
    {
        HttpExchange.Failed failed => TicketnetWords.NoAnswer(failed, link.Url, options.Value),
        HttpExchange.Answered { Status: HttpStatusCode.OK or HttpStatusCode.NoContent } => null,
        HttpExchange.Answered answered => TicketnetWords.Refused(answered, link.Url, subject),
        _ => throw new InvalidOperationException("An exchange is answered or failed."),
    };
}
