using System.Text.Json.Nodes;

namespace Distribution.Tests.Api;

/// <summary>How C# values look to clients, both ways.</summary>
[Collection(ApiTests.Name)]
public sealed class ValueTests(TestApi api)
{
    private const string Echo =
        "query($s: SampleInput!) { echo(sample: $s) { venue: venueId place area price { minorUnits currency } at for count leaf places numbers note size } }";

    [Fact]
    public async Task Every_kind_of_value_comes_back_as_it_was_sent()
    {
        var answer = await api.Ask(Echo, new { s = SampleValues.All() });

        var expected = SampleValues.All();
        expected["venue"] = "venue_fp8cnmwbS46aUw0vbwobEQ";
        expected["at"] = "2026-11-24T19:30:00.5Z";
        expected["area"] = null;
        expected["note"] = null;
        expected["size"] = 7;
        JsonNode.DeepEquals(answer["data"]?["echo"], expected).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public async Task Literals_mean_what_variables_mean()
    {
        var answer = await api.Ask(
            """
            { echo(sample: {
                venue: "7e9f1c9e-6c1b-4b8e-9a53-0d2f6f0a1b11", place: "D-14-1", area: "Innenraum", price: { minorUnits: 4950, currency: "EUR" },
                at: "2026-11-24T19:30:00Z", for: 900, count: 5, leaf: PINE, places: ["A-1"], numbers: [], note: "x", size: 1
              }) { venue: venueId place area price { minorUnits currency } at for count leaf places numbers note size } }
            """);

        answer["data"]!["echo"]!.ToJsonString().ShouldBe(
            """{"venue":"venue_fp8cnmwbS46aUw0vbwobEQ","place":"D-14-1","area":"Innenraum","price":{"minorUnits":4950,"currency":"EUR"},"at":"2026-11-24T19:30:00Z","for":900,"count":5,"leaf":"PINE","places":["A-1"],"numbers":[],"note":"x","size":1}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AA==")]
    [InlineData("+/7/")]
    public async Task Bytes_are_base64(string text)
    {
        (await api.Ask("query($b: Bytes!) { echoBytes(bytes: $b) }", new { b = text }))["data"]!["echoBytes"]!.GetValue<string>().ShouldBe(text);
        (await api.Ask($$"""{ echoBytes(bytes: "{{text}}") }"""))["data"]!["echoBytes"]!.GetValue<string>().ShouldBe(text);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AA")]
    [InlineData("AA ==")]
    [InlineData("-_7_")]
    public async Task What_is_not_base64_is_refused(string text) =>
        (await api.Ask("query($b: Bytes!) { echoBytes(bytes: $b) }", new { b = text }))["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("base64");

    [Theory]
    [InlineData("place", "\"\"")]
    [InlineData("place", "7")]
    [InlineData("place", "null")]
    [InlineData("area", "\"\\u0001\"")]
    [InlineData("at", "\"2026-11-24\"")]
    [InlineData("at", "\"2026-11-24T19:30:00\"")]
    [InlineData("at", "\"2026-13-24T19:30:00Z\"")]
    [InlineData("for", "-1")]
    [InlineData("for", "1.5")]
    [InlineData("for", "3000000000")]
    [InlineData("leaf", "\"BIRCH\"")]
    [InlineData("leaf", "1")]
    [InlineData("count", "1e30")]
    [InlineData("numbers", "[1, null]")]
    [InlineData("unknown", "1")]
    public async Task Values_that_do_not_fit_are_refused(string field, string value)
    {
        var answer = await api.Ask(Echo, new { s = SampleValues.With(field, JsonNode.Parse(value)) });

        answer["data"]?["echo"].ShouldBeNull();
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("INVALID");
    }

    [Fact]
    public async Task Things_that_a_list_leads_to_are_loaded_together()
    {
        NameLoader.BatchSizes.Clear();

        var answer = await api.Ask("{ tree { branches { name branches { name } } } }");

        answer["data"]!["tree"]!["branches"]![0]!["branches"]![1]!["name"]!.GetValue<string>().ShouldBe("branch 4");
        // Two depths, six objects, four different ones.
        NameLoader.BatchSizes.Count.ShouldBeLessThanOrEqualTo(2);
    }
}
