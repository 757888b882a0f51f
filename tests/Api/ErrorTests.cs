using System.Text.Json.Nodes;

namespace Distribution.Tests.Api;

/// <summary>What a caller is told when something goes wrong, and what not.</summary>
[Collection(ApiTests.Name)]
public sealed class ErrorTests(TestApi api)
{
    [Fact]
    public async Task Every_refusal_is_an_error_with_its_code_subject_and_whether_to_retry_the_first_first()
    {
        var errors = (await api.Ask("{ a: refused }"))["errors"]!.AsArray();

        errors.Select(error => (
            error!["extensions"]!["code"]!.GetValue<string>(),
            error["extensions"]!["subject"]!.GetValue<string>(),
            error["extensions"]!["retry"]!.GetValue<bool>(),
            error["message"]!.GetValue<string>(),
            error["path"]![0]!.GetValue<string>())).ShouldBe(
        [
            ("PLACE_HELD", "D-14-1", true, "The place D-14-1 is held.", "a"),
            ("PLACE_SOLD", "D-14-2", false, "The place D-14-2 is sold.", "a"),
        ]);
    }

    [Fact]
    public async Task A_fault_is_told_by_a_reference_that_the_log_knows_and_by_nothing_else()
    {
        var error = (await api.Ask("{ broken }"))["errors"]![0]!;

        var reference = error["extensions"]!["reference"]!.GetValue<string>();
        error["extensions"]!["code"]!.GetValue<string>().ShouldBe("INTERNAL");
        error.ToJsonString().ShouldNotContain("secret-detail");
        error.ToJsonString().ShouldNotContain("InvalidOperation", Case.Insensitive);
        error.ToJsonString().ShouldNotContain(" at ");
        api.Log.Text.ShouldContain(reference);
        api.Log.Text.ShouldContain("secret-detail");
    }

    [Fact]
    public async Task A_silo_out_of_reach_is_unavailable_and_worth_a_retry()
    {
        var error = (await api.Ask("{ unreachable }"))["errors"]![0]!;

        error["extensions"]!["code"]!.GetValue<string>().ShouldBe("UNAVAILABLE");
        error["extensions"]!["retry"]!.GetValue<bool>().ShouldBeTrue();
        error.ToJsonString().ShouldNotContain("secret-detail");
    }

    [Theory]
    [InlineData("query($id: ID!) { echoId(id: $id) }", """{"id":"x"}""", "$id", "is one that this API answered")]
    [InlineData("query($id: ID!) { echoId(id: $id) }", """{"id":7}""", "$id", "is one that this API answered")]
    [InlineData("query($id: ID!) { echoId(id: $id) }", """{"id":"00000000-0000-0000-0000-000000000000"}""", "$id", "is one that this API answered")]
    [InlineData("query($id: ID!) { echoId(id: $id) }", "{}", "$id", "No value")]
    [InlineData("query($s: SampleInput!) { echo(sample: $s) { size } }", """{"s":{"venue":"x"}}""", "$s.venue", "is one that this API answered")]
    [InlineData("query($s: SampleInput!) { echo(sample: $s) { size } }", """{"s":"x"}""", "$s", "SampleInput")]
    public async Task A_bad_value_is_invalid_and_named(string query, string variables, string subject, string says)
    {
        var error = (await api.Ask(query, JsonNode.Parse(variables)))["errors"]![0]!;

        error["extensions"]!["code"]!.GetValue<string>().ShouldBe("INVALID");
        error["extensions"]!["subject"]!.GetValue<string>().ShouldBe(subject);
        error["message"]!.GetValue<string>().ShouldContain(says);
    }

    [Theory]
    [InlineData("""{ echoId(id: "x") }""")]
    [InlineData("""{ echoId(id: 7) }""")]
    [InlineData("""{ echo(sample: {venue: "x"}) { size } }""")]
    [InlineData("""{ hello(name: 7) }""")]
    public async Task A_bad_literal_is_refused(string query) =>
        (await api.Ask(query))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBeOneOf("INVALID", "INVALID_DOCUMENT");

    [Fact]
    public async Task What_was_sent_is_not_repeated_at_length()
    {
        var answer = await api.Ask("query($id: ID!) { echoId(id: $id) }", new { id = new string('x', 5_000_000) });

        answer.ToJsonString().Length.ShouldBeLessThan(5000);
    }

    [Fact]
    public async Task Checks_of_a_record_reach_the_caller()
    {
        var error = (await api.Ask("query($s: SampleInput!) { echo(sample: $s) { size } }", new { s = SampleValues.With("price", JsonNode.Parse("""{"minorUnits":1,"currency":"euro"}""")!) }))["errors"]![0]!;

        error["extensions"]!["code"]!.GetValue<string>().ShouldBe("INVALID");
        error["message"]!.GetValue<string>().ShouldContain("three capital letters");
        error["message"]!.GetValue<string>().ShouldNotContain("Parameter");
    }
}
