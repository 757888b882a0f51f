using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distribution.Api.GraphQL.Trusted;
using Distribution.Api.Security;
using Distribution.Silo;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Distribution.Tests.Api;

/// <summary>Documents that the operator gives at the start, and clients ask for by id.</summary>
public sealed class TrustedDocumentTests
{
    private const string Greeting = "query Greeting($name: String!) { hello(name: $name) }";
    private const string Vault = "{ vault }";
    private const string Introspection = "{ __schema { queryType { name } } }";

    private static readonly string Hash = TrustedDocuments.HashOf(Greeting)[TrustedDocuments.HashPrefix.Length..];

    public static TheoryData<string> Files => new(Folder(), Json(new { greeting = Greeting, vault = Vault }), Json(new
    {
        format = "apollo-persisted-query-manifest",
        version = 1,
        operations = new[] { new { id = "greeting", body = Greeting }, new { id = "vault", body = Vault } },
    }));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_document_is_asked_for_by_its_id_or_by_its_hash(string path)
    {
        await using var server = await Server.Start(path);
        var variables = new { name = "you" };
        object[] requests =
        [
            new { documentId = "greeting", variables },
            new { documentId = $"sha256:{Hash}", variables },
            new { variables, extensions = new { persistedQuery = new { version = 1, sha256Hash = Hash.ToUpperInvariant() } } },
            new { query = Greeting, variables, extensions = new { persistedQuery = new { version = 1, sha256Hash = Hash } } },
            new { query = Greeting, variables },
        ];
        foreach (var request in requests)
        {
            (await server.Ask(request))["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello you");
        }

        using var client = server.Api.Client();
        var answer = await client.GetStringAsync($"/graphql?documentId=greeting&variables={Uri.EscapeDataString("""{"name":"you"}""")}");
        JsonNode.Parse(answer)!["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello you");
    }

    [Fact]
    public async Task An_id_that_is_not_known_stays_unknown_whatever_a_client_sends_for_it()
    {
        await using var server = await Server.Start(Folder());
        const string query = "{ hello }";
        var persistedQuery = new { version = 1, sha256Hash = TrustedDocuments.HashOf(query)[TrustedDocuments.HashPrefix.Length..] };
        Code(await server.Ask(new { extensions = new { persistedQuery } })).ShouldBe("PERSISTED_QUERY_NOT_FOUND");
        (await server.Ask(new { query, extensions = new { persistedQuery } }))["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello world");

        Code(await server.Ask(new { extensions = new { persistedQuery } })).ShouldBe("PERSISTED_QUERY_NOT_FOUND");
        Code(await server.Ask(new { documentId = $"sha256:{persistedQuery.sha256Hash}" })).ShouldBe("PERSISTED_QUERY_NOT_FOUND");
        Code(await server.Ask(new { documentId = "Greeting" })).ShouldBe("PERSISTED_QUERY_NOT_FOUND");
    }

    [Theory]
    [InlineData("""{"documentId": 7}""")]
    [InlineData("""{"documentId": "greeting", "query": "{ hello }"}""")]
    [InlineData("""{"extensions": {"persistedQuery": "x"}}""")]
    [InlineData("""{"extensions": {"persistedQuery": {"version": 1}}}""")]
    [InlineData("""{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "abc"}}}""")]
    [InlineData("""{"documentId": "greeting", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0000000000000000000000000000000000000000000000000000000000000000"}}}""")]
    [InlineData("""{"query": "{ hello }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0000000000000000000000000000000000000000000000000000000000000000"}}}""")]
    [InlineData("""{"extensions": {}}""")]
    public async Task A_request_that_does_not_say_one_document_is_refused(string request)
    {
        await using var server = await Server.Start(Folder());

        Code(await server.Ask(JsonNode.Parse(request)!)).ShouldBe("BAD_REQUEST");
    }

    [Fact]
    public async Task Where_only_trusted_documents_are_answered_nothing_else_is()
    {
        await using var server = await Server.Start(Folder(), only: true);
        (await server.Ask(new { query = Greeting, variables = new { name = "you" } }))["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello you");
        foreach (var query in new[] { "{ hello }", Greeting + " ", Introspection, "{", "mutation { __typename }" })
        {
            Code(await server.Ask(new { query })).ShouldBe("DOCUMENT_NOT_TRUSTED");
        }

        using var client = server.Api.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("application/graphql-response+json");
        using var refused = await client.PostAsync("/graphql", TestApi.Json(new { query = "{ hello }" }));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var stream = server.Api.Client();
        stream.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        using var events = await stream.PostAsync("/graphql", TestApi.Json(new { query = "subscription { countTo(to: 1) { number } }" }));
        (await events.Content.ReadAsStringAsync()).ShouldContain("DOCUMENT_NOT_TRUSTED");
    }

    [Fact]
    public async Task Roles_hold_for_trusted_documents_too()
    {
        await using var server = await Server.Start(Folder(), only: true);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await server.Ask(new { documentId = "vault" }))["data"]!["vault"]!.GetValue<string>().ShouldBe("open");
            Code(await server.Ask(new { documentId = "vault" }, server.Api.TokenFor(Role.Operator))).ShouldBe("FORBIDDEN");
        }
    }

    [Theory]
    [InlineData("""{"a": "{ hello"}""", "can't be read")]
    [InlineData("""{"a": "{ unheardOf }"}""", "the document a does not fit")]
    [InlineData("""{"a": "fragment F on Query { hello }"}""", "the document a has no operation")]
    [InlineData("""{"a b": "{ hello }"}""", "is no id")]
    [InlineData("""{"sha256:00": "{ hello }"}""", "another SHA-256")]
    [InlineData("""{"a": "{ hello }", "a": "{ vault }"}""", "twice")]
    [InlineData("""{"a": 7}""", "not JSON such as")]
    [InlineData("[]", "not JSON such as")]
    [InlineData("{", "not JSON such as")]
    [InlineData("{}", "0 documents")]
    public async Task What_is_wrong_with_the_documents_stops_the_start(string json, string reason)
    {
        var file = Path.Combine(TestFolder.Create(), "documents.json");
        await File.WriteAllTextAsync(file, json);

        var refused = await Should.ThrowAsync<StartRefusedException>(() => Server.Start(file));
        refused.Message.ShouldContain(reason);
        refused.Message.ShouldContain("TrustedDocuments");
    }

    [Fact]
    public async Task Documents_have_to_be_somewhere()
    {
        await Should.ThrowAsync<StartRefusedException>(() => Server.Start("/nowhere/at/all"));
        await Should.ThrowAsync<StartRefusedException>(() => Server.Start(TestFolder.Create()));
        Should.Throw<StartRefusedException>(() => Settings(null, only: true)).Message.ShouldContain("OnlyTrustedDocuments");
    }

    private static string Code(JsonNode answer) => answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>();

    private static string Folder()
    {
        var folder = TestFolder.Create();
        File.WriteAllText(Path.Combine(folder, "greeting.graphql"), Greeting);
        File.WriteAllText(Path.Combine(folder, "vault.graphql"), Vault);
        File.WriteAllText(Path.Combine(folder, "README.md"), "not a document");
        return folder;
    }

    private static string Json(object content)
    {
        var file = Path.Combine(TestFolder.Create(), "documents.json");
        File.WriteAllText(file, JsonSerializer.Serialize(content));
        return file;
    }

    private static DistributionSettings Settings(string? path, bool only) => DistributionSettings.From(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Distribution:TrustedDocuments"] = path, ["Distribution:OnlyTrustedDocuments"] = $"{only}" }).Build());

    private sealed class Server : IAsyncDisposable
    {
        private Server(TestApi api) => Api = api;

        public TestApi Api { get; }

        public static async Task<Server> Start(string path, bool only = false)
        {
            var server = new Server(new TestApi(new Dictionary<string, string?>(StringComparer.Ordinal), trusted: Settings(path, only)));
            await server.Api.InitializeAsync();
            return server;
        }

        public async Task<JsonNode> Ask(object request, string token = TestApi.AdministratorToken)
        {
            using var client = Api.Client(token);
            using var response = await client.PostAsync("/graphql", TestApi.Json(request));
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }

        public async ValueTask DisposeAsync() => await Api.DisposeAsync();
    }
}
