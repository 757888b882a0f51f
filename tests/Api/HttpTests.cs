using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Distribution.Tests.Api;

/// <summary>GraphQL over HTTP: what is answered to what, and with which status.</summary>
[Collection(ApiTests.Name)]
public sealed class HttpTests(TestApi api)
{
    private const string Json = "application/json";
    private const string Response = "application/graphql-response+json";

    [Theory]
    [InlineData("br, gzip", 5_000, "br")]
    [InlineData("gzip, deflate, br", 5_000, "br")]
    [InlineData("gzip", 5_000, "gzip")]
    [InlineData("br;q=0.5, gzip", 5_000, "gzip")]
    [InlineData("*", 5_000, "br")]
    [InlineData("br;q=0, *", 5_000, "gzip")]
    [InlineData("gzip;q=0, br;q=0", 5_000, null)]
    [InlineData("deflate", 5_000, null)]
    [InlineData("rubbish;;", 5_000, null)]
    [InlineData(null, 5_000, null)]
    [InlineData("br, gzip", 100, null)]
    public async Task A_long_answer_is_packed_as_the_client_accepts_it(string? accepted, int length, string? coding)
    {
        using var client = api.Client();
        var name = new string('x', length);
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = TestApi.Json(new { query = $$"""{ hello(name: "{{name}}") }""" }) };
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var response = await client.SendAsync(request);

