using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Distribution.Benchmarks.Web;

/// <summary>
/// One kept-open HTTP/1.1 connection that sends POSTs one at a time. It does as little as a load generator written in C would, since on one
/// machine whatever the client uses up is taken from the server, and would make every server look the same.
/// </summary>
internal sealed class HttpConnection(IPEndPoint server, string? token) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request = new byte[16 * 1024];
    private byte[] _response = new byte[16 * 1024];
    private int _received;

    /// <summary>The body of the last answer; the next request overwrites it.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public static IPEndPoint EndPointOf(Uri url) => new(IPAddress.Parse(url.Host), url.Port);

    public Task Connect() => _socket.ConnectAsync(server);

    /// <returns>The status.</returns>
    /// <exception cref="IOException">The connection was closed, or the answer is not HTTP as servers here speak it.</exception>
    public async ValueTask<int> Post(string path, ReadOnlyMemory<byte> json)
    {
        await _socket.SendAsync(_request.AsMemory(0, Compose(path, json.Span)), SocketFlags.None);
        _received = 0;
        int end;
        while ((end = _response.AsSpan(0, _received).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await Receive();
        }

        var body = end + 4;
        if (Header(end, "\r\nContent-Length: "u8) is { } length)
        {
            while (_received < body + length)
            {
                await Receive();
            }

            Body = _response.AsMemory(body, length);
        }
        else
        {
            var received = await ReceiveChunks(body);
            Body = _response.AsMemory(body, received);
        }

        return Utf8Parser.TryParse(_response.AsSpan("HTTP/1.1 ".Length, 3), out int status, out _) ? status : throw NotHttp();
    }

    public void Dispose() => _socket.Dispose();

    private static IOException NotHttp() => new("The answer is not HTTP/1.1 with a length or in chunks.");

    private int Compose(string path, ReadOnlySpan<byte> json)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
            + (token is null ? "" : $"Authorization: Bearer {token}\r\n") + $"Content-Length: {json.Length}\r\n\r\n";
        var length = Encoding.ASCII.GetBytes(head, _request);
        json.CopyTo(_request.AsSpan(length));
        return length + json.Length;
    }

    private int? Header(int end, ReadOnlySpan<byte> name)
    {
        var at = _response.AsSpan(0, end).IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(_response.AsSpan(at + name.Length), out int value, out _) ? value : null;
    }

    /// <summary>Moves the chunks together, to where the first one's length stood.</summary>
    /// <returns>The length of the whole body.</returns>
    private async ValueTask<int> ReceiveChunks(int start)
    {
        var (length, next) = (0, start);
        while (true)
        {
            int line;
            while ((line = _response.AsSpan(next, _received - next).IndexOf("\r\n"u8)) < 0)
            {
                await Receive();
            }

            if (!Utf8Parser.TryParse(_response.AsSpan(next, line), out int chunk, out _, 'X'))
            {
                throw NotHttp();
            }

            var data = next + line + 2;
            while (_received < data + chunk + 2)
            {
                await Receive();
            }

            if (chunk == 0)
            {
                return length;
            }

            _response.AsSpan(data, chunk).CopyTo(_response.AsSpan(start + length));
            (length, next) = (length + chunk, data + chunk + 2);
        }
    }

    private async ValueTask Receive()
    {
        if (_received == _response.Length)
        {
            Array.Resize(ref _response, _response.Length * 2);
        }

        var count = await _socket.ReceiveAsync(_response.AsMemory(_received), SocketFlags.None);
        _received += count > 0 ? count : throw new IOException("The server closed the connection.");
    }
}
