using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distribution.Api.Security;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>Operations over WebSocket in the protocol graphql-transport-ws.</summary>
[Collection(ApiTests.Name)]
public sealed class SocketTests(TestApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static string Init => Message("connection_init", payload: new { Authorization = "Bearer " + TestApi.AdministratorToken });

    [Fact]
    public async Task A_subscription_is_acknowledged_followed_and_completed()
    {
        using var socket = await Opened();
        await Send(socket, Subscribe("1", "subscription { countTo(to: 2) { number } }"));

        (await Receive(socket)).ShouldBe("""{"type":"next","id":"1","payload":{"data":{"countTo":{"number":1}}}}""");
        (await Receive(socket)).ShouldBe("""{"type":"next","id":"1","payload":{"data":{"countTo":{"number":2}}}}""");
        (await Receive(socket)).ShouldBe("""{"type":"complete","id":"1"}""");
    }

    [Theory]
    [InlineData("{ hello }", "next", null)]
    [InlineData("mutation { command(input: { commandId: \"7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11\" }) { result } }", "next", null)]
    [InlineData("{ nothing }", "error", "INVALID_DOCUMENT")]
    [InlineData("{", "error", "INVALID_SYNTAX")]
    [InlineData("subscription { neverOpens }", "error", "NOT_FOUND")]
    public async Task Other_operations_and_failures_end_at_once(string query, string type, string? code)
    {
        using var socket = await Opened();
        await Send(socket, Subscribe("1", query));

        var answer = JsonNode.Parse(await Receive(socket))!;
        answer["type"]!.GetValue<string>().ShouldBe(type);
        if (code is null)
        {
            (await Receive(socket)).ShouldBe("""{"type":"complete","id":"1"}""");
        }
        else
        {
            answer["payload"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe(code);
        }

        // An id whose operation has ended is free again.
        await Send(socket, Subscribe("1", "{ hello }"));
        (await Receive(socket)).ShouldStartWith("""{"type":"next","id":"1",""");
    }

    [Fact]
    public async Task Completing_a_subscription_ends_it_and_leaves_the_others()
    {
        using var socket = await Opened();
        var before = api.Numbers.Readers;
        await Send(socket, Subscribe("a", "subscription { numbers }"));
        await Send(socket, Subscribe("b", "subscription { numbers }"));
        await Until(() => api.Numbers.Readers == before + 2);

        await Send(socket, Message("complete", "a"));
        await Until(() => api.Numbers.Readers == before + 1);
        api.Numbers.Publish(9);

        (await Receive(socket)).ShouldBe("""{"type":"next","id":"b","payload":{"data":{"numbers":9}}}""");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await Until(() => api.Numbers.Readers == before);
    }

    [Fact]
    public async Task The_token_may_stand_in_the_header_or_in_connection_init()
    {
        using var byHeader = await api.Connect(api.TokenFor(Role.Sales));
        await Send(byHeader, Message("connection_init"));
        await Receive(byHeader);
        await Send(byHeader, Subscribe("1", "{ who }"));
        (await Receive(byHeader)).ShouldContain("tester: Sales");

        using var byToken = await api.Connect();
        await Send(byToken, Message("connection_init", payload: new { token = api.TokenFor(Role.Operator) }));
        await Receive(byToken);
        await Send(byToken, Subscribe("1", "{ who }"));
        (await Receive(byToken)).ShouldContain("tester: Operator");
    }

    public static TheoryData<string[], int> Offences => new()
    {
        { [Message("connection_init")], 4403 },
        { [Message("connection_init", payload: new { token = "wrong" })], 4403 },
        { [Subscribe("1", "{ hello }")], 4401 },
        { [Init, Init], 4429 },
        { [Init, Subscribe("1", "subscription { numbers }"), Subscribe("1", "subscription { numbers }")], 4409 },
        { ["{"], 4400 },
        { ["[]"], 4400 },
        { ["""{"type":"other"}"""], 4400 },
        { [Init, """{"type":"subscribe","payload":{"query":"{ hello }"}}"""], 4400 },
        { [Init, """{"type":"subscribe","id":"1"}"""], 4400 },
        { [Init, """{"type":"subscribe","id":"1","payload":{}}"""], 4400 },
        { [Init, new string('x', 1_100_000)], 4400 },
    };

    [Theory]
    [MemberData(nameof(Offences))]
    public async Task An_offence_against_the_protocol_closes_the_connection_with_its_code(string[] messages, int code)
    {
        using var socket = await api.Connect();
        foreach (var message in messages)
        {
            await Send(socket, message);
        }

        (await CloseCode(socket)).ShouldBe(code);
    }

    [Fact]
    public async Task A_client_that_does_not_introduce_itself_is_not_waited_for()
    {
        using var socket = await api.Connect();
        await Send(socket, Message("ping"));
        (await Receive(socket)).ShouldBe("""{"type":"pong"}""");

        api.Time.Advance(TimeSpan.FromSeconds(11));

        (await CloseCode(socket)).ShouldBe(4408);
    }

    [Fact]
    public async Task Another_protocol_is_not_acceptable()
    {
        using var socket = await api.Connect(protocol: "");

        (await CloseCode(socket)).ShouldBe(4406);
    }

    [Fact]
    public async Task A_page_of_another_origin_does_not_get_in()
    {
        (await Should.ThrowAsync<WebSocketException>(() => api.Connect(origin: "https://elsewhere.example"))).Message.ShouldContain("403");
        using var socket = await api.Connect(origin: api.Address.GetLeftPart(UriPartial.Authority));
        socket.HttpStatusCode.ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Fact]
    public async Task A_connection_ends_when_its_token_expires()
    {
        using var socket = await api.Connect(api.TokenFor(Role.Reader, TimeSpan.FromMinutes(1)));
        await Send(socket, Message("connection_init"));
        await Receive(socket);

        api.Time.Advance(TimeSpan.FromMinutes(2));

        (await CloseCode(socket)).ShouldBe(4403);
        socket.CloseStatusDescription!.ShouldContain("expired");
    }

    [Fact]
    public async Task A_reader_that_falls_behind_is_told_to_subscribe_again()
    {
        using var socket = await Opened();
        var before = api.Numbers.Readers;
        await Send(socket, Subscribe("1", "subscription { numbers }"));
        await Until(() => api.Numbers.Readers == before + 1);

        // All at once, faster than anybody reads.
        for (var i = 0; i < 2_000; i++)
        {
            api.Numbers.Publish(i);
        }

        JsonNode answer;
        do
        {
            answer = JsonNode.Parse(await Receive(socket))!;
        }
        while (answer["type"]!.GetValue<string>() == "next");
        answer["type"]!.GetValue<string>().ShouldBe("error");
        answer["payload"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("TOO_SLOW");
        answer["payload"]![0]!["extensions"]!["retry"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task More_operations_than_a_connection_may_run_are_refused_one_by_one()
    {
        using var socket = await Opened();
        for (var i = 0; i < 101; i++)
        {
            await Send(socket, Subscribe($"{i}", "subscription { numbers }"));
        }

        var refused = JsonNode.Parse(await Receive(socket))!;
        refused["type"]!.GetValue<string>().ShouldBe("error");
        refused["payload"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("LIMIT_EXCEEDED");
    }

    private async Task<ClientWebSocket> Opened()
    {
        var socket = await api.Connect();
        await Send(socket, Init);
        (await Receive(socket)).ShouldBe("""{"type":"connection_ack"}""");
        return socket;
    }

    private static string Subscribe(string id, string query) => Message("subscribe", id, new { query });

    private static string Message(string type, string? id = null, object? payload = null) =>
        JsonSerializer.Serialize(new { type, id, payload }, new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull });

    private static Task Send(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<string> Receive(ClientWebSocket socket)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var text = new MemoryStream();
        var buffer = new byte[8192];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, deadline.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        part.MessageType.ShouldBe(WebSocketMessageType.Text, $"closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static async Task<int> CloseCode(ClientWebSocket socket)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var buffer = new byte[8192];
        while ((await socket.ReceiveAsync(buffer, deadline.Token)).MessageType is not WebSocketMessageType.Close)
        {
        }

        return (int)socket.CloseStatus!.Value;
    }

    private static Task Until(Func<bool> condition) => Eventually.True(condition, Patience);
}
