using System.Net;
using System.Text.Json.Nodes;
using Distribution.Api.GraphQL;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Api;

/// <summary>Who may what.</summary>
[Collection(ApiTests.Name)]
public sealed class AuthorizationTests(TestApi api)
{
    [Theory]
    [InlineData(Role.Reader, 1)]
    [InlineData(Role.Sales, 2)]
    [InlineData(Role.Operator, 3)]
    [InlineData(Role.Administrator, 4)]
    public async Task Each_role_reaches_what_those_before_it_reach(Role role, int reached)
    {
        var answers = new List<bool>();
        foreach (var field in new[] { "hello", "till", "office", "vault" })
        {
            answers.Add((await api.Ask($"{{ {field} }}", token: api.TokenFor(role)))["errors"] is null);
        }

        answers.ShouldBe(Enumerable.Range(1, 4).Select(level => level <= reached));
    }

    [Fact]
    public async Task A_forbidden_field_refuses_the_operation_whole_wherever_it_stands()
    {
        foreach (var query in new[] { "{ hello vault }", "{ ...F } fragment F on Query { x: vault }", "{ tree { branches { ... { secret } } } }" })
        {
            var answer = await api.Ask(query, token: api.TokenFor(Role.Operator));

            answer["data"].ShouldBeNull();
            answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("FORBIDDEN");
        }
    }

    [Fact]
    public async Task Only_the_operation_that_runs_counts()
    {
        using var client = api.Client(api.TokenFor(Role.Reader));
        using var response = await client.PostAsync(
            "/graphql", TestApi.Json(new { query = "query A { hello } query B { ...F } fragment F on Query { vault }", operationName = "A" }));

        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello world");
    }

    [Fact]
    public async Task A_document_that_an_administrator_used_is_still_forbidden_to_a_reader()
    {
        const string query = "{ vault again: vault }";
        (await api.Ask(query))["errors"].ShouldBeNull();
        (await api.Ask(query))["errors"].ShouldBeNull();

        (await api.Ask(query, token: api.TokenFor(Role.Reader)))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("FORBIDDEN");
    }

    [Fact]
    public async Task The_name_in_the_token_gives_the_command()
    {
        var answer = await api.Ask(
            """mutation { command(input: { commandId: "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11" }) { result } }""", token: api.TokenFor(Role.Reader, name: "Zoë of the web shop"));

        answer["data"]!["command"]!["result"]!.GetValue<string>().ShouldBe("7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11 by Zoë of the web shop");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        using var client = api.Client(token: null);
        foreach (var path in new[] { "/graphql?query=%7Bhello%7D", "/", "/anything", "/graphql/", "/dashboard" })
        {
            using var response = await client.GetAsync(path);

            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("UNAUTHENTICATED");
        }
    }

    [Fact]
    public async Task A_token_that_is_wrong_expired_tampered_with_or_unsigned_is_refused()
    {
        var good = api.TokenFor(Role.Reader);
        var parts = good.Split('.');
        string[] bad =
        [
            "x", "", new string('x', 100_000), TestApi.AdministratorToken + "x", api.TokenFor(Role.Reader, TimeSpan.FromSeconds(-1)),
            $"{parts[0]}.{parts[1]}.{parts[2][..^2]}AA",
            $"{parts[0]}.{Base64("""{"iss":"distribution","aud":"distribution","exp":9999999999,"sub":"x","role":"administrator"}""")}.{parts[2]}",
            $"{Base64("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
        ];
        foreach (var token in bad)
        {
            using var client = api.Client(token: null);
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            using var response = await client.PostAsync("/graphql", TestApi.Json(new { query = "{ hello }" }));

            ((int)response.StatusCode).ShouldBeOneOf(401, 431);
        }
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_it_has_expired()
    {
        var own = new TestApi();
        await own.InitializeAsync();
        var token = own.TokenFor(Role.Reader, TimeSpan.FromMinutes(5));
        (await own.Ask("{ hello }", token: token))["errors"].ShouldBeNull();
        (await own.Ask("{ hello }", token: token))["errors"].ShouldBeNull();

        own.Time.Advance(TimeSpan.FromMinutes(5));
        (await own.Ask("{ hello }", token: token))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("UNAUTHENTICATED");
        await own.DisposeAsync();
    }

    [Fact]
    public async Task A_root_field_that_does_not_say_who_may_use_it_stops_the_start()
    {
        await using var services = new ServiceCollection().AddLogging().AddGraphQLApi([typeof(OpenToAll)]).BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<ISchema>()).Message.ShouldContain("OpenToAll.Hello");
    }

    private static string Base64(string json) => Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(json);

    [QueryFields]
    public static class OpenToAll
    {
        public static string Hello() => "x";
    }
}
