namespace Distribution.Tests.Api;

/// <summary>Which fields of one name may stand in one selection (the GraphQL specification, 5.3.2).</summary>
[Collection(ApiTests.Name)]
public sealed class FieldsMergeTests(TestApi api)
{
    [Theory]
    [InlineData("{ hello hello }")]
    [InlineData("{ a: hello a: hello }")]
    [InlineData("{ hello(name: \"x\") ... { hello(name: \"x\") } }")]
    [InlineData("{ tree { number } tree { name } }")]
    [InlineData("{ tree { ...F ...F } ...G } fragment F on Branch { number } fragment G on Query { tree { n: number ...F } }")]
    [InlineData("{ __typename __typename __schema { queryType { name } } __schema { queryType { kind } } }")]
    [InlineData("query($n: String!) { hello(name: $n) hello(name: $n) }")]
    public async Task Fields_that_mean_the_same_are_merged(string query) =>
        (await api.Ask(query, new { n = "x" }))["errors"].ShouldBeNull();

    [Theory]
    [InlineData("{ a: hello a: till }")]
    [InlineData("{ hello hello(name: \"x\") }")]
    [InlineData("{ hello(name: \"x\") hello(name: \"y\") }")]
    [InlineData("query($n: String!) { hello(name: $n) hello(name: \"x\") }")]
    [InlineData("{ tree { a: number } ... { tree { a: name } } }")]
    [InlineData("{ tree { branches { ...F } } ...G } fragment F on Branch { x: number } fragment G on Query { tree { branches { x: name } } }")]
    [InlineData("{ a: hello ... on Query { a: __typename } }")]
    [InlineData("{ echo: echo(sample: {places: [\"a\"]}) { size } echo: echo(sample: {places: [\"b\"]}) { size } }")]
    public async Task Fields_that_differ_are_refused(string query)
    {
        var answer = await api.Ask(query, new { n = "x" });

        answer["data"].ShouldBeNull();
        answer["errors"]!.AsArray().ShouldContain(error => error!["message"]!.GetValue<string>().Contains("can't be merged"));
    }
}
