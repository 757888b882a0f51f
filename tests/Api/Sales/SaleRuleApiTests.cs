using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Sales;

[Collection(ProductApiTests.Name)]
public sealed class SaleRuleApiTests(ProductApi api)
{
    [Fact]
    public async Task Prices_that_are_not_ours_are_refused_then_taken_once_the_interface_says_so()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.SellEverything();
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        var rules = await api.Client.Do("setSaleRules", new { @interface = venue.Interface, priceDifferences = Distribution.Sales.Prices.PriceRule.Refuse }, "priceDifferences currencies");
        rules.ToJsonString().ShouldBe("""{"priceDifferences":"REFUSE","currencies":[]}""");
        await ticketnet.Control.SendMalformed(Line("T-1", "P-1-1", 2_600, "EUR"));
        await ticketnet.Control.SendMalformed(Line("T-2", "P-1-2", 2_500, "CHF"));

        var refused = await venue.Import();
        (refused["counts"]!.Number("imported"), refused["counts"]!.Number("waiting")).ShouldBe((0, 2));
        refused["firstError"].Text("message")!.ShouldContain("26.00 EUR; our tariff is 25.00 EUR");

        await api.Client.Do("setSaleRules", new { @interface = venue.Interface, priceDifferences = Distribution.Sales.Prices.PriceRule.Accept, currencies = new[] { "CHF" } });
        await Eventually.True(async () => (await venue.Tickets()).Count == 2);
        (await venue.OfInterface("state { saleRules { priceDifferences currencies } }"))["state"]!.ToJsonString()
            .ShouldBe("""{"saleRules":{"priceDifferences":"ACCEPT","currencies":["CHF"]}}""");
    }

    [Fact]
    public async Task Rules_that_can_not_be_are_refused_with_their_place_in_the_input()
    {
        var answer = await api.Client.Answer(
            $$"""mutation { setSaleRules(input: { commandId: "{{NewId.Guid()}}", interface: "{{api.Venue.Interface}}", priceDifferences: WARN, currencies: ["euro"] }) { saleRules { currencies } userErrors { code path message } } }""");

        var error = answer["data"]!["setSaleRules"]!["userErrors"]!.AsArray().ShouldHaveSingleItem()!;
        error.Text("code").ShouldBe("INVALID");
        error["path"]!.ToJsonString().ShouldBe("""["input","currencies"]""");
        ApiClient.CodeOf(await api.Client.Attempt("setSaleRules", new { @interface = NewId.Guid(), priceDifferences = Distribution.Sales.Prices.PriceRule.Warn })).ShouldBe("NOT_FOUND");
    }

    private static string Line(string ticket, string place, long amount, string currency) =>
        $$"""
        {"line":"{line}","type":"sold","ticket":"{{ticket}}","sale":"S-{{ticket}}","performance":"{{DistributorServer.Performance}}","place":"{{place}}","category":"CAT1",
        "audience":"ADULT","price":{"amount":{{amount}},"currency":"{{currency}}"},"soldAt":"2027-01-01T10:00:00Z"}
        """;
}
