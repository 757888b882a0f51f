using System.Text.Json.Nodes;
using Distribution.Api.Security;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>Who may ask the product for what, and what it makes of requests that are none.</summary>
[Collection(ProductApiTests.Name)]
public sealed class ProductRequestTests(ProductApi api)
{
    private static readonly string[] Roles = ["READER", "SALES", "OPERATOR", "ADMINISTRATOR"];

    private static readonly string[] ForReaders =
    [
        "availability", "availabilityChanges", "contingent", "distributorInterface", "dueTimes", "execution", "executions", "health", "interfaceHealth", "interfaceTypes", "me", "move", "order",
        "node", "nodes", "performance", "preflight", "saleConflict", "saleConflicts", "schedule", "schedules", "skippedItems", "statement", "suggestMappings", "suggestMappingsFromFile", "venue", "venues", "version",
    ];

    /// <summary>They ask the distributor, or tell addresses.</summary>
    private static readonly string[] QueriesForOperators = ["alertMails", "allotmentAtDistributor"];

    private static readonly string[] ForSales = ["cancelSale", "confirmHold", "extendHold", "hold", "holdBestAvailable", "holdPlaces", "releaseHold"];

    private static readonly string[] ForAdministrators = ["apiKeys", "createApiKey", "createVenue", "issueToken", "revokeApiKey"];

    public static TheoryData<string> RolesOfTheProduct => [.. Roles];

    [Theory, MemberData(nameof(RolesOfTheProduct))]
    public async Task Each_role_reaches_its_fields_and_no_others(string role)
    {
        using var client = await api.ClientAs(role);
        var before = await api.Everything();
        foreach (var (operation, field, text) in await Calls())
        {
            var file = text.Contains("$file", StringComparison.Ordinal) ? "($file: Upload!)" : "";
            var answer = await client.Answer($"{operation}{file} {{ {text} }}");

            var mayCall = Array.IndexOf(Roles, role) >= Array.IndexOf(Roles, RoleFor(operation, field));
            (ApiClient.CodeOf(answer) == "FORBIDDEN").ShouldBe(!mayCall, $"{field} as {role}: {answer.ToJsonString()}");
            if (mayCall)
            {
                // With made-up ids it finds nothing, or a list or the like; it never breaks.
                ApiClient.CodeOf(answer).ShouldBeOneOf(null, "NOT_FOUND", "INVALID");
            }
        }

        (await api.Everything()).ShouldBe(before);
    }

    [Fact]
    public async Task Tokens_are_issued_for_a_name_a_role_and_some_days()
    {
        using var seller = await api.ClientAs("SALES");

        (await seller.Ask("{ me { name role roles } }"))["me"]!.ToJsonString().ShouldBe("""{"name":"tester","role":"SALES","roles":["READER","SALES"]}""");
        foreach (var (name, days) in new[] { ("x", 0), ("x", -1), ("x", 367), ("", 1), (" ", 1), (new string('x', 129), 1) })
        {
            ApiClient.CodeOf(await api.Client.Attempt("issueToken", new { role = Role.Reader, name, days })).ShouldBe("INVALID");
        }

        var commandId = NewId.Guid();
        var again = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            again.Add((await api.Client.Do("issueToken", new { commandId, name = "till", days = 3, role = Role.Sales }, "token expires")).ToJsonString());
        }

