using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Distribution.Tests.Api;

/// <summary>A client of the protocol graphql-transport-ws that does what a test tells it, right or wrong.</summary>
internal sealed class SocketClient(ClientWebSocket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static async Task<SocketClient> Connect(TestApi api) => new(await api.Connect());

    /// <summary>Introduced and acknowledged.</summary>
    public static async Task<SocketClient> Open(TestApi api, string token = TestApi.AdministratorToken)
    {
        var client = await Connect(api);
        await client.Send("connection_init", new { token });
        (await client.Receive()).ShouldContain("connection_ack");
        return client;
    }

    public Task Subscribe(string id, string query) => Send("subscribe", new { query }, id);

    public Task Send(string type, object? payload = null, string? id = null) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(new { type, id, payload }, Options), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message; the end of the connection fails the test.</summary>
    public async Task<string> Receive()
    {
        var (text, part) = await Next();
        part.MessageType.ShouldBe(WebSocketMessageType.Text, $"closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
        return text;
    }

    /// <summary>With which code and reason the server ends the connection; what comes before is passed over.</summary>
    public async Task<(int Code, string? Reason)> Closed()
    {
        while ((await Next()).Last.MessageType is not WebSocketMessageType.Close)
        {
        }

        return ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription);
    }

    public void Dispose() => socket.Dispose();

    private async Task<(string Text, WebSocketReceiveResult Last)> Next()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var text = new MemoryStream();
        var buffer = new byte[8192];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, deadline.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (Encoding.UTF8.GetString(text.ToArray()), part);
    }
}
