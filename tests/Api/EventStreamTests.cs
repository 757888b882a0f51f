using System.Net;
using System.Text.Json.Nodes;
using Distribution.Api.Security;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>Subscriptions over server-sent events, each on a connection of its own.</summary>
[Collection(ApiTests.Name)]
public sealed class EventStreamTests(TestApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_subscription_is_a_next_for_each_event_and_a_complete()
    {
        await using var stream = await Open("subscription { countTo(to: 3) { number } }");

        (await stream.Rest()).ShouldBe(
        [
            """next {"data":{"countTo":{"number":1}}}""",
            """next {"data":{"countTo":{"number":2}}}""",
            """next {"data":{"countTo":{"number":3}}}""",
            "complete ",
        ]);
    }

    [Theory]
    [InlineData("{ hello }", """next {"data":{"hello":"Hello world"}}""", null)]
    [InlineData("{ nothing }", "next ", "INVALID_DOCUMENT")]
    [InlineData("{ ", "next ", "INVALID_SYNTAX")]
    [InlineData("subscription { neverOpens }", "next ", "NOT_FOUND")]
    public async Task Other_operations_and_failures_are_one_next_and_a_complete(string query, string start, string? code)
    {
        await using var stream = await Open(query);

        var events = await stream.Rest();
        events.Count.ShouldBe(2);
        events[0].ShouldStartWith(start);
        CodeOf(events[0]).ShouldBe(code);
        events[1].ShouldBe("complete ");
    }

    [Fact]
    public async Task A_stream_that_breaks_ends_with_its_error()
    {
        await using var stream = await Open("subscription { breaks }");

        var events = await stream.Rest();
        events[0].ShouldBe("""next {"data":{"breaks":1}}""");
        CodeOf(events[1]).ShouldBe("INTERNAL");
        events[1].ShouldNotContain("secret-detail");
        events[2].ShouldBe("complete ");
    }

    [Fact]
    public async Task Events_arrive_as_they_are_published_until_the_client_leaves()
    {
        // Those of earlier tests may still be on their way out.
        await Until(() => api.Numbers.Readers == 0);
        await using (var stream = await Open("subscription { numbers }"))
        {
            await Until(() => api.Numbers.Readers == 1);
            api.Numbers.Publish(7);
            (await stream.Next()).ShouldBe("""next {"data":{"numbers":7}}""");
        }

        await Until(() => api.Numbers.Readers == 0);
    }

    [Fact]
    public async Task A_subscription_ends_when_its_token_expires()
    {
        await using var stream = await Open("subscription { numbers }", api.TokenFor(Role.Reader, TimeSpan.FromMinutes(1)));
        await stream.Comment();

        api.Time.Advance(TimeSpan.FromMinutes(2));

        var events = await stream.Rest();
        CodeOf(events[0]).ShouldBe("UNAUTHENTICATED");
        events[1].ShouldBe("complete ");
    }

    [Fact]
    public async Task A_role_that_does_not_reach_is_told_so()
    {
        await using var stream = await Open("subscription { guarded }", api.TokenFor(Role.Sales));

        CodeOf((await stream.Rest())[0]).ShouldBe("FORBIDDEN");
    }

    [Fact]
    public async Task A_silent_stream_is_kept_open_by_comments()
    {
        await using var stream = await Open("subscription { numbers }");
        await stream.Comment();
        var another = stream.Comment();

        await Eventually.True(
            () =>
            {
                api.Time.Advance(TimeSpan.FromSeconds(13));
                return another.IsCompleted;
            },
            Patience);
        await another;
    }

    [Fact]
    public async Task Without_a_token_there_is_no_stream()
    {
        using var client = api.Client(token: null);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");

        using var response = await client.PostAsync("/graphql", TestApi.Json(new { query = "subscription { numbers }" }));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string? CodeOf(string sent) =>
        JsonNode.Parse(sent["next ".Length..])!["errors"]?[0]!["extensions"]!["code"]!.GetValue<string>();

    private static Task Until(Func<bool> condition) => Eventually.True(condition, Patience);

    private async Task<SentEvents> Open(string query, string token = TestApi.AdministratorToken)
    {
        var client = api.Client(token);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = TestApi.Json(new { query }) };
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new SentEvents(client, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Reads events as <c>name data</c>.</summary>
    private sealed class SentEvents(HttpClient client, HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public async Task<string?> Next()
        {
            string name = "";
            while (await lines.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    name = line[7..];
                }
                else if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    return $"{name} {line[5..].TrimStart()}";
                }
            }

            return null;
        }

        public async Task Comment()
        {
            while (await lines.ReadLineAsync().WaitAsync(Patience) is not ":")
            {
            }
        }

        public async Task<List<string>> Rest()
        {
            var events = new List<string>();
            while (await Next() is { } next)
            {
                events.Add(next);
            }

            return events;
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            response.Dispose();
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
