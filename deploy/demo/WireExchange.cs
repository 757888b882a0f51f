using Distribution.Sandbox.Control;

namespace Distribution.Demo;

/// <summary>Over the distributor's own web services, as Ticketnet and Fnac have them.</summary>
internal sealed class WireExchange(GraphQLClient api, DistributorLink link) : IExchange
{
    public string Telling => "Export the contingent";

    public string Importing => "Import the sales and reconcile the books";

    public Task Tell(SandboxClient distributor) => link.RunToEnd(api, "runContingentExport", link.Performance);

    public async Task Import(SandboxClient distributor)
    {
        await link.RunToEnd(api, "runSalesImport", null);
        await link.RunToEnd(api, "runReconciliation", link.Performance);
    }

    public int Differences(Report report) => report.ReconciledDifferences;
}