        response.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(coding);
        response.Headers.Vary.ShouldBe(coding is null ? [] : ["Accept-Encoding"]);
        var body = await response.Content.ReadAsStreamAsync();
        await using var unpacked = coding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        var answer = (await JsonNode.ParseAsync(unpacked))!;
        answer["data"]!["hello"]!.GetValue<string>().ShouldBe($"Hello {name}");
    }

    [Theory]
    [InlineData(Json, """{"query":"{ hello }"}""", 200)]
    [InlineData(Response, """{"query":"{ hello }"}""", 200)]
    [InlineData("*/*", """{"query":"{ hello }"}""", 200)]
    [InlineData("application/*", """{"query":"{ hello }"}""", 200)]
    [InlineData(Json, """{"query":"{ hello "}""", 200)]
    [InlineData(Response, """{"query":"{ hello "}""", 400)]
    [InlineData(Json, """{"query":"{ nothing }"}""", 200)]
    [InlineData(Response, """{"query":"{ nothing }"}""", 400)]
    [InlineData(Json, """{"query":"{ broken }"}""", 200)]
    [InlineData(Response, """{"query":"{ broken }"}""", 200)]
    [InlineData(Json, """{"query":"query($id: ID!) { echoId(id: $id) }","variables":{"id":"x"}}""", 200)]
    [InlineData(Response, """{"query":"query($id: ID!) { echoId(id: $id) }","variables":{"id":"x"}}""", 400)]
    [InlineData(Response, """{"query":"query A { hello } query B { hello }"}""", 400)]
    [InlineData(Response, """{"query":"query A { hello } query B { hello }","operationName":"C"}""", 400)]
    [InlineData(Response, """{"query":"query A { hello } query B { hello }","operationName":"B"}""", 200)]
    [InlineData(Response, """{"query":"{ hello }","variables":null,"operationName":null,"extensions":null}""", 200)]
    [InlineData(Json, """{"query":""", 400)]
    [InlineData(Json, "", 400)]
    [InlineData(Json, "null", 400)]
    [InlineData(Json, "[]", 400)]
    [InlineData(Json, """[{"query":"{ hello }"}]""", 400)]
    [InlineData(Json, "{}", 400)]
    [InlineData(Json, """{"query":1}""", 400)]
    [InlineData(Json, """{"query":"{ hello }"} x""", 400)]
    [InlineData(Json, """{"query":"{ hello }","variables":"x"}""", 400)]
    [InlineData(Json, """{"query":"{ hello }","operationName":1}""", 400)]
    [InlineData(Json, """{"query":"{ hello }","extensions":[]}""", 400)]
    [InlineData(Json, """{"query":"subscription { countTo(to: 1) { number } }"}""", 400)]
    [InlineData("text/plain", """{"query":"{ hello }"}""", 406)]
    [InlineData("application/json;charset=latin1", """{"query":"{ hello }"}""", 406)]
    [InlineData("rubbish", """{"query":"{ hello }"}""", 406)]
    public async Task A_post_is_answered_with_the_status_of_the_specification(string accept, string body, int status)
    {
        using var client = api.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);

        using var response = await client.PostAsync("/graphql", new StringContent(body, Encoding.UTF8, Json));

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.ToString().ShouldBe((accept == Response ? Response : Json) + "; charset=utf-8");
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (answer["data"] is not null || answer["errors"] is not null).ShouldBeTrue();
    }

    [Theory]
    [InlineData("query=%7Bhello%7D", 200)]
    [InlineData("query=query(%24n%3AString!)%7Bhello(name%3A%24n)%7D&variables=%7B%22n%22%3A%22x%22%7D", 200)]
    [InlineData("query=%7Bhello%7D&variables=&operationName=", 200)]
    [InlineData("query=mutation%7Bcommand(input%3A%7BcommandId%3A%227e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11%22%7D)%7Bresult%7D%7D", 405)]
    [InlineData("query=subscription%7BneverOpens%7D", 400)]
    [InlineData("", 400)]
    [InlineData("query=%7Bhello%7D&query=%7Bhello%7D", 400)]
    [InlineData("query=%7Bhello%7D&variables=x", 400)]
    [InlineData("query=%7Bhello%7D&variables=%5B%5D", 400)]
    public async Task A_get_is_for_queries(string parameters, int status)
    {
        using var client = api.Client();

        using var response = await client.GetAsync("/graphql?" + parameters);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.Allow.ShouldBe(status == 405 ? ["POST"] : []);
    }

    [Theory]
    [InlineData("application/graphql")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Other_content_than_json_in_utf8_is_refused(string? type)
    {
        using var client = api.Client();
        var content = new ByteArrayContent("""{"query":"{ hello }"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        using var response = await client.PostAsync("/graphql", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_compressed_body_and_an_empty_one_are_named_as_such()
    {
        using var client = api.Client();
        using var compressed = TestApi.Json(new { query = "{ hello }" });
        compressed.Headers.ContentEncoding.Add("gzip");
        using var refused = await client.PostAsync("/graphql", compressed);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("compressed");

        using var empty = new StringContent("", Encoding.UTF8, "application/json");
        using var nothing = await client.PostAsync("/graphql", empty);
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await nothing.Content.ReadAsStringAsync()).ShouldContain("The body is empty");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_refused(string method)
    {
        using var client = api.Client();

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/graphql"));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await MessageOf(response)).ShouldContain("GET, POST");
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/mappings/zzz.csv")]
    public async Task What_is_not_there_is_told_with_where_to_go(string path)
    {
        using var client = api.Client();

        using var response = await client.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await MessageOf(response)).ShouldStartWith("There is no");
    }

    [Theory]
    [InlineData("""{"query":"{ hello }","query":"{ __typename }"}""")]
    [InlineData("""{"query":"{ hello }","variables":{"a":1,"a":2}}""")]
    public async Task A_member_that_is_there_twice_is_refused(string body)
    {
        using var client = api.Client();

        using var response = await client.PostAsync("/graphql", new StringContent(body, Encoding.UTF8, Json));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await MessageOf(response)).ShouldContain("twice");
    }

    private static async Task<string> MessageOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["message"]!.GetValue<string>();

    [Fact]
    public async Task Broken_utf8_is_refused_and_every_letter_of_sound_utf8_comes_back()
    {
        using var client = api.Client();
        var broken = new ByteArrayContent([.. "{\"query\":\"{ hello(name: \\\""u8, 0xC3, 0x28, .. "\\\") }\"}"u8]);
        broken.Headers.ContentType = new MediaTypeHeaderValue(Json);

        using var response = await client.PostAsync("/graphql", broken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.Ask("query($name: String!) { hello(name: $name) }", new { name = "Zoë 座席 🎟" }))["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello Zoë 座席 🎟");
    }

    [Fact]
    public async Task A_body_of_thirty_megabytes_is_taken_and_a_larger_one_refused()
    {
        // A client that asks first gets the answer; others may find the connection closed while they still send.
        using var client = api.Client();
        client.DefaultRequestHeaders.ExpectContinue = true;
        var query = "query($name: String!) { hello(name: $name) }";

        using var taken = await client.PostAsync("/graphql", TestApi.Json(new { query, variables = new { name = new string('x', 30_000_000) } }));
        using var refused = await client.PostAsync("/graphql", TestApi.Json(new { query, variables = new { name = new string('x', 34_000_000) } }));

        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_number_without_end_is_refused_at_once()
    {
        using var client = api.Client();
        var started = System.Diagnostics.Stopwatch.StartNew();
        var body = "{\"query\":\"{ hello }\",\"variables\":{\"n\":" + new string('9', 20_000_000) + "}}";

        using var response = await client.PostAsync("/graphql", new StringContent(body, Encoding.UTF8, Json));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_browser_gets_the_page_to_try_queries_in()
    {
        using var client = api.Client(token: null);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var page = await client.GetAsync("/graphql");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        var script = (await page.Content.ReadAsStringAsync()).Split('"').FirstOrDefault(part => part.StartsWith("/graphiql/assets/", StringComparison.Ordinal) && part.EndsWith(".js", StringComparison.Ordinal)) ?? "";
        script.ShouldNotBeEmpty("the build bundles GraphiQL where Node is installed, as tests/run sees to");
        using var file = await client.GetAsync(script);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
    }
}
