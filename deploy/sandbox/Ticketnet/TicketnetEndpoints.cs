using System.Globalization;
using System.Text.Json;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;

namespace Distribution.Sandbox.Ticketnet;

/// <summary>Ticketnet's own API, by grains/Connectors/Ticketnet/README.md.</summary>
internal sealed class TicketnetEndpoints(PlayedDistributor distributor)
{
    public const string Name = "ticketnet";

    public static readonly WireSamples Samples = new(
        "application/json",
        """{"id":""",
        """{"error":{"code":"sandbox","message":"Switched on in the sandbox."}}""",
        """{"line":"{line}","type":"exchanged","ticket":"TK-X"}""",
        line => line.GetRawText());

    private const int MaxLimit = 1_000;
    private const int DefaultLimit = 500;
    private static readonly AllotmentNames Names = new("performance", "version", "additions", "withdrawals", "areas");

    public void Map(IEndpointRouteBuilder routes, CancellationToken stopping)
    {
        void Guard(RouteHandlerBuilder route, Operation operation) => route
            .AddEndpointFilter(new FailureFilter(distributor, operation, stopping))
            .AddEndpointFilter(new BasicAuthentication(distributor.Credentials));

        var v1 = routes.MapGroup("/ticketnet/v1");
        Guard(v1.MapPut("/allotments/{id}", TakeAllotment), Operation.Allotment);
        Guard(v1.MapGet("/allotments", Status), Operation.Status);
        Guard(v1.MapGet("/sales", ReadSales), Operation.Sales);
        Guard(v1.MapGet("/sales/history", ReadHistory), Operation.Sales);
        Guard(v1.MapPost("/sales/acknowledgement", Acknowledge), Operation.Acknowledgement);
        Guard(v1.MapGet("/ping", () => Results.NoContent()), Operation.Ping);
    }

    private async Task<IResult> TakeAllotment(HttpRequest request, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var messageId) || messageId == Guid.Empty)
        {
            return TicketnetResults.Invalid("id", "Not a UUID.");
        }

        var (body, error) = await Read<AllotmentBody>(request);
        if (body is null)
        {
            return error!;
        }

        var change = new AllotmentChange(
            messageId,
            body.Performance,
            body.Version,
            [.. body.Additions.Select(addition => new Addition(
                addition?.Place ?? "", addition?.Block ?? "", addition?.Row ?? "", addition?.Seat ?? "", addition?.Category ?? ""))],
            body.Withdrawals,
            [.. body.Areas.Select(area => new AreaAllotment(area?.Key ?? "", area?.Area ?? "", area?.Category ?? "", area?.Allotted ?? -1))]);
        if (AllotmentChecks.Problem(change, Names) is var (field, wrong))
        {
            return TicketnetResults.Invalid(field, wrong);
        }

        return distributor.Book.Take(change) switch
        {
            TakeOutcome.Taken taken => Results.Json(
                new AllotmentAnswerBody(messageId, change.Performance, change.Version, taken.Result.Places, taken.Result.Areas), TicketnetJson.Sparse),
            TakeOutcome.UnknownPerformance => UnknownPerformance(body.Performance),
            TakeOutcome.Superseded superseded => TicketnetResults.Error(
                StatusCodes.Status409Conflict,
                new ErrorDetail("superseded", $"Version {body.Version} is not newer than {superseded.LastVersion}.", LastVersion: superseded.LastVersion)),
            _ => TicketnetResults.Error(
                StatusCodes.Status409Conflict, new ErrorDetail("message_mismatch", $"The message {messageId} was taken with other content.")),
        };
    }

    private IResult Status(string? performance)
    {
        if (!AllotmentChecks.IsId(performance))
        {
            return TicketnetResults.Invalid("performance", "Not an id.");
        }

        if (distributor.Performances.View(performance!) is not { } view)
        {
            return UnknownPerformance(performance!);
        }

        var areas = view.Areas.Select(area => new AreaStatusBody(area.Area, area.Allotted, area.Sold));
        return Results.Json(new StatusBody(view.Performance, view.Version, view.Numbered, [.. areas]), TicketnetJson.Answers);
    }

    private IResult ReadSales(string? limit) => Lines(limit) is { } lines ? Page(distributor.Feed.Read(lines)) : InvalidLimit();

    private IResult ReadHistory(string? from, string? after, string? limit)
    {
        if (!DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since))
        {
            return TicketnetResults.Invalid("from", "Not a time.");
        }

        if (after is not null && Numbers.Cursor(after) is null)
        {
            return TicketnetResults.Invalid("after", "Not a cursor.");
        }

        return Lines(limit) is { } lines ? Page(distributor.Feed.History(since, after is null ? 0 : Numbers.Cursor(after)!.Value, lines)) : InvalidLimit();
    }

    private static int? Lines(string? limit) => limit is null ? DefaultLimit
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) && lines is >= 1 and <= MaxLimit ? lines
        : null;

    private static IResult InvalidLimit() => TicketnetResults.Invalid("limit", $"1 to {MaxLimit}.");

    private static IResult Page(FeedPage page) => Results.Json(new SalesBody(page.Cursor, page.More, [.. page.Lines.Select(Line)]), TicketnetJson.Answers);

    private async Task<IResult> Acknowledge(HttpRequest request)
    {
        var (body, error) = await Read<AcknowledgementBody>(request);
        return body is null ? error!
            : distributor.Feed.Acknowledge(body.Cursor) ? Results.NoContent()
            : TicketnetResults.Error(StatusCodes.Status404NotFound, new ErrorDetail("unknown_cursor", "No page had this cursor."));
    }

    private static object Line(FeedLine line) => line switch
    {
        { Raw: { } raw } => JsonElement.Parse(raw),
        { Type: SalesFeed.Cancelled, Ticket: { } ticket } => new CancelledBody(line.Line, line.Type, ticket.Ticket, ticket.CancelledAt!.Value),
        { Ticket: { } ticket } => new SoldBody(
            line.Line, line.Type, ticket.Ticket, ticket.Sale, ticket.Performance, ticket.Place, ticket.Area, ticket.Category, ticket.Audience,
            new PriceBody(ticket.Amount, ticket.Currency), ticket.SoldAt, ticket.Barcode),
        _ => throw new InvalidOperationException("A line has a ticket or is raw."),
    };

    private static IResult UnknownPerformance(string performance) => TicketnetResults.Error(
        StatusCodes.Status404NotFound, new ErrorDetail("unknown_performance", $"There is no performance “{performance}”."));

    private static async Task<(T? Body, IResult? Error)> Read<T>(HttpRequest request)
        where T : class
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, TicketnetJson.Requests);
            return body is null ? (null, Malformed("The body is null.")) : (body, null);
        }
        catch (JsonException exception)
        {
            return (null, Malformed(exception.Message));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TicketnetResults.Error(exception.StatusCode, new ErrorDetail("too_large", "The message is larger than 64 MiB.")));
        }
    }

    private static IResult Malformed(string message) => TicketnetResults.Error(StatusCodes.Status400BadRequest, new ErrorDetail("malformed", message));
}
