using System.Net.Http.Headers;
using System.Text;
using Distribution.Api.Security;

namespace Distribution.Tests.Api;

/// <summary>A request whose token was verified before is answered as one whose token never was.</summary>
[Collection(ApiTests.Name)]
public sealed class ShortWayTests(TestApi api)
{
    private const string Json = "application/json";
    private const string Response = "application/graphql-response+json";

    [Theory]
    [InlineData("""{"query":"{ hello }"}""", Json)]
    [InlineData("""{"query":"{ hello }"}""", Response)]
    [InlineData("""{"query":"{ hello }"}""", "*/*")]
    [InlineData("""{"query":"{ hello }"}""", "text/plain")]
    [InlineData("""{"query":"{ hello }"}""", "text/event-stream")]
    [InlineData("""{"query":"{ nothing }"}""", Json)]
    [InlineData("""{"query":"{ nothing }"}""", Response)]
    [InlineData("""{"query":"subscription { counted }"}""", Json)]
    [InlineData("""{"query":"query A { hello } query B { hello }"}""", Response)]
    [InlineData("""{"query":"query A { hello } query B { hello }","operationName":"B"}""", Response)]
    [InlineData("""{"query":"query A { hello }","operationName":"B"}""", Response)]
    [InlineData("""{"query":""", Json)]
    [InlineData("[]", Response)]
    public async Task Both_ways_answer_alike(string body, string accept)
    {
        var token = api.TokenFor(Role.Reader);

        var first = await Answer(token, body, accept);
        var second = await Answer(token, body, accept);

        second.ShouldBe(first);
    }

    private async Task<(int Status, string Body, string? Type, string NoSniff, string? Cache)> Answer(string token, string body, string accept)
    {
        using var client = api.Client(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, Json) };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var response = await client.SendAsync(request);
        return (
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.GetValues("X-Content-Type-Options").Single(),
            response.Headers.CacheControl?.ToString());
    }
}
