using System.Text.Json.Nodes;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>Everything with an identity is asked for again by it, and an id tells what it is of.</summary>
[Collection(ProductApiTests.Name)]
public sealed class NodeTests(ProductApi api)
{
    [Fact]
    public async Task Everything_with_an_id_is_found_by_it_alone()
    {
        var venue = api.Venue;
        var catalog = (await api.Client.Ask(
            "query($id: ID!) { venue(id: $id) { activityProfiles { id } tariffs { id } } }", new { id = venue.Id }))["venue"]!;
        var ticket = (await venue.OfInterface("orders { nodes { tickets { id } } }"))["orders"]!["nodes"]![0]!["tickets"]![0].Text("id")!;
        (string Type, Guid Id)[] known =
        [
            ("venue", venue.Id), ("logicalConfiguration", venue.Configuration), ("event", venue.Event), ("performance", venue.Performance),
            ("audienceSubCategory", venue.Audience), ("salesChannel", venue.Channel), ("contact", venue.Contact), ("contingent", venue.Contingent),
            ("distributor", venue.Distributor), ("distributorInterface", venue.Interface), ("execution", api.Export), ("order", api.ImportedOrder),
            ("ticket", Guid.Parse(ticket)),
            .. catalog["tariffs"]!.AsArray().Select(tariff => ("tariff", Guid.Parse(tariff.Text("id")!))),
            .. catalog["activityProfiles"]!.AsArray().Select(profile => ("activityProfile", Guid.Parse(profile.Text("id")!))),
        ];

        var found = (await Nodes([.. known.Select(node => new GlobalId(node.Type, node.Id).ToString())])).AsArray();

        found.Select(node => (char.ToLowerInvariant(node.Text("__typename")![0]) + node.Text("__typename")![1..], Guid.Parse(node.Text("id")!))).ShouldBe(known);
        (await api.Client.Ask("query($id: ID!) { node(id: $id) { ... on Performance { name event { name } configuration { places } } } }", new { id = Of("performance", venue.Performance) }))
            .ToJsonString().ShouldBe("""{"node":{"name":"Samstag","event":{"name":"Derby"},"configuration":{"places":38}}}""");
    }

    [Fact]
    public async Task What_there_is_not_is_null_among_the_others()
    {
        var (venue, nothing) = (Of("venue", api.Venue.Id), NewId.Guid());
        var found = await Nodes([Of("event", nothing), venue, Of("venue", api.Venue.Event), Of("hold", api.Hold), Of("order", nothing), Of("execution", nothing), venue]);

        found.AsArray().Select(node => node?["__typename"]?.GetValue<string>()).ShouldBe([null, "Venue", null, null, null, null, "Venue"]);
    }

    [Fact]
    public async Task An_id_of_another_type_is_refused_with_both_types_named()
    {
        var answer = await api.Client.Answer("query($id: ID!) { performance(id: $id) { name } }", new { id = Of("venue", api.Venue.Id) });

        ApiClient.CodeOf(answer).ShouldBe("INVALID");
        answer["errors"]![0].Text("message")!.ShouldContain("is the id of a venue; the id of a performance is wanted here");
        ApiClient.CodeOf(await api.Client.Answer($"{{ performance(id: \"{Of("venue", api.Venue.Id)}\") {{ name }} }}")).ShouldBeOneOf("INVALID", "INVALID_DOCUMENT");
        ApiClient.CodeOf(await api.Client.Attempt("createEvent", new { commandId = Of("event", NewId.Guid()), venue = api.Venue.Id, name = "x" })).ShouldBeOneOf("INVALID", "INVALID_DOCUMENT");
        ApiClient.CodeOf(await api.Client.Attempt("createEvent", new { venue = Of("event", api.Venue.Event), name = "x" })).ShouldBeOneOf("INVALID", "INVALID_DOCUMENT");
    }

    [Theory]
    [InlineData("{ node(id: \"7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11\") { id } }")]
    [InlineData("{ node(id: \"train_fp8cnmwbS46aUw0vbwobEQ\") { id } }")]
    [InlineData("{ node(id: \"event_fp8cnmwbS46aUw0vbwobEQQ\") { id } }")]
    [InlineData("{ node(id: \"event_AAAAAAAAAAAAAAAAAAAAAA\") { id } }")]
    [InlineData("{ node(id: \"event_fp8cnmwbS46aUw0vbwob Q\") { id } }")]
    public async Task What_is_no_id_of_a_known_type_is_refused(string query) =>
        ApiClient.CodeOf(await api.Client.Answer(query)).ShouldBeOneOf("INVALID", "INVALID_DOCUMENT");

    [Fact]
    public async Task More_than_a_hundred_nodes_are_refused_with_the_limit()
    {
        var answer = await api.Client.Answer("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Repeat(Of("venue", api.Venue.Id), 101) });

        ApiClient.CodeOf(answer).ShouldBe("LIMIT_EXCEEDED");
        answer["errors"]![0].Text("message")!.ShouldContain("at most 100");
    }

    [Fact]
    public async Task An_id_is_the_same_in_any_spelling_of_the_uuid()
    {
        var id = NewId.Guid();

        GlobalId.TryParse(new GlobalId("event", id).ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(new GlobalId("event", id));
        (await api.Client.Ask($"{{ venue(id: \"{api.Venue.Id.ToString().ToUpperInvariant()}\") {{ name }} }}"))["venue"].ShouldNotBeNull();
        (await api.Client.Ask($"{{ venue(id: \"{Of("venue", api.Venue.Id)}\") {{ name }} }}"))["venue"].ShouldNotBeNull();
    }

    private static string Of(string type, Guid id) => new GlobalId(type, id).ToString();

    private async Task<JsonNode> Nodes(IReadOnlyList<string> ids) =>
        (await api.Client.Ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", new { ids }))["nodes"]!;
}
