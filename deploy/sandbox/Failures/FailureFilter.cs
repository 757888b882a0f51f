using System.Globalization;

namespace Distribution.Sandbox.Failures;

/// <summary>Stands around every endpoint of a distributor and makes the connection and the answers fail as it was told.</summary>
internal sealed class FailureFilter(PlayedDistributor distributor, Operation operation, CancellationToken stopping) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        distributor.Requests.Count(operation);
        var http = context.HttpContext;
        var failures = distributor.Switches.Due(failure => failure.StrikesTransport(operation));
        if (failures.Any(failure => failure.Kind == FailureKind.DropConnection))
        {
            return Broken(http);
        }

        if (failures.FirstOrDefault(failure => failure.Kind == FailureKind.Late) is { } late)
        {
            await KeepBody(http.Request);
            await Task.Delay(TimeSpan.FromMilliseconds(late.Milliseconds), distributor.Time, stopping);
        }

        var wrong = failures.FirstOrDefault(failure => failure.Kind is FailureKind.Answer or FailureKind.Garbage or FailureKind.TooLarge);
        var answer = wrong is { Taken: false } ? null : await next(context);
        if (failures.FirstOrDefault(failure => failure.Kind == FailureKind.Slow) is { } slow && !await Wait(slow, http))
        {
            return Results.Empty;
        }

        if (failures.Any(failure => failure.Kind == FailureKind.DropAnswer))
        {
            return Broken(http);
        }

        return failures.Any(failure => failure.Kind == FailureKind.CutAnswer) ? await Cut(http)
            : wrong is null ? answer
            : wrong.Kind == FailureKind.TooLarge ? new LargeAnswer(distributor.Wire.ContentType, wrong.Bytes)
            : WrongAnswer(wrong, http);
    }

    /// <summary>The body is read at once: a caller that hangs up takes what it has not been asked for with it.</summary>
    private static async Task KeepBody(HttpRequest request)
    {
        request.EnableBuffering();
        await request.Body.CopyToAsync(Stream.Null);
        request.Body.Position = 0;
    }

    /// <summary>False when the caller hung up meanwhile.</summary>
    private async Task<bool> Wait(Failure slow, HttpContext http)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(slow.Milliseconds), distributor.Time, ended.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static IResult Broken(HttpContext http)
    {
        http.Abort();
        return Results.Empty;
    }

    private async Task<IResult> Cut(HttpContext http)
    {
        http.Response.ContentType = distributor.Wire.ContentType;
        http.Response.ContentLength = 4096;
        await http.Response.WriteAsync(distributor.Wire.Beginning);
        await http.Response.Body.FlushAsync();
        return Broken(http);
    }

    private IResult WrongAnswer(Failure wrong, HttpContext http)
    {
        if (wrong.Kind == FailureKind.Garbage)
        {
            return Results.Content("<!DOCTYPE html><title>Maintenance</title><h1>We'll be back soon</h1>", "text/html", statusCode: StatusCodes.Status200OK);
        }

        if (wrong.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Results.Content(wrong.Body ?? distributor.Wire.Fault, distributor.Wire.ContentType, statusCode: wrong.Status);
    }
}
