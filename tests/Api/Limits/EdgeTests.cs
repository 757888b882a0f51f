using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Limits;

/// <summary>Every limit of what a client may send, at its edge: as much as it says is taken, one more is refused and the limit named.</summary>
public sealed class EdgeTests
{
    private static readonly Dictionary<string, (int Limit, Func<int, string> Document)> Documents = new(StringComparer.Ordinal)
    {
        ["DocumentCharacters"] = (1_024, n => "{ hello } #".PadRight(n, 'x')),
        ["NameCharacters"] = (32, n => $"query {new string('q', n)} {{ hello }}"),
        ["Tokens"] = (100, n => $"{{ {Repeat("hello ", n - 2)}}}"),
        ["Definitions"] = (3, n => string.Concat(Enumerable.Range(0, n).Select(i => $"query Q{i} {{ hello }} "))),
        ["Fragments"] = (3, n => $"{{ {Join(n, i => $"...F{i} ")}}} {Join(n, i => $"fragment F{i} on Query {{ hello }} ")}"),
        ["Fields"] = (10, n => $"{{ {Repeat("hello ", n)}}}"),
        ["ExpandedFields"] = (12, n => $"{{ ...F ...F {(n % 2 == 0 ? "" : "hello ")}}} fragment F on Query {{ {Repeat("hello ", (n / 2) - 1)}}}"),
        ["Aliases"] = (3, n => $"{{ {Join(n, i => $"a{i}: hello ")}}}"),
        ["Directives"] = (3, n => $"{{ {Repeat("hello @skip(if: false) ", n)}}}"),
        ["Depth"] = (5, n => $"{{ tree {{ {Repeat("branches { ", n - 2)}number {Repeat("} ", n)}"),
        ["Complexity"] = (100, n => $"{{ {Repeat("hello ", n)}}}"),
    };

    public static TheoryData<string> OfDocuments => [.. Documents.Keys];

    [Theory, MemberData(nameof(OfDocuments))]
    public async Task A_document_may_have_as_much_as_it_says(string name)
    {
        var (limit, document) = Documents[name];
        await using var server = await Server(name, limit);

        Subject(await server.Api.Ask(document(limit))).ShouldNotBe(name);
        Subject(await server.Api.Ask(document(limit + 1))).ShouldBe(name);
    }

    [Fact]
    public async Task Json_may_be_as_deep_as_it_says()
    {
        await using var server = await Server("JsonDepth", 8);
        using var client = server.Api.Client();

        // The body itself and its variables are two.
        (await Post(client, Body(6))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Post(client, Body(7))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        static StringContent Body(int depth) => Json($$"""{"query":"{ hello }","variables":{"v": {{Repeat("[", depth)}}{{Repeat("]", depth)}} } }""");
    }

    [Fact]
    public async Task The_first_line_of_a_request_may_be_as_long_as_it_says()
    {
        await using var server = await Server("UrlBytes", 4_096);
        using var client = server.Api.Client();
        const string Line = "GET /graphql?query=%7Bhello%7D&x= HTTP/1.1\r\n";

        (await client.GetAsync($"/graphql?query=%7Bhello%7D&x={new string('x', 4_096 - Line.Length)}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync($"/graphql?query=%7Bhello%7D&x={new string('x', 4_097 - Line.Length)}")).StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
    }

    [Fact]
    public async Task A_message_on_a_socket_may_have_as_many_bytes_as_it_says()
    {
        await using var server = await Server("SocketMessageBytes", 1_024);
        using var client = await SocketClient.Open(server.Api);
        const string Query = "{ hello } #";
        var around = JsonNode.Parse("""{"type":"subscribe","id":"1","payload":{"query":""}}""")!.ToJsonString().Length;

        await client.Subscribe("1", Query.PadRight(1_024 - around, 'x'));
        (await client.Receive()).ShouldContain("Hello world");
        (await client.Receive()).ShouldContain("complete");
        await client.Subscribe("2", Query.PadRight(1_025 - around, 'x'));

        (await client.Closed()).ShouldBe((4400, server.Api.Limits.SocketMessageBytes.Text));
    }

    [Fact]
    public async Task An_answer_tells_as_many_errors_as_it_says()
    {
        await using var server = await Server("AnswerErrors", 3);

        var answer = await server.Api.Ask("{ twigs(count: 20) { maybe } }");

        answer["errors"]!.AsArray().Count.ShouldBe(3);
        answer["data"]!["twigs"]!.AsArray().Count.ShouldBe(20);
    }

    private static Task<LimitedServer> Server(string limit, int value) => LimitedServer.Start([(limit, $"{value}")]);

    private static string? Subject(JsonNode answer) => answer["errors"]?[0]?["extensions"].Text("subject");

    private static Task<HttpResponseMessage> Post(HttpClient client, StringContent body) => client.PostAsync("/graphql", body);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Repeat(string text, int times) => Join(times, _ => text);

    private static string Join(int times, Func<int, string> text) => string.Concat(Enumerable.Range(0, times).Select(text));
}
