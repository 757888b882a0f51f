using System.Text.Json.Nodes;
using Distribution.Tests.Api.Venues;
using Distribution.Tests.Fixtures;
using GraphQL.Types;

namespace Distribution.Tests.Api;

/// <summary>Every connection of the schema, held against the specification of GraphQL cursor connections (relay.dev/graphql/connections.htm).</summary>
[Collection(ProductApiTests.Name)]
public sealed class ConnectionTests(ProductApi api)
{
    [Fact]
    public async Task Every_connection_tells_where_a_page_begins_and_ends_and_whether_there_is_more()
    {
        await using var walk = new SchemaWalk();
        var (entries, followed, empty) = (0, 0, 0);
        foreach (var (way, field) in Connections(walk))
        {
            var name = $"{way}.{field.Name}";
            if (await Page(way, field, "first: 1") is not { } page)
            {
                continue;
            }

            var (edges, info) = (page["edges"]!.AsArray(), page["pageInfo"]!);
            info["hasPreviousPage"]!.GetValue<bool>().ShouldBeFalse(name);
            edges.Count.ShouldBeLessThanOrEqualTo(1, name);
            page["nodes"]!.AsArray().Count.ShouldBe(edges.Count, name);
            if (edges.Count == 0)
            {
                empty++;
                info.Text("startCursor").ShouldBeNull(name);
                (info.Text("endCursor") is null || info["hasNextPage"]!.GetValue<bool>()).ShouldBeTrue(name);
                continue;
            }

            entries++;
            info.Text("startCursor").ShouldBe(edges[0].Text("cursor"), name);
            info.Text("endCursor").ShouldNotBeNull(name);
            if (info["hasNextPage"]!.GetValue<bool>())
            {
                followed++;
                var next = (await Page(way, field, $"first: 1, after: \"{info.Text("endCursor")}\""))!;
                next["pageInfo"]!["hasPreviousPage"]!.GetValue<bool>().ShouldBeTrue(name);
                next["pageInfo"].Text("startCursor").ShouldNotBe(info.Text("startCursor"), name);
            }
        }

        entries.ShouldBeGreaterThan(12);
        followed.ShouldBeGreaterThan(5);
        empty.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_page_of_no_entries_tells_whether_there_are_any_and_pages_one_behind_the_other_are_the_whole_list()
    {
        await using var walk = new SchemaWalk();
        var whole = 0;
        foreach (var (way, field) in Connections(walk))
        {
            var name = $"{way}.{field.Name}";
            if (await Page(way, field, "first: 1000") is not { } all || all["pageInfo"]!["hasNextPage"]!.GetValue<bool>())
            {
                continue;
            }

            whole++;
            var none = (await Page(way, field, "first: 0"))!;
            (none["edges"]!.AsArray().Count, none["nodes"]!.AsArray().Count).ShouldBe((0, 0), name);
            none["pageInfo"]!.ToJsonString().ShouldBe($$"""{"hasNextPage":{{(Cursors(all).Count > 0 ? "true" : "false")}},"hasPreviousPage":false,"startCursor":null,"endCursor":null}""", name);

            var (read, after) = (new List<string?>(), (string?)null);
            do
            {
                var page = (await Page(way, field, after is null ? "first: 3" : $"first: 3, after: \"{after}\""))!;
                read.AddRange(Cursors(page));
                after = page["pageInfo"]!["hasNextPage"]!.GetValue<bool>() ? page["pageInfo"].Text("endCursor") : null;
            }
            while (after is not null);

            read.ShouldBe(Cursors(all), name);
        }

        whole.ShouldBeGreaterThan(18);
    }

    [Theory]
    [InlineData("first: -1", "0 to 1000")]
    [InlineData("first: 1001", "0 to 1000")]
    [InlineData("first: 1, after: \"x\"", "no cursor of this list")]
    public async Task What_is_no_page_is_refused_with_the_limit(string arguments, string says)
    {
        await using var walk = new SchemaWalk();
        var refused = 0;
        foreach (var (way, field) in Connections(walk))
        {
            if (await Page(way, field, "first: 1") is null)
            {
                continue;
            }

            refused++;
            var answer = await api.Client.Answer(Document(way, field, arguments));
            ApiClient.CodeOf(answer).ShouldBe("INVALID", $"{way}.{field.Name}: {answer.ToJsonString()}");
            answer["errors"]![0].Text("message")!.ShouldContain(says, Case.Sensitive, $"{way}.{field.Name}");
        }

        refused.ShouldBeGreaterThan(18);
    }

    private static List<string?> Cursors(JsonNode page) => [.. page["edges"]!.AsArray().Select(edge => edge.Text("cursor"))];

    /// <summary>Those of the roots and of objects that a query reaches.</summary>
    private static IEnumerable<(SchemaWay? Way, FieldType Field)> Connections(SchemaWalk walk) => walk.ShortestWays()
        .Where(way => way.Operation == "query")
        .SelectMany(way => way.To.Fields.Select(field => ((SchemaWay?)way, field)))
        .Concat(walk.Schema.Query.Fields.Select(field => ((SchemaWay?)null, field)))
        .Where(found => SchemaWalk.Named(found.field.ResolvedType!).Name.EndsWith("Connection", StringComparison.Ordinal));

    /// <summary>Null where the way to it leads to nothing.</summary>
    private async Task<JsonNode?> Page(SchemaWay? way, FieldType field, string arguments) => Found(await api.Client.Answer(Document(way, field, arguments)));

    private string Document(SchemaWay? way, FieldType field, string arguments)
    {
        var call = SchemaWalk.Call(field, name => way is null && ThingsOfVenue.AreAskedWith(field, name) ? api.Things.IdOf(field, name) : null);
        var asked = $"found: {call.Replace("first: 1", arguments, StringComparison.Ordinal)} {{ nodes {{ __typename }} edges {{ cursor node {{ __typename }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}";
        return way?.Text(api.Things.IdOf, asked) ?? $"query {{ {asked} }}";
    }

    private static JsonNode? Found(JsonNode? node) => node switch
    {
        JsonObject fields => fields["found"] ?? fields.Select(field => Found(field.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(Found).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
