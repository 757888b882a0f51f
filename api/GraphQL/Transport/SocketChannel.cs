using System.Buffers;
using System.Net.WebSockets;
using Distribution.Api.GraphQL.Limits;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>
/// The messages of one WebSocket. Writes wait for one another, so whoever has the next event waits for a slow client; one
/// that leaves written bytes unread for too long is cut off.
/// </summary>
internal sealed class SocketChannel(WebSocket socket, ApiLimits limits, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _writes = new(1, 1);
    private readonly ArrayBufferWriter<byte> _message = new();

    /// <summary>The next text message, valid until the next call; null when the client closed the connection.</summary>
    /// <exception cref="BadRequestException">The message is binary, or too large.</exception>
    public async Task<ReadOnlyMemory<byte>?> Receive(CancellationToken cancellationToken)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            var part = await socket.ReceiveAsync(_message.GetMemory(4096), cancellationToken);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            _message.Advance(part.Count);
            if (part.MessageType is WebSocketMessageType.Binary || _message.WrittenCount > limits.SocketMessageBytes.Value)
            {
                throw new BadRequestException(
                    StatusCodes.Status400BadRequest, part.MessageType is WebSocketMessageType.Binary ? "A message is text, not binary." : limits.SocketMessageBytes.Text);
            }

            if (part.EndOfMessage)
            {
                return _message.WrittenMemory;
            }
        }
    }

    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task Send(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        await _writes.WaitAsync(cancellationToken);
        try
        {
            // A write that is cancelled aborts the whole connection, so only lateness cancels it.
            using var late = new CancellationTokenSource(limits.UnreadSeconds.Seconds, time);
            await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, late.Token);
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, "The client does not read.", problem);
        }
        finally
        {
            _writes.Release();
        }
    }

    public async Task Close(SocketClose why)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            using var late = new CancellationTokenSource(CloseTimeout, time);
            await _writes.WaitAsync(late.Token);
            await socket.CloseOutputAsync((WebSocketCloseStatus)why.Code, why.Reason, late.Token);
            await Drain(late.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    public void Dispose() => _writes.Dispose();

    /// <summary>Until the client has closed too: bytes left unread would reset the connection and the client would not see the reason.</summary>
    private async Task Drain(CancellationToken cancellationToken)
    {
        var rest = new byte[4096];
        while (socket.State is WebSocketState.CloseSent && (await socket.ReceiveAsync(rest, cancellationToken)).MessageType is not WebSocketMessageType.Close)
        {
        }
    }
}
