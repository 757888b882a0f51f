using System.Text.Json;
using Dapper;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;

namespace Distribution.Sandbox.Control;

/// <summary>What a tester tells the sandbox to do; see README.md. Without a password: it is a toy on loopback.</summary>
internal sealed class ControlEndpoints(PlayedDistributor distributor)
{
    /// <summary>Stands before all endpoints: what is wrong with a request is said, also where it can't be bound to an order.</summary>
    public static async Task AnswerRefusals(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (RefusedException refused)
        {
            await ControlError.Result(refused.Status, refused.Code, refused.Message).ExecuteAsync(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var message = bad.InnerException is JsonException json ? json.Message : bad.Message;
            await ControlError.Result(bad.StatusCode, "malformed", message).ExecuteAsync(context);
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup($"/control/{distributor.Name}");
        control.MapPost("/reset", Reset);
        control.MapGet("/state", () => new SandboxState(distributor.Requests.Counts(), distributor.Feed.Waiting()));
        control.MapPut("/credentials", (CredentialsOrder order) => Do(() => distributor.Credentials.Set(order)));
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
            distributor.Performances.Register(registration);
        }));
        control.MapGet("/allotment", (string performance) => distributor.Performances.View(performance) ?? throw Performances.Unknown(performance));
        control.MapPut("/version", (VersionOrder order) => Do(() =>
        {
            Require(order.Version >= 0, "version", "0 or more.");
            distributor.Performances.SetLastVersion(order.Performance, order.Version);
        }));
        control.MapPut("/rate", (RateOrder order) => Do(() =>
        {
            Require(order.TicketsPerMinute is >= 0 and <= 60_000, "ticketsPerMinute", "0 to 60,000.");
            distributor.Performances.SetRate(order.Performance, order.TicketsPerMinute);
        }));
    }

    private void MapSales(RouteGroupBuilder control)
    {
        control.MapPost("/sell", (SaleOrder order) => distributor.BoxOffice.Sell(order));
        control.MapPost("/cancel", (CancelOrder order) => distributor.BoxOffice.Cancel(order));
        control.MapGet("/tickets", (string? performance) => distributor.BoxOffice.List(performance));
        control.MapPost("/lines/again", (SendAgainOrder order) => Do(() => distributor.Feed.SendAgain(order.Ticket, order.SameLine)));
        control.MapPost("/lines/ghost", (GhostOrder order) => distributor.BoxOffice.SellGhost(order));
        control.MapPost("/lines/malformed", (MalformedOrder order) => Do(() =>
        {
            var line = order.Line is { } given ? distributor.Wire.RawLine(given) : distributor.Wire.UnknownLine;
            Require(line is not null, "line", "A text: this distributor speaks no JSON.");
            distributor.Feed.SendRaw(line!);
        }));
    }

    private void MapFailures(RouteGroupBuilder control)
    {
        control.MapPost("/failures", (Failure failure) =>
        {
            Check(failure);
            return new SwitchedOnAnswer(distributor.Switches.SwitchOn(failure));
        });
        control.MapGet("/failures", () => distributor.Switches.All());
        control.MapDelete("/failures", () => Do(distributor.Switches.ClearAll));
        control.MapDelete("/failures/{id:long}", (long id) => distributor.Switches.Clear(id)
            ? Results.NoContent()
            : throw new RefusedException(StatusCodes.Status404NotFound, "unknown_failure", $"There is no failure {id}."));
    }

    private IResult Reset() => Do(() =>
    {
        distributor.Database.Transact(connection => connection.Execute(Schema.Reset));
        distributor.Requests.Reset();
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
