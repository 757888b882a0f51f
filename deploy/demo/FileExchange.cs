using System.Globalization;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Files;

namespace Distribution.Demo;

/// <summary>By files alone: the allotment as one that the distributor takes as it is, its sales as another.</summary>
internal sealed class FileExchange(GraphQLClient api, DistributorLink link, SalesFileOnDisk sales) : IExchange
{
    public string Telling => "Export the contingent and hand over the allotment file";

    public string Importing => "Upload its file of sales";

    public async Task Tell(SandboxClient distributor)
    {
        await link.RunToEnd(api, "runContingentExport", link.Performance);
        var file = CsvRow.Read(await api.Download($"allotment-files/{link.Interface}/{link.Performance}.csv"));
        foreach (var category in file.GroupBy(row => row["category"]))
        {
            var standing = category.SingleOrDefault(row => row["state"] == "TOTAL");
            await distributor.Tell(new ToldOrder(
                link.TheirPerformance,
                [.. category.Where(row => row["state"] == "ADDED").Select(row => row["place"])],
                Standing: standing is null ? null : int.Parse(standing["quantity"], CultureInfo.InvariantCulture),
                Area: standing?["area"] ?? DistributorLink.StandingArea,
                Category: category.Key));
        }
    }

    public Task Import(SandboxClient distributor) => sales.Upload(api, distributor);

    public int Differences(Report report) => sales.Differences(report);
}
