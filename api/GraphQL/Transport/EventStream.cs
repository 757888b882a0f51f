using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;
using GraphQL;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>
/// GraphQL-SSE in distinct connections mode: one operation, one response, <c>next</c> events and a last <c>complete</c>.
/// What fails before it runs is told as a <c>next</c> too, since a browser's EventSource can't read the body of an error.
/// </summary>
internal sealed class EventStream(Operations operations, ResponseWriter writer, ApiLimits limits, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Proxies close what is silent for longer, mostly after 30 or 60 s.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(12);

    public async Task Answer(HttpContext http, Caller caller, GraphQLRequest request)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var expiry = new Expiry(caller, time, ends);
        Start(http.Response);
        try
        {
            await foreach (var chunk in Chunks(http, caller, request, ends.Token).WithHeartbeat(":\n\n"u8.ToArray(), Heartbeat, time, ends.Token))
            {
                await Write(http, chunk);
            }

            await End(http, expiry);
        }
        catch (OperationCanceledException) when (expiry.IsOver && !http.RequestAborted.IsCancellationRequested)
        {
            await End(http, expiry);
        }
        catch (OperationCanceledException)
        {
            // Gone, too slow, or the process stops: without a last event the client knows to subscribe again.
            http.Abort();
        }
    }

    private async Task End(HttpContext http, Expiry expiry)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new OperationCanceledException();
        }

        if (expiry.IsOver)
        {
            await Write(http, Next(new ExecutionResult(new ApiError(ErrorCodes.Unauthenticated, "The token has expired; subscribe again with a new one."))));
        }

        await Write(http, "event: complete\ndata:\n\n"u8.ToArray());
    }

    private static void Start(HttpResponse response)
    {
        response.ContentType = Acceptance.EventStream + "; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private async IAsyncEnumerable<byte[]> Chunks(
        HttpContext http, Caller caller, GraphQLRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first bytes tell the client that the stream is open, even if the first event is far off.
        yield return ":\n\n"u8.ToArray();
        var first = await Run(http, caller, request, cancellationToken);
        if (first.Stream() is not { } stream)
        {
            yield return Next(first);
            yield break;
        }

        await foreach (var result in stream.WithCancellation(cancellationToken))
        {
            yield return Next(result);
        }
    }

    private async Task<ExecutionResult> Run(HttpContext http, Caller caller, GraphQLRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var operation = operations.Prepare(request);
            return HttpMethods.IsGet(http.Request.Method) && operation.Type is OperationType.Mutation
                ? new ExecutionResult(new BadRequestException(StatusCodes.Status405MethodNotAllowed, "A mutation is sent by POST.").Error)
                : await operations.Run(operation, caller, http.RequestServices, cancellationToken);
        }
        catch (ExecutionError error)
        {
            return new ExecutionResult(error);
        }
    }

    private byte[] Next(ExecutionResult result) => [.. "event: next\ndata: "u8, .. Payload(result), .. "\n\n"u8];

    private byte[] Payload(ExecutionResult result)
    {
        try
        {
            return writer.Bytes(result);
        }
        catch (ApiError tooLarge)
        {
            return writer.Bytes(new ExecutionResult(tooLarge));
        }
    }

    private async Task Write(HttpContext http, byte[] chunk)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        await using var timer = time.CreateTimer(_ => late.Cancel(), null, limits.UnreadSeconds.Seconds, Timeout.InfiniteTimeSpan);
        await http.Response.Body.WriteAsync(chunk, late.Token);
        await http.Response.Body.FlushAsync(late.Token);
    }
}
