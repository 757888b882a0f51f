using Distribution.Sandbox.Control;
using Distribution.Sandbox.Files;

namespace Distribution.Demo;

/// <summary>By a sheet that somebody reads out and the distributor agrees to, and a file of its sales, as Digitick has it.</summary>
internal sealed class SheetExchange(GraphQLClient api, Hall hall, DistributorLink link, SalesFileOnDisk sales) : IExchange
{
    public string Telling => "Make the allotment sheet, phone it in and confirm it";

    public string Importing => "Upload its file of sales";

    public async Task Tell(SandboxClient distributor)
    {
        var (@interface, performance) = (link.Interface, link.Performance);
        var sheet = await api.Do("makeAllotmentSheet", new { @interface, performance }, "allotmentSheet { version places added withdrawn }");
        if (sheet.GetProperty("places").GetInt32() != link.Deal.Allotted)
        {
            throw new InvalidOperationException($"The allotment sheet does not have the {link.Deal.Allotted} places: {sheet}");
        }

        await Phone(distributor);
        var version = sheet.GetProperty("version").GetInt64();
        var agreed = new { @interface, performance, version, agreedWith = "Mme Petit", how = "PHONE", agreedAt = TimeProvider.System.GetUtcNow() };
        await api.Do("confirmAllotmentSheet", agreed, "allotmentSheet { word { agreedWith } }");
    }

    public Task Import(SandboxClient distributor) => sales.Upload(api, distributor);

    public int Differences(Report report) => sales.Differences(report);

    private async Task Phone(SandboxClient distributor)
    {
        var answer = await api.Ask(
            """
            query($performance: ID!, $contingent: ID!) {
              performance(id: $performance) { places(filter: { contingent: $contingent }, first: 1000) { nodes { key category } } }
            }
            """,
            new { performance = link.Performance, contingent = link.Contingent });
        var places = answer.GetProperty("performance").GetProperty("places").GetProperty("nodes").EnumerateArray()
            .Select(place => (Key: place.GetProperty("key").GetString(), Category: DistributorLink.TheirCategory(hall, place.GetProperty("category").GetString()!)));
        foreach (var category in places.GroupBy(place => place.Category))
        {
            var standing = category.Count(place => place.Key is null);
            await distributor.Tell(new ToldOrder(
                link.TheirPerformance,
                [.. category.Select(place => place.Key).OfType<string>()],
                Standing: standing > 0 ? standing : null,
                Area: DistributorLink.StandingArea,
                Category: category.Key));
        }
    }
}