        again[1].ShouldBe(again[0]);
        ApiClient.CodeOf(await api.Client.Attempt("issueToken", new { commandId, name = "till", days = 4, role = Role.Sales })).ShouldBe("COMMAND_MISMATCH");
    }

    [Fact]
    public async Task The_system_says_how_it_is()
    {
        var answer = await api.Client.Ask("{ health { healthy parts { name healthy } } version }");

        answer["health"]!["healthy"]!.GetValue<bool>().ShouldBeTrue();
        answer["health"]!["parts"]!.AsArray().Count.ShouldBeGreaterThan(0);
        answer.Text("version").ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong-but-long-enough-to-be-one")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW5pc3RyYXRvciJ9.")]
    public async Task Without_a_good_token_nothing_is_answered(string token)
    {
        using var client = new ApiClient(api.Process.Url, token);

        var (status, answer) = await client.Post("""{"query":"{ version }"}""");

        status.ShouldBe(401);
        ApiClient.CodeOf(answer).ShouldBe("UNAUTHENTICATED");
        answer["data"].ShouldBeNull();
    }

    [Theory]
    [InlineData("", 400, "BAD_REQUEST")]
    [InlineData("{", 400, "BAD_REQUEST")]
    [InlineData("[]", 400, "BAD_REQUEST")]
    [InlineData("null", 400, "BAD_REQUEST")]
    [InlineData("\"{ version }\"", 400, "BAD_REQUEST")]
    [InlineData("{}", 400, "BAD_REQUEST")]
    [InlineData("""{"query":7}""", 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ version }","variables":[]}""", 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ version }"}}""", 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ version"}""", 200, "INVALID_SYNTAX")]
    [InlineData("""{"query":"version"}""", 200, "INVALID_SYNTAX")]
    [InlineData("""{"query":"{ }"}""", 200, "INVALID_SYNTAX")]
    [InlineData("""{"query":"{ nothing }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"{ venues { venues } }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"{ version { x } }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"{ venue { version } }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"mutation { createVenue(input: { name: \"x\" }) { userErrors { code } } }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"mutation { createVenue(input: { commandId: \"x\", name: \"x\" }) { userErrors { code } } }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"query A { version } query B { version }"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"query A { version }","operationName":"B"}""", 200, "INVALID_DOCUMENT")]
    [InlineData("""{"query":"query($id: ID!) { venue(id: $id) { name } }"}""", 200, "INVALID")]
    [InlineData("""{"query":"query($id: ID!) { venue(id: $id) { name } }","variables":{"id":{"a":1}}}""", 200, "INVALID")]
    public async Task What_is_no_request_is_refused_with_a_code(string body, int status, string code)
    {
        var answer = await api.Client.Post(body);

        answer.Status.ShouldBe(status, answer.Answer.ToJsonString());
        ApiClient.CodeOf(answer.Answer).ShouldBe(code, answer.Answer.ToJsonString());
        answer.Answer["errors"]![0].Text("message")!.Length.ShouldBeInRange(10, 1_100);
    }

    private static string RoleFor(string operation, string field) =>
        ForReaders.Contains(field) ? "READER"
        : ForSales.Contains(field) ? "SALES"
        : ForAdministrators.Contains(field) ? "ADMINISTRATOR"
        : operation == "mutation" || QueriesForOperators.Contains(field) ? "OPERATOR"
        : throw new InvalidOperationException($"{field} is not known here: say who may read it.");

    /// <summary>A call of every root field of the schema, with values that fit their types and are of nothing.</summary>
    private async Task<IReadOnlyList<(string Operation, string Field, string Text)>> Calls()
    {
        var schema = (await api.Client.Ask(
            """
            {
              __schema {
                queryType { fields { ...F } } mutationType { fields { ...F } }
                types { name kind enumValues { name } inputFields { ...A } }
              }
            }
            fragment F on __Field { name type { ...T } args { ...A } }
            fragment A on __InputValue { name defaultValue type { ...T } }
            fragment T on __Type { name kind ofType { name kind ofType { name kind ofType { name kind } } } }
            """))["__schema"]!;
        var types = schema["types"]!.AsArray().ToDictionary(type => type.Text("name")!, type => type!);
        return
        [
            .. new[] { ("query", "queryType"), ("mutation", "mutationType") }.SelectMany(root =>
                schema[root.Item2]!["fields"]!.AsArray().Select(field => (root.Item1, field.Text("name")!, Call(field!, types)))),
        ];
    }

    private static string Call(JsonNode field, Dictionary<string, JsonNode> types)
    {
        var arguments = Required(field["args"]!, types);
        var selection = types[Named(field["type"]!)!].Text("kind") == "SCALAR" ? "" : Named(field["type"]!)!.EndsWith("Payload", StringComparison.Ordinal) ? " { userErrors { code } }" : " { __typename }";
        return $"{field.Text("name")}{(arguments.Length == 0 ? "" : $"({arguments})")}{selection}";
    }

    private static string Required(JsonNode values, Dictionary<string, JsonNode> types) => string.Join(
        ", ",
        values.AsArray()
            .Where(value => value!["type"].Text("kind") == "NON_NULL" && value["defaultValue"] is null)
            .Select(value => $"{value.Text("name")}: {Value(value!["type"]!["ofType"]!, types)}"));

    private static string Value(JsonNode type, Dictionary<string, JsonNode> types) => (type.Text("kind"), type.Text("name")) switch
    {
        ("NON_NULL", _) => Value(type["ofType"]!, types),
        ("LIST", _) => $"[{Value(type["ofType"]!, types)}]",
        ("ENUM", { } name) => types[name]["enumValues"]![0].Text("name")!,
        ("INPUT_OBJECT", { } name) => $"{{ {Required(types[name]["inputFields"]!, types)} }}",
        (_, "ID") => $"\"{NewId.Guid()}\"",
        (_, "Int" or "Long" or "Seconds") => "1",
        (_, "Upload") => "$file",
        (_, "EmailAddress") => "\"box.office@venue.example\"",
        (_, "DateTime") => "\"2027-03-06T19:30:00Z\"",
        _ => "\"EUR\"",
    };

    private static string? Named(JsonNode type) => type["ofType"] is { } inner ? Named(inner) : type.Text("name");
}
