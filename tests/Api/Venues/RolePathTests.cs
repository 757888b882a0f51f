using System.Text.Json.Nodes;
using Distribution.Api.Security;
using Distribution.Tests.Fixtures;
using GraphQL.Types;

namespace Distribution.Tests.Api.Venues;

/// <summary>Fields of objects that need more than the role reader, on every path that leads to them: through lists, links, payloads, subscriptions and <c>node(id)</c>.</summary>
[Collection(ProductApiTests.Name)]
public sealed class RolePathTests(ProductApi api)
{
    public static TheoryData<Role> AllRoles => [.. Enum.GetValues<Role>()];

    [Fact]
    public async Task These_fields_of_objects_are_not_for_readers()
    {
        await using var walk = new SchemaWalk();

        Guarded(walk).Select(guarded => $"{guarded.Type.Name}.{guarded.Field.Name}").Order(StringComparer.Ordinal).ShouldBe(["Execution.exchanges", "Performance.auditLog"]);
    }

    [Theory, MemberData(nameof(AllRoles))]
    public async Task Each_role_reaches_them_on_all_paths_or_on_none(Role role)
    {
        await using var walk = new SchemaWalk();
        using var client = await api.ClientAs(role.ToString().ToUpperInvariant());
        var before = await api.Everything();
        var asked = 0;
        foreach (var (way, field) in Guarded(walk).SelectMany(guarded => walk.WaysTo(guarded.Type).Select(way => (way, guarded.Field))))
        {
            var needed = way.Role > SchemaWalk.RoleOf(field) ? way.Role : SchemaWalk.RoleOf(field);
            if (role >= needed && way.Operation != "query")
            {
                // It would do something, or go on for ever.
                continue;
            }

            asked++;
            var answer = await Ask(client, way, $"{field.Name} {{ __typename }}");
            (ApiClient.CodeOf(answer) == "FORBIDDEN").ShouldBe(role < needed, $"{way} as {role}: {answer.ToJsonString()}");
        }

        asked.ShouldBeGreaterThan(30);
        (await api.Everything()).ShouldBe(before);
    }

    [Fact]
    public async Task An_operator_of_another_venue_reaches_them_nowhere_with_things_of_a_venue_where_it_only_reads()
    {
        await using var walk = new SchemaWalk();
        var issued = await api.Client.Ask(
            $"mutation {{ issueToken(input: {{ commandId: \"{NewId.Guid()}\", name: \"tester\", days: 1, venues: [{{ venue: \"{api.Other.Id}\", role: OPERATOR }}, {{ venue: \"{api.Venue.Id}\", role: READER }}] }}) {{ issuedToken {{ token }} }} }}");
        using var reader = new ApiClient(api.Process.Url, issued["issueToken"]!["issuedToken"].Text("token")!);
        var shown = 0;
        foreach (var (way, field) in Guarded(walk).SelectMany(guarded => walk.WaysTo(guarded.Type).Select(way => (way, guarded.Field))).Where(asked => asked.way.Operation == "query"))
        {
            var document = way.Text(api.Things.IdOf, $"found: {field.Name} {{ __typename }}");
            var told = (await api.Client.Answer(document)).ToJsonString().Contains("\"found\":{", StringComparison.Ordinal);
            var answer = await reader.Answer(document);

            answer.ToJsonString().ShouldNotContain("\"found\":{", Case.Sensitive, $"{way}");
            if (told)
            {
                shown++;
                // A list of executions of no venue is refused to who is known at several, before anything else.
                ApiClient.CodeOf(answer).ShouldBe(way.Steps[0].Field.Name == "executions" ? "INVALID" : "FORBIDDEN", $"{way}: {answer.ToJsonString()}");
            }
        }

        shown.ShouldBeGreaterThan(10);
    }

    private static IEnumerable<(IObjectGraphType Type, FieldType Field)> Guarded(SchemaWalk walk) =>
        from type in walk.Schema.AllTypes.OfType<IObjectGraphType>()
        where type != walk.Schema.Query && type != walk.Schema.Mutation && type != walk.Schema.Subscription
        from field in type.Fields
        where SchemaWalk.RoleOf(field) > Role.Reader
        select (type, field);

    /// <summary>With ids of nothing: whether a field may be asked for does not depend on what there is.</summary>
    private async Task<JsonNode> Ask(ApiClient client, SchemaWay way, string last)
    {
        var document = way.Text((_, _) => NewId.Guid(), last);
        return way.Operation == "subscription" ? await client.FirstEvent(document) : await client.Answer(document.Contains("$file", StringComparison.Ordinal) ? document.Replace("mutation {", "mutation($file: Upload!) {", StringComparison.Ordinal) : document);
    }
}
