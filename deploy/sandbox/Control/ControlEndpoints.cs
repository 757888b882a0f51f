using System.Text.Json;
using Dapper;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;
using Distribution.Sandbox.Ticketnet;

namespace Distribution.Sandbox.Control;

/// <summary>What a tester tells the sandbox to do; see README.md. Without a password: it is a toy on loopback.</summary>
internal sealed class ControlEndpoints(
    SandboxDatabase database, Performances performances, BoxOffice boxOffice, SalesFeed feed, FailureSwitches switches, Credentials credentials,
    RequestCounter requests)
{
    private const string NoKnownType = """{"line":"{line}","type":"exchanged","ticket":"TK-X"}""";

    /// <summary>Stands before all endpoints: what is wrong with a request is said, also where it can't be bound to an order.</summary>
    public static async Task AnswerRefusals(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (RefusedException refused)
        {
            await TicketnetResults.Error(refused.Status, new ErrorDetail(refused.Code, refused.Message)).ExecuteAsync(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var message = bad.InnerException is JsonException json ? json.Message : bad.Message;
            await TicketnetResults.Error(bad.StatusCode, new ErrorDetail("malformed", message)).ExecuteAsync(context);
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/control/ticketnet");
        control.MapPost("/reset", Reset);
        control.MapGet("/state", () => new SandboxState(requests.Counts(), feed.Waiting()));
        control.MapPut("/credentials", (CredentialsOrder order) => Do(() => credentials.Set(order.User, order.Password)));
        MapPerformances(control);
        MapSales(control);
        MapFailures(control);
    }

    private void MapPerformances(RouteGroupBuilder control)
    {
        control.MapPost("/performances", (PerformanceRegistration registration) => Do(() =>
        {
            Require(AllotmentChecks.IsId(registration.Id), "id", "Not an id.");
            Require(registration.Currency is { Length: 3 }, "currency", "Three capital letters (ISO 4217).");
            performances.Register(registration);
        }));
        control.MapGet("/allotment", (string performance) => performances.View(performance) ?? throw Performances.Unknown(performance));
        control.MapPut("/version", (VersionOrder order) => Do(() =>
        {
            Require(order.Version >= 0, "version", "0 or more.");
            performances.SetLastVersion(order.Performance, order.Version);
        }));
        control.MapPut("/rate", (RateOrder order) => Do(() =>
        {
            Require(order.TicketsPerMinute is >= 0 and <= 60_000, "ticketsPerMinute", "0 to 60,000.");
            performances.SetRate(order.Performance, order.TicketsPerMinute);
        }));
    }

    private void MapSales(RouteGroupBuilder control)
    {
        control.MapPost("/sell", (SaleOrder order) => boxOffice.Sell(order));
        control.MapPost("/cancel", (CancelOrder order) => boxOffice.Cancel(order));
        control.MapGet("/tickets", (string? performance) => boxOffice.List(performance));
        control.MapPost("/lines/again", (SendAgainOrder order) => Do(() => feed.SendAgain(order.Ticket, order.SameLine)));
        control.MapPost("/lines/ghost", (GhostOrder order) => boxOffice.SellGhost(order));
        control.MapPost("/lines/malformed", (MalformedOrder order) => Do(() => feed.SendRaw(order.Line?.GetRawText() ?? NoKnownType)));
    }

    private void MapFailures(RouteGroupBuilder control)
    {
        control.MapPost("/failures", (Failure failure) =>
        {
            Check(failure);
            return new SwitchedOnAnswer(switches.SwitchOn(failure));
        });
        control.MapGet("/failures", () => switches.All());
        control.MapDelete("/failures", () => Do(switches.ClearAll));
        control.MapDelete("/failures/{id:long}", (long id) => switches.Clear(id)
            ? Results.NoContent()
            : throw new RefusedException(StatusCodes.Status404NotFound, "unknown_failure", $"There is no failure {id}."));
    }

    private IResult Reset() => Do(() =>
    {
        database.Transact(connection => connection.Execute(Schema.Reset));
        requests.Reset();
    });

    private static void Check(Failure failure)
    {
        Require(Enum.IsDefined(failure.Kind), "kind", "There is no such kind.");
        Require(failure.Times is null or > 0, "times", "1 or more, or absent.");
        Require(failure.Kind != FailureKind.RefusePlaces || failure.Places is { Count: > 0 }, "places", "Name at least one place or area.");
        Require(failure.Status is >= 200 and <= 599, "status", "200 to 599.");
        Require(failure.Milliseconds is >= 0 and <= 600_000, "milliseconds", "0 to 600,000.");
        Require(failure.Bytes is >= 0 and <= 1L << 30, "bytes", "0 to 1 GiB.");
        Require(failure.Count >= 1, "count", "1 or more.");
    }

    private static void Require(bool condition, string field, string message)
    {
        if (!condition)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "invalid", $"{field}: {message}");
        }
    }

    private static IResult Do(Action action)
    {
        action();
        return Results.NoContent();
    }
}
