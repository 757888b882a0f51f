using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Distribution.Api.GraphQL.Limits;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Limits;

/// <summary>What happens at a limit, on servers whose limits are low.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Every_limit_stands_with_its_default_and_range_in_the_readme()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "api", "README.md"));

        new ApiLimits().All.Select(Row).Where(row => !readme.Contains(row, StringComparison.Ordinal)).ShouldBeEmpty("The table of limits in api/README.md lacks these rows.");
    }

    [Fact]
    public async Task Who_sends_too_fast_is_told_when_to_come_again_and_others_are_not_held_back()
    {
        await using var server = await Server(("CallerRate", "1"), ("CallerBurst", "3"));
        for (var i = 0; i < 3; i++)
        {
            (await server.Api.Ask("{ hello }"))["errors"].ShouldBeNull();
        }

        using var client = server.Api.Client();
        using var refused = await client.PostAsync("/graphql", TestApi.Json(new { query = "{ hello }" }));

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBe(TimeSpan.FromSeconds(1));
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]![0]!;
        error["extensions"].Text("code").ShouldBe("RATE_LIMITED");
        error["extensions"].Text("subject").ShouldBe("CallerRate");
        error["extensions"]!["retry"]!.GetValue<bool>().ShouldBeTrue();
        error["extensions"]!["retryAfterMs"]!.GetValue<int>().ShouldBeGreaterThan(0);
        (await server.Api.Ask("{ hello }", token: server.Api.TokenFor(Distribution.Api.Security.Role.Reader)))["errors"].ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_token_the_address_counts()
    {
        await using var server = await Server(("AddressRate", "1"), ("AddressBurst", "2"));
        using var client = server.Api.Client(token: null);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.PostAsync("/graphql", TestApi.Json(new { query = "{ hello }" }));
            statuses.Add(answer.StatusCode);
        }

        statuses.ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests]);
        (await server.Api.Ask("{ hello }"))["errors"].ShouldBeNull();
    }

    [Fact]
    public async Task An_operation_that_finds_no_place_is_answered_503_and_when_to_come_again()
    {
        await using var server = await Server(("Running", "1"), ("Waiting", "0"));
        using var place = await server.Api.Gate.Enter("somebody", CancellationToken.None);
        using var client = server.Api.Client();

        using var refused = await client.PostAsync("/graphql", TestApi.Json(new { query = "{ hello }" }));

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        var answer = await refused.Content.ReadAsStringAsync();
        CodeOf(JsonNode.Parse(answer)!).ShouldBe("OVERLOADED");
        answer.ShouldContain("limit Waiting");
        place.Dispose();
        (await server.Api.Ask("{ hello }"))["errors"].ShouldBeNull();
    }

    [Theory]
    [InlineData("{ tree { branches { branches { branches { number } } } } }", null)]
    [InlineData("{ tree { branches { branches { branches { number name } } } } }", "Complexity")]
    [InlineData("{ tree { ...A } } fragment A on Branch { branches { branches { ...B } } } fragment B on Branch { branches { number name } }", "Complexity")]
    [InlineData("{ page(first: 500) { items { number } } }", null)]
    [InlineData("{ page(first: 2000) { items { number } } }", "Complexity")]
    [InlineData("{ page { items { number } } }", null)]
    [InlineData("query($n: Int = 2000) { page(first: $n) { items { number } } }", "Complexity")]
    [InlineData("query($m: Int = 2000) { page(first: $m) { items { number } } more: page(first: 100000) { items { number } } }", "Complexity")]
    public async Task What_may_become_too_many_values_is_refused_before_it_runs(string query, string? limit)
    {
        await using var server = await Server(("Complexity", "2150"));
        foreach (var _ in new[] { "a new document", "a cached one" })
        {
            (await server.Api.Ask(query))["errors"]?[0]?["extensions"].Text("subject").ShouldBe(limit);
        }

        (await server.Api.Ask("query($n: Int!) { page(first: $n) { items { number } } }", new { n = 2_000 }))["errors"]![0]!["extensions"].Text("subject").ShouldBe("Complexity");
    }

    [Fact]
    public async Task An_answer_that_becomes_too_large_is_refused_whole()
    {
        await using var server = await Server(("AnswerBytes", "65536"));
        var name = new string('x', 70_000);

        var answer = await server.Api.Ask($"{{ hello(name: \"{name}\") }}");

        answer["data"].ShouldBeNull();
        answer["errors"]![0]!["extensions"].Text("subject").ShouldBe("AnswerBytes");
        (await server.Api.Ask($"{{ hello(name: \"{name[..65_000]}\") }}"))["errors"].ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_given_up_on()
    {
        await using var server = await Server(("BodySeconds", "2"));
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Api.Address.Host, server.Api.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestApi.AdministratorToken}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"query\":"));
        var answer = new StreamReader(stream).ReadLineAsync();

        // The server's clock stands still until it is told.
        await Eventually.True(
            () =>
            {
                server.Api.Time.Advance(TimeSpan.FromSeconds(3));
                return answer.IsCompleted;
            },
            TimeSpan.FromSeconds(20));

        (await answer).ShouldBe("HTTP/1.1 408 Request Timeout");
    }

    [Fact]
    public async Task Files_and_bodies_share_a_budget_that_is_given_back()
    {
        await using var server = await Server(("AllFilesBytes", "1048576"), ("BodiesBytes", "1048576"));
        using var client = server.Api.Client();
        client.DefaultRequestHeaders.Add("GraphQL-Require-Preflight", "1");
        var asked = new List<(int, string?)>();
        foreach (var bytes in new[] { 1_500_000, 1_000_000, 1_000_000 })
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("""{"query":"mutation($file: Upload!) { send(input: { file: $file }) { __typename } }","variables":{"file":null}}"""), "operations" },
                { new StringContent("""{"0":["variables.file"]}"""), "map" },
                { new ByteArrayContent(new byte[bytes]), "0", "a" },
            };
            asked.Add(await Post(client, form));
            asked.Add(await Post(client, TestApi.Json(new { query = "{ hello }", variables = new { x = new string('x', bytes) } })));
        }

        asked.ShouldBe([(503, "AllFilesBytes"), (503, "BodiesBytes"), (200, null), (200, null), (200, null), (200, null)]);
    }

    [Fact]
    public async Task Sockets_and_subscriptions_are_counted_for_each_caller()
    {
        await using var server = await Server(("SocketsPerCaller", "2"), ("SubscriptionsPerCaller", "1"));
        using var one = await SocketClient.Open(server.Api);
        using var two = await SocketClient.Open(server.Api);
        await one.Subscribe("1", "subscription { numbers }");
        await Eventually.True(() => server.Api.Numbers.Readers == 1, TimeSpan.FromSeconds(20));
        await two.Subscribe("1", "subscription { numbers }");

        (await two.Receive()).ShouldContain("limit SubscriptionsPerCaller");
        using (var three = await SocketClient.Connect(server.Api))
        {
            await three.Send("connection_init", new { token = TestApi.AdministratorToken });
            (await three.Closed()).ShouldBe((1013, server.Api.Limits.SocketsPerCaller.Text));
        }

        await one.Send("complete", id: "1");
        await Eventually.True(() => server.Api.Headcounts.Subscriptions.Count == 0, TimeSpan.FromSeconds(20));
        await two.Subscribe("2", "subscription { countTo(to: 1) { number } }");
        (await two.Receive()).ShouldContain("\"number\":1");
    }

    [Fact]
    public async Task Operations_on_a_socket_count_for_the_rate_too()
    {
        await using var server = await Server(("CallerRate", "1"), ("CallerBurst", "2"));
        using var socket = await SocketClient.Open(server.Api);
        for (var i = 0; i < 3; i++)
        {
            await socket.Subscribe($"{i}", "{ hello }");
        }

        var answers = new List<string>();
        while (!answers.Exists(answer => answer.Contains("RATE_LIMITED", StringComparison.Ordinal)))
        {
            answers.Add(await socket.Receive());
        }

        answers[^1].ShouldContain("\"type\":\"error\"");
    }

    [Fact]
    public async Task Where_introspection_is_off_the_schema_is_not_told_and_no_page_shown()
    {
        await using var server = await LimitedServer.Start([], introspection: false);
        foreach (var query in new[] { "{ __schema { queryType { name } } }", "{ __type(name: \"Branch\") { name } }", "{ ...F } fragment F on Query { __schema { queryType { name } } }" })
        {
            CodeOf(await server.Api.Ask(query)).ShouldBe("FORBIDDEN");
        }

        (await server.Api.Ask("{ __typename hello }"))["data"].Text("__typename").ShouldBe("Query");
        using var browser = server.Api.Client(token: null);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        (await browser.GetAsync("/graphql")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<(int Status, string? Subject)> Post(HttpClient client, HttpContent content)
    {
        using var response = await client.PostAsync("/graphql", content);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]?[0]?["extensions"].Text("subject"));
    }

    private static string? CodeOf(JsonNode answer) => ApiClient.CodeOf(answer);

    private static string Row(Limit limit) =>
        $"| `{limit.Name}` | {Number(limit.Default)} | {Number(limit.Min)} to {Number(limit.Max)} | {string.Format(CultureInfo.InvariantCulture, limit.Sentence, "*n*")}. |";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Task<LimitedServer> Server(params IEnumerable<(string Name, string Value)> limits) => LimitedServer.Start(limits);
}
