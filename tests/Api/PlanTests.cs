using System.Text.Json.Nodes;
using Distribution.Api.Security;

namespace Distribution.Tests.Api;

/// <summary>A document is read, validated and planned once, and then run for anybody with any variables.</summary>
[Collection(ApiTests.Name)]
public sealed class PlanTests(TestApi api)
{
    [Theory]
    [InlineData("query P1($yes: Boolean!) { hello vault @include(if: $yes) }")]
    [InlineData("query P2($yes: Boolean!) { hello ... @include(if: $yes) { ...F } } fragment F on Query { vault }")]
    [InlineData("query P3($yes: Boolean!) { tree { number @include(if: $yes) branches { secret @skip(if: $yes) } } }")]
    public async Task A_field_that_a_variable_may_leave_out_needs_its_role_all_the_same(string query)
    {
        foreach (var yes in new[] { true, false, true, false })
        {
            (await api.Ask(query, new { yes }))["errors"].ShouldBeNull();
            var refused = await api.Ask(query, new { yes }, api.TokenFor(Role.Operator));

            refused["data"].ShouldBeNull();
            Code(refused).ShouldBe("FORBIDDEN");
        }
    }

    [Fact]
    public async Task Every_operation_of_a_document_has_roles_of_its_own()
    {
        const string query = "query Open { hello } query Shut { vault }";
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await Run("Open", Role.Reader))["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello world");
            Code(await Run("Shut", Role.Reader)).ShouldBe("FORBIDDEN");
            (await Run("Shut", Role.Administrator))["data"]!["vault"]!.GetValue<string>().ShouldBe("open");
        }

        async Task<JsonNode> Run(string operationName, Role role)
        {
            using var client = api.Client(api.TokenFor(role));
            using var response = await client.PostAsync("/graphql", TestApi.Json(new { query, operationName }));
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
    }

    [Fact]
    public async Task Variables_that_do_not_fit_are_refused_however_often_the_document_was_run_with_good_ones()
    {
        const string query = "query Fit($id: ID!, $name: String) { echoId(id: $id) hello(name: $name) }";
        const string good = "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11";
        object?[] bad = [new { }, null, new { id = "x" }, new { id = 7 }, new { id = (string?)null }, new { id = new[] { good } }, new { id = good, name = 7 }, new { id = good, name = new { } }];
        foreach (var variables in bad)
        {
            (await api.Ask(query, new { id = good, name = "again" }))["data"]!["hello"]!.GetValue<string>().ShouldBe("Hello again");
            var refused = await api.Ask(query, variables);

            refused["data"].ShouldBeNull();
            Code(refused).ShouldBe("INVALID");
        }
    }

    [Fact]
    public async Task A_forbidden_caller_is_told_nothing_about_the_variables()
    {
        const string query = "query Hidden($id: ID!) { vault echoId(id: $id) }";
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var refused = await api.Ask(query, new { id = 7 }, api.TokenFor(Role.Reader));

            refused["errors"]!.AsArray().Select(error => error!["extensions"]!["code"]!.GetValue<string>()).ShouldBe(["FORBIDDEN"]);
        }
    }

    [Fact]
    public async Task What_is_skipped_and_included_follows_the_variables_of_each_request()
    {
        const string query =
            """
            query Parts($a: Boolean!, $b: Boolean!, $c: Boolean = true) {
              tree { number @include(if: $a) ... @skip(if: $b) { branches { number } } branches @include(if: $c) { name } ...F @include(if: $a) }
            }
            fragment F on Branch { __typename twice: number @skip(if: $b) }
            """;
        foreach (var number in Enumerable.Range(0, 16))
        {
            var (a, b, c) = ((number & 1) != 0, (number & 2) != 0, (number & 4) != 0);
            var answer = await api.Ask(query, new { a, b, c });

            var tree = answer["data"]!["tree"]!.AsObject();
            var branches = new[] { b ? null : "number", c ? "name" : null }.OfType<string>().ToList();
            string?[] fields = [a ? "number" : null, branches.Count > 0 ? "branches" : null, a ? "__typename" : null, a && !b ? "twice" : null];
            tree.Select(field => field.Key).ShouldBe(fields.OfType<string>(), ignoreOrder: true);
            (tree["branches"]?[0]?.AsObject().Select(field => field.Key) ?? []).ShouldBe(branches);
        }
    }

    [Fact]
    public async Task Fields_of_one_name_become_one_wherever_they_stand()
    {
        var answer = await api.Ask("{ tree { branches { number } ...F ... on Branch { branches { name number } } } } fragment F on Branch { branches { x: __typename } }");

        answer["data"]!.ToJsonString().ShouldBe(
            """{"tree":{"branches":[{"number":2,"x":"Branch","name":"branch 2"},{"number":3,"x":"Branch","name":"branch 3"}]}}""");
    }

    [Fact]
    public async Task A_failed_field_is_null_and_takes_with_it_what_may_not_be_without_it()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var places = await api.Ask("{ twigs(count: 4) { number maybe } }");
            places["data"]!["twigs"]!.AsArray().Count(twig => twig is not null).ShouldBe(4);
            Paths(places).ShouldBe(["twigs.1.maybe", "twigs.3.maybe"]);

            var objects = await api.Ask("{ twigs(count: 4) { number sure rings } }");
            objects["data"]!.ToJsonString().ShouldBe(
                """{"twigs":[{"number":1,"sure":"sure","rings":[[1],[],[1,2]]},null,{"number":3,"sure":"sure","rings":[[3],[],[3,4]]},null]}""");
            Paths(objects).ShouldBe(["twigs.1.sure", "twigs.3.sure"]);

            var lists = await api.Ask("{ hello sureTwigs(count: 2) { missing } }");
            lists["data"]!.ToJsonString().ShouldBe("""{"hello":"Hello world","sureTwigs":null}""");
            Paths(lists).ShouldBe(["sureTwigs.1.missing"]);
            lists.ToJsonString().ShouldNotContain("secret-detail");
        }
    }

    [Fact]
    public async Task The_fields_of_a_mutation_run_one_after_the_other()
    {
        var answer = await api.Ask(
            """mutation { a: spell(input: { word: "order", letter: "a" }) { result } b: spell(input: { word: "order", letter: "b" }) { result } c: spell(input: { word: "order", letter: "c" }) { result } }""");

        answer["data"]!.ToJsonString().ShouldBe("""{"a":{"result":"a"},"b":{"result":"ab"},"c":{"result":"abc"}}""");
    }

    [Fact]
    public async Task Text_is_answered_as_it_is()
    {
        const string name = "Zoë \"\\ \u0001\n\t</script> 日本 🎟";
        var answer = await api.Ask("query($name: String!) { hello(name: $name) }", new { name });

        answer["data"]!["hello"]!.GetValue<string>().ShouldBe($"Hello {name}");
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_given_up()
    {
        var own = new TestApi();
        await own.InitializeAsync();
        using var started = own.Numbers.Open();
        var asked = own.Ask("{ hello endless }");
        await started.Read(CancellationToken.None).FirstAsync();
        own.Time.Advance(TimeSpan.FromSeconds(40));
        var answer = await asked;

        Code(answer).ShouldBe("TIMEOUT");
        answer["data"].ShouldBeNull();
        await own.DisposeAsync();
    }

    private static IEnumerable<string> Paths(JsonNode answer) => answer["errors"]!.AsArray().Select(error => string.Join('.', error!["path"]!.AsArray()));

    private static string Code(JsonNode answer) => answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>();
}
