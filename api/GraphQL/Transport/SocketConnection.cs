using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.Security;
using GraphQL;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>One client's connection in the protocol <c>graphql-transport-ws</c>: who it is, and its running operations.</summary>
internal sealed class SocketConnection(SocketChannel channel, SocketServices services, SocketPlace place, IServiceProvider requestServices) : IDisposable
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly List<Task> _tasks = [];
    private readonly CancellationTokenSource _ends = new();
    private Caller? _caller;
    private Expiry? _expiry;
    private bool _initialised;

    /// <param name="fromHeader">Who the request for the upgrade proved to be, if anybody; a token in <c>connection_init</c> goes before it.</param>
    public async Task Run(Caller? fromHeader, CancellationToken aborted, CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(_ends.Token, aborted, stopping);
        await using var init = services.Time.CreateTimer(_ => EndUnlessInitialised(), null, services.Limits.InitSeconds.Seconds, Timeout.InfiniteTimeSpan);
        SocketClose why;
        try
        {
            why = await Serve(fromHeader, ends.Token);
        }
        catch (OperationCanceledException)
        {
            why = stopping.IsCancellationRequested ? SocketClose.Stopping : _expiry?.IsOver is true ? SocketClose.Expired : SocketClose.InitTimeout;
        }
        catch (WebSocketException)
        {
            why = SocketClose.Done;
        }

        await ends.CancelAsync();
        await channel.Close(why);
        await Task.WhenAll(_tasks);
    }

    public void Dispose()
    {
        _expiry?.Dispose();
        _ends.Dispose();
    }

    private void EndUnlessInitialised()
    {
        if (!Volatile.Read(ref _initialised))
        {
            _ends.Cancel();
        }
    }

    /// <summary>
    /// Reads until the connection ends. A cancelled read would abort the socket before its close message is sent, so the
    /// end is waited for beside the read.
    /// </summary>
    private async Task<SocketClose> Serve(Caller? fromHeader, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var received = await channel.Receive(CancellationToken.None).WaitAsync(cancellationToken);
                if (received is not { } message)
                {
                    return SocketClose.Done;
                }

                if (await Take(RequestJson.Fields(message.Span, services.Limits), fromHeader, cancellationToken) is { } why)
                {
                    return why;
                }
            }
            catch (BadRequestException problem)
            {
                return SocketClose.BadMessage with { Reason = problem.Message.Length <= 120 ? problem.Message : SocketClose.BadMessage.Reason };
            }
        }
    }

    private Task<SocketClose?> Take(IReadOnlyDictionary<string, object?> message, Caller? fromHeader, CancellationToken cancellationToken) =>
        message.GetValueOrDefault("type") switch
        {
            "connection_init" => Init(message, fromHeader, cancellationToken),
            "ping" => Answered(Send("pong", null, null, cancellationToken)),
            "pong" => Task.FromResult<SocketClose?>(null),
            "subscribe" => Task.FromResult(Subscribe(message, cancellationToken)),
            "complete" => Task.FromResult(Complete(message)),
            _ => Task.FromResult<SocketClose?>(SocketClose.BadMessage),
        };

    private async Task<SocketClose?> Init(IReadOnlyDictionary<string, object?> message, Caller? fromHeader, CancellationToken cancellationToken)
    {
        if (_initialised)
        {
            return SocketClose.TooManyInits;
        }

        _caller = BearerToken.In(message.GetValueOrDefault("payload")) is { } token ? await services.Tokens.Verify(token) : fromHeader;
        if (_caller is null)
        {
            return SocketClose.Forbidden;
        }

        try
        {
            place.Take(_caller);
        }
        catch (ApiError full)
        {
            return SocketClose.Full(full.Message);
        }

        Volatile.Write(ref _initialised, true);
        _expiry = new Expiry(_caller, services.Time, _ends);
        await Send("connection_ack", null, null, cancellationToken);
        return null;
    }

    private SocketClose? Subscribe(IReadOnlyDictionary<string, object?> message, CancellationToken cancellationToken)
    {
        if (_caller is null)
        {
            return SocketClose.Unauthorized;
        }

        if (IdOf(message) is not { } id || message.GetValueOrDefault("payload") is not Dictionary<string, object?> payload)
        {
            return SocketClose.BadMessage;
        }

        var request = RequestJson.Request(payload);
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!_running.TryAdd(id, cancel))
        {
            cancel.Dispose();
            return SocketClose.Duplicate(id);
        }

        _tasks.RemoveAll(task => task.IsCompleted);
        _tasks.Add(Operate(id, request, _caller, cancel));
        return null;
    }

    private SocketClose? Complete(IReadOnlyDictionary<string, object?> message)
    {
        if (IdOf(message) is not { } id)
        {
            return SocketClose.BadMessage;
        }

        if (_running.TryRemove(id, out var cancel))
        {
            try
            {
                cancel.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended at the same moment by itself.
            }
        }

        return null;
    }

    /// <summary>Runs one operation to its end; what goes wrong is told to the client under the operation's id.</summary>
    private async Task Operate(string id, GraphQLRequest request, Caller caller, CancellationTokenSource cancel)
    {
        await Task.Yield();
        using var _ = cancel;
        try
        {
            await using var scope = requestServices.CreateAsyncScope();
            await Answer(id, request, caller, scope.ServiceProvider, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client completed it, or the connection ends.
        }
        catch (WebSocketException)
        {
            // The connection is lost; reading from it ends it.
        }
        catch (Exception problem)
        {
            await SendErrors(id, services.Faults.Of(problem), CancellationToken.None);
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(id, cancel));
        }
    }

    private async Task Answer(string id, GraphQLRequest request, Caller caller, IServiceProvider scope, CancellationTokenSource cancel)
    {
        var cancellationToken = cancel.Token;
        var result = await Result(request, caller, scope, cancellationToken);
        if (result.Stream() is { } stream)
        {
            await foreach (var next in stream.WithCancellation(cancellationToken))
            {
                if (!await Next(id, next, cancellationToken))
                {
                    return;
                }
            }
        }
        else if (!await Next(id, result, cancellationToken))
        {
            return;
        }

        // An operation that its client has completed is over for both sides; only one that ended by itself is announced.
        if (_running.TryRemove(KeyValuePair.Create(id, cancel)) && !cancellationToken.IsCancellationRequested)
        {
            await Send("complete", id, null, cancellationToken);
        }
    }

    private async Task<ExecutionResult> Result(GraphQLRequest request, Caller caller, IServiceProvider scope, CancellationToken cancellationToken)
    {
        if (_running.Count > services.Limits.OperationsPerSocket.Value)
        {
            return new ExecutionResult(services.Limits.OperationsPerSocket.Exceeded());
        }

        if (services.Rates.Refusal(caller) is { } tooFast)
        {
            return new ExecutionResult(tooFast);
        }

        try
        {
            return await services.Operations.Run(services.Operations.Prepare(request), caller, scope, cancellationToken);
        }
        catch (ExecutionError error)
        {
            return new ExecutionResult(error);
        }
    }

    /// <summary>False when the result ends the operation: it did not run, or its stream broke.</summary>
    private async Task<bool> Next(string id, ExecutionResult result, CancellationToken cancellationToken)
    {
        if (!result.Executed)
        {
            await SendErrors(id, result.Errors!, cancellationToken);
            return false;
        }

        await Send("next", id, services.Writer.Bytes(result), cancellationToken);
        return true;
    }

    private Task SendErrors(string id, IEnumerable<ExecutionError> errors, CancellationToken cancellationToken) =>
        Send("error", id, System.Text.Encoding.UTF8.GetBytes(services.Writer.Errors(errors)), cancellationToken);

    private Task Send(string type, string? id, byte[]? payload, CancellationToken cancellationToken) =>
        channel.Send(Message(type, id, payload), cancellationToken);

    private static byte[] Message(string type, string? id, byte[]? payload)
    {
        using var message = new MemoryStream();
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            if (id is not null)
            {
                json.WriteString("id", id);
            }

            if (payload is not null)
            {
                json.WritePropertyName("payload");
                json.WriteRawValue(payload, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return message.ToArray();
    }

    private static async Task<SocketClose?> Answered(Task sent)
    {
        await sent;
        return null;
    }

    /// <summary>The reference implementation takes any string that is not empty; ours is bounded.</summary>
    private static string? IdOf(IReadOnlyDictionary<string, object?> message) =>
        message.GetValueOrDefault("id") is string { Length: > 0 and <= 256 } id ? id : null;
}
