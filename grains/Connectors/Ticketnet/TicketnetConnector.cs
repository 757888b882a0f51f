using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Distribution.Connectors.Http;
using Distribution.Connectors.Ticketnet.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Speaks Ticketnet's protocol; see README.md in this folder.</summary>
internal sealed class TicketnetConnector(TicketnetClient client, IOptions<TicketnetOptions> options, ILogger<TicketnetConnector> logger) : IDistributorConnector
{
    public const string TypeName = "ticketnet";

    private readonly ExchangeWords _words = new("Ticketnet", options.Value);

    public string Type => TypeName;

    public ConnectorCapabilities Capabilities { get; } = new(
        Export: true, Import: true, Files: true, AllotmentStatus: true, AccessControl: false, Cancellations: true, UnnumberedAreas: true);

    public ImmutableArray<ConnectorField> Fields { get; } = [new(SetupField.Url, 2_000), new(SetupField.User, 200), new(SetupField.Password, 1_000)];

    public async Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken)
    {
        if (TicketnetLink.Problem(link) is { } problem)
        {
            return new AllotmentAnswer.NotTaken(problem);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(AllotmentRequest.Of(message), TicketnetJson.Default.AllotmentRequest);
        var exchange = await client.Send(link, ExchangePurpose.Export, HttpMethod.Put, $"v1/allotments/{message.Id:D}", body, cancellationToken);
        var answer = Answer(exchange, link, message);
        logger.Allotment(link.Url.Authority, message.Performance, message.Version, message.Id, exchange.Attempts.Count, answer.GetType().Name);
        return answer;
    }

    public async Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken)
    {
        const string Subject = "the request for sales";
        var limit = options.Value.PageSize;
        var (body, error) = await Ask(link, ExchangePurpose.Import, HttpMethod.Get, $"v1/sales?limit={limit}", null, Subject, cancellationToken);
        if (error is not null)
        {
            return new PullAnswer.Failed(error);
        }

        var page = SalesReading.Read(body, limit, out var wrong);
        return page is null ? new PullAnswer.Failed(_words.NotUnderstood(Subject, wrong)) : page;
    }

    public async Task<ExchangeError?> AcknowledgeSales(ConnectorLink link, string cursor, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new AcknowledgementRequest(cursor), TicketnetJson.Default.AcknowledgementRequest);
        return (await Ask(
            link, ExchangePurpose.Import, HttpMethod.Post, "v1/sales/acknowledgement", body, "the acknowledgement of sales", cancellationToken)).Error;
    }

    public SalesFileAnswer ReadSalesFile(ConnectorLink link, SalesFile file) => SalesReading.Read(file);

    public async Task<StatusAnswer> ReadAllotment(ConnectorLink link, string performance, CancellationToken cancellationToken)
    {
        var subject = $"the question how the allotment of performance “{performance}” stands";
        var path = $"v1/allotments?performance={Uri.EscapeDataString(performance)}";
        var (body, error) = await Ask(link, ExchangePurpose.Question, HttpMethod.Get, path, null, subject, cancellationToken);
        if (error is not null)
        {
            return new StatusAnswer.Failed(error);
        }

        var status = AllotmentReading.ReadStatus(body, performance, out var wrong);
        return status is null ? new StatusAnswer.Failed(_words.NotUnderstood(subject, wrong)) : new StatusAnswer.Read(status);
    }

    /// <summary>A request that changes no allotment: its answer's body, or why there is none.</summary>
    private async Task<(ReadOnlyMemory<byte> Body, ExchangeError? Error)> Ask(
        ConnectorLink link, ExchangePurpose purpose, HttpMethod method, string path, byte[]? body, string subject, CancellationToken cancellationToken)
    {
        if (TicketnetLink.Problem(link) is { } problem)
        {
            return (default, problem);
        }

        var exchange = await client.Send(link, purpose, method, path, body, cancellationToken);
        if (Error(exchange, link, subject) is { } error)
        {
            logger.Failed(link.Url.Authority, subject, exchange.Attempts.Count, error.Message);
            return (default, error);
        }

        logger.Answered(link.Url.Authority, subject, exchange.Attempts.Count);
        return (((HttpExchange.Answered)exchange).Body, null);
    }

    private AllotmentAnswer Answer(HttpExchange exchange, ConnectorLink link, AllotmentMessage message)
    {
        var subject = $"version {message.Version} of the allotment of performance “{message.Performance}”";
        var error = Error(exchange, link, subject);
        if (error is null)
        {
            var answer = AllotmentReading.Read(((HttpExchange.Answered)exchange).Body, message, out var wrong);
            return answer is null ? new AllotmentAnswer.InDoubt(_words.InDoubt(_words.NotUnderstood(subject, wrong), subject)) : answer;
        }

        return Certainty.NotTaken(exchange, TicketnetWords.NotTaken)
            ? new AllotmentAnswer.NotTaken(error, TicketnetWords.LastVersion(exchange))
            : new AllotmentAnswer.InDoubt(_words.InDoubt(error, subject));
    }

    /// <summary>Why an exchange is not a yes; null when it is one.</summary>
    private ExchangeError? Error(HttpExchange exchange, ConnectorLink link, string subject) => exchange switch
    {
        HttpExchange.Failed failed => _words.NoAnswer(failed, link.Url),
        HttpExchange.Answered { Status: HttpStatusCode.OK or HttpStatusCode.NoContent } => null,
        HttpExchange.Answered answered => TicketnetWords.Refused(_words, answered, link.Url, subject),
        _ => throw new InvalidOperationException("An exchange is answered or failed."),
    };
}
