using Distribution.Storage;
using Distribution.Tests.Api;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Examples;

/// <summary>The front-end kit in <c>deploy/examples</c>: its types are those of the schema, and its pages sell.</summary>
public sealed class ExampleTests
{
    private const string Folder = "deploy/examples";

    [Fact]
    public async Task The_generated_types_are_those_of_the_schema_and_the_examples_fit_them()
    {
        await NodeClients.RunIn(Folder, "node_modules/.bin/graphql-codegen", "--config", "codegen.ts", "--check");
        await NodeClients.RunIn(Folder, "node_modules/.bin/tsc", "--noEmit");
    }

    [Fact]
    public async Task Two_customers_buy_in_the_web_shop_and_one_on_the_phone()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var product = await ServerProcess.Start("api", database.Setting, ApiClient.Setting);
        using var api = new ApiClient(product.Url);
        var venue = await ApiVenue.Create(api, distributor: null);
        var seller = (await api.Do("issueToken", new { role = new Written("SALES"), name = "web shop", days = 1 }, "token")).Text("token")!;

        var bought = await NodeClients.RunIn(Folder, "node", "drive.js", product.Url.ToString(), seller, venue.Performance.ToString());

        var sold = (await venue.Places()).Where(place => place.Text("status") == "SOLD").ToList();
        sold.Select(place => place.Text("name")).ShouldBe(bought.Trim().Split('\n')[^1].Split(' '), ignoreOrder: true);
        sold.Select(place => place.Text("order")).Distinct().Count().ShouldBe(2);
        (await venue.Counts()).Number("held").ShouldBe(0);
    }
}
