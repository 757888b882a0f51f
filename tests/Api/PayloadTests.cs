using System.Text.Json.Nodes;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>What a mutation answers: its result, or why it was refused. A refusal is data; a fault is an error.</summary>
[Collection(ApiTests.Name)]
public sealed class PayloadTests(TestApi api)
{
    private const string Refuse = "mutation($input: RefuseInput!) { refuse(input: $input) { branch { number } userErrors { code message subject path retry retryAfterMs } } }";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_data_with_its_code_subject_and_what_to_do(bool throws)
    {
        var answer = await api.Ask(Refuse, new { input = new { commandId = NewId.Guid(), subject = "!seat map", places = new[] { "A-1", "A-2" }, throws } });

        answer["errors"].ShouldBeNull();
        answer["data"]!["refuse"]!.ToJsonString().ShouldBe(
            """{"branch":null,"userErrors":[{"code":"OVERLOADED","message":"Too much at once.","subject":"seat map","path":null,"retry":true,"retryAfterMs":1000},"""
            + """{"code":"PLACE_SOLD","message":"It is sold.","subject":"A-2","path":["input","places","1"],"retry":false,"retryAfterMs":null}]}""");
    }

    [Theory]
    [InlineData("subject", """["input","subject"]""")]
    [InlineData("sample.price, cents", """["input","sample","price"]""")]
    [InlineData("places[1]", """["input","places","1"]""")]
    [InlineData("7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11", """["input","commandId"]""")]
    [InlineData("!price", null)]
    public async Task A_user_error_says_where_in_the_input_its_subject_stands(string subject, string? path)
    {
        var answer = await api.Ask(Refuse, new { input = new { commandId = "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11", subject, places = new[] { "A-1" } } });

        answer["data"]!["refuse"]!["userErrors"]![0]!["path"]?.ToJsonString().ShouldBe(path);
    }

    [Fact]
    public async Task What_a_check_of_an_input_refuses_is_data_too_with_its_path()
    {
        var input = new { commandId = NewId.Guid(), subject = "x", places = new[] { "A-1" }, sample = SampleValues.With("price", JsonNode.Parse("""{"minorUnits":1,"currency":"euro"}""")!) };

        var answer = await api.Ask(Refuse, new { input });

        answer["errors"].ShouldBeNull();
        var error = answer["data"]!["refuse"]!["userErrors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)error["code"], error["path"]!.ToJsonString(), (string?)error["subject"]).ShouldBe(("INVALID", """["input","sample","price","currency"]""", "sample.price.currency"));
        ((string?)error["message"]).ShouldBe("“euro” is no Currency: three capital letters, such as EUR is expected.");
    }

    [Theory]
    [InlineData("""{"places":["A-1",""]}""", "places[1]", """["input","places","1"]""")]
    [InlineData("""{"sample":{"place":""}}""", "sample.place", """["input","sample","place"]""")]
    public async Task So_is_a_text_that_is_none_of_what_it_is_to_be(string change, string subject, string path)
    {
        var input = new JsonObject { ["commandId"] = NewId.Guid().ToString(), ["subject"] = "x", ["places"] = new JsonArray("A-1"), ["sample"] = SampleValues.All() };
        var (field, value) = JsonNode.Parse(change)!.AsObject().Single();
        input[field] = value is JsonObject sample ? SampleValues.With("place", sample["place"]!.DeepClone()) : value!.DeepClone();

        var answer = await api.Ask(Refuse, new { input });

        answer["errors"].ShouldBeNull();
        var error = answer["data"]!["refuse"]!["userErrors"]![0]!;
        ((string?)error["code"], (string?)error["subject"], error["path"]!.ToJsonString()).ShouldBe(("INVALID", subject, path));
    }

    [Fact]
    public async Task A_default_stands_for_what_is_left_out_and_a_result_for_no_errors()
    {
        var answer = await api.Ask("""mutation { a: grow(input: { commandId: "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11" }) { branch { number } userErrors { code } } }""");

        answer["data"]!["a"]!.ToJsonString().ShouldBe("""{"branch":{"number":3},"userErrors":[]}""");
    }

    [Fact]
    public async Task A_fault_is_an_error_and_the_payload_missing()
    {
        var answer = await api.Ask("""mutation { grow(input: { commandId: "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11", by: -1 }) { branch { number } } }""");

        ((string?)answer["errors"]![0]!["extensions"]!["code"]).ShouldBe("INTERNAL");
        answer["data"]!["grow"].ShouldBeNull();
        answer.ToJsonString().ShouldNotContain("secret-detail");
    }
}
