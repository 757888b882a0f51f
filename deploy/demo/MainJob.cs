using System.Diagnostics;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Sales;

namespace Distribution.Demo;

/// <summary>The product's main job on a real hall: give places to each distributor, tell it, let it sell, bring the sales back.</summary>
internal static class MainJob
{
    /// <returns>0, or 1 if any count is wrong.</returns>
    public static async Task<int> Run(Surroundings surroundings)
    {
        using var api = new GraphQLClient(surroundings.Api, surroundings.Token);
        Console.WriteLine();
        var hall = await Step("Import the hall, its event and two performances", () => Hall.Create(api));
        List<(DistributorLink Link, IExchange Exchange)> done =
        [
            await Carry(surroundings, api, hall, hall.FirstPerformance, Deal.Ticketnet),
            await Carry(surroundings, api, hall, hall.SecondPerformance, Deal.Fnac),
            await Carry(surroundings, api, hall, hall.SecondPerformance, Deal.Digitick),
            await Carry(surroundings, api, hall, hall.SecondPerformance, Deal.File),
        ];
        var verdicts = new List<Verdict>();
        foreach (var (link, exchange) in done)
        {
            var verdict = await Judge(surroundings, api, link, exchange);
            verdict.Ours.Print();
            verdicts.Add(verdict);
        }

        return Verdict.Print(verdicts);
    }

    private static async Task<(DistributorLink Link, IExchange Exchange)> Carry(Surroundings surroundings, GraphQLClient api, Hall hall, string performance, Deal deal)
    {
        Console.WriteLine();
        var link = await Step(
            $"Create {deal.Name}'s channel, contingent and interface, and enter its ids in the mappings",
            () => DistributorLink.Create(api, hall, performance, deal, surroundings.Sandbox));
        await Step($"Give {deal.Name} {deal.Numbered} numbered places and {deal.Standing} standing", () => link.Assign(api));
        using var distributor = new SandboxClient(surroundings.Sandbox.ControlUrlOf(deal.Type));
        var exchange = ExchangeOf(surroundings, api, hall, link);
        await Step(exchange.Telling, () => exchange.Tell(distributor));
        await Step($"{deal.Name} sells {deal.SoldNumbered} places and {deal.SoldStanding} standing, and cancels {deal.Cancelled}", () => Sell(distributor, link));
        await Step(exchange.Importing, () => exchange.Import(distributor));
        return (link, exchange);
    }

    private static async Task<Verdict> Judge(Surroundings surroundings, GraphQLClient api, DistributorLink link, IExchange exchange)
    {
        using var distributor = new SandboxClient(surroundings.Sandbox.ControlUrlOf(link.Deal.Type));
        var report = await Report.Read(api, link);
        var (tickets, allotment) = (await distributor.Tickets(link.TheirPerformance), await distributor.Allotment(link.TheirPerformance));
        return new Verdict(link.Deal, report, tickets, allotment, exchange.Differences(report));
    }

    private static IExchange ExchangeOf(Surroundings surroundings, GraphQLClient api, Hall hall, DistributorLink link)
    {
        SalesFileOnDisk Sales(SalesFileWords words, params string[] folder) => new(link, Path.Combine([surroundings.SandboxFolder, .. folder]), words);
        return link.Deal.Type switch
        {
            "digitick" => new SheetExchange(api, hall, link, Sales(SalesFileWords.Digitick, "digitick")),
            "files" => new FileExchange(api, link, Sales(SalesFileWords.English, "files", "sales")),
            _ => new WireExchange(api, link),
        };
    }

    private static async Task Sell(SandboxClient distributor, DistributorLink link)
    {
        await distributor.Sell(new SaleOrder(link.TheirPerformance, link.Deal.SoldNumbered, link.Deal.SoldStanding));
        await distributor.Cancel(new CancelOrder(Performance: link.TheirPerformance, Count: link.Deal.Cancelled));
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
