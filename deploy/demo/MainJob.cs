using System.Diagnostics;
using System.Text.Json;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Sales;

namespace Distribution.Demo;

/// <summary>The product's main job on a real hall: give places to a distributor, export them, let it sell, bring the sales back.</summary>
internal static class MainJob
{
    private const int Numbered = 300;
    private const int Standing = 50;
    private const int SoldNumbered = 120;
    private const int SoldStanding = 20;
    private const int Cancelled = 3;

    /// <returns>0, or 1 if any count is wrong.</returns>
    public static async Task<int> Run(Surroundings surroundings)
    {
        using var api = new GraphQLClient(surroundings.Api, surroundings.Token);
        using var distributor = new SandboxClient(surroundings.Sandbox.ControlUrl);
        Console.WriteLine();
        var hall = await Step("Import the hall, its event and two performances", () => Hall.Create(api));
        var link = await Step("Create Ticketnet's channel, contingent and interface", () => TicketnetLink.Create(api, hall, surroundings.Sandbox));
        await Step("Enter the distributor's ids in the mappings", () => link.Map(api, hall));
        await Step($"Give Ticketnet {Numbered} numbered places and {Standing} standing", () => Assign(api, hall, link));
        await Step("Export the contingent", () => link.RunToEnd(api, "runContingentExport", hall.FirstPerformance));
        await Step($"The distributor sells {SoldNumbered} places and {SoldStanding} standing, and cancels {Cancelled}", () => Sell(distributor, link));
        await Step("Import the sales", () => link.RunToEnd(api, "runSalesImport", null));
        var report = await Report.Read(api, hall, link);
        report.Print(hall);
        return report.Verdict(await distributor.Tickets(link.Performance), Numbered + Standing, SoldNumbered + SoldStanding, Cancelled);
    }

    private static async Task Assign(GraphQLClient api, Hall hall, TicketnetLink link)
    {
        var free = await api.Ask(
            """
            query($performance: ID!, $first: Int!) {
              performance(id: $performance) { places(filter: { inPool: true, status: FREE, blocked: false }, first: $first) { nodes { key } } }
            }
            """,
            new { performance = hall.FirstPerformance, first = Numbered });
        var keys = free.GetProperty("performance").GetProperty("places").GetProperty("nodes").EnumerateArray().Select(place => place.GetProperty("key").GetString());
        var areas = new[] { new { area = Hall.StandingArea, quantity = Standing } };
        await api.Do(
            "assignPlaces", new { performance = hall.FirstPerformance, contingent = link.Contingent, places = keys, areas }, "placesChanged { version }");
    }

    private static async Task Sell(SandboxClient distributor, TicketnetLink link)
    {
        await distributor.Sell(new SaleOrder(link.Performance, SoldNumbered, SoldStanding));
        await distributor.Cancel(new CancelOrder(Performance: link.Performance, Count: Cancelled));
    }

    private static async Task<T> Step<T>(string what, Func<Task<T>> step)
    {
        var watch = Stopwatch.StartNew();
        var result = await step();
        Console.WriteLine($"  ✓ {what} ({watch.ElapsedMilliseconds} ms)");
        return result;
    }

    private static Task Step(string what, Func<Task> step) => Step(
        what,
        async () =>
        {
            await step();
            return true;
        });
}
