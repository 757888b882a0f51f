using System.Text.Json.Nodes;
using Distribution.Benchmarks;
using Distribution.Benchmarks.Embedded;
using Distribution.Benchmarks.EmptyCall;
using Distribution.Benchmarks.EndToEnd;
using Distribution.Benchmarks.Exchange;
using Distribution.Benchmarks.GraphQL;
using Distribution.Benchmarks.HoldBest;
using Distribution.Benchmarks.HoldExact;
using Distribution.Benchmarks.Memory;
using Distribution.Benchmarks.Oversell;
using Distribution.Benchmarks.Read;
using Distribution.Benchmarks.Recovery;
using Distribution.Benchmarks.ScaleOut;
using Distribution.Benchmarks.Web;

if (args is [BareEndpoint.Argument])
{
    await BareEndpoint.Run();
    return 0;
}

if (args is [LoadProcess.Argument])
{
    await LoadProcess.Serve();
    return 0;
}

IBenchmark[] all =
[
    new HoldBestBenchmark(),
    new HoldExactBenchmark(),
    new EmptyCallBenchmark(),
    new EndToEndBenchmark(),
    new GraphQLBenchmark(),
    new ReadBenchmark(),
    new ScaleOutBenchmark(),
    new MemoryBenchmark(),
    new RecoveryBenchmark(),
    new EmbeddedBenchmark(),
    new ExchangeBenchmark(),
    new OversellBenchmark(),
];

const string quick = "--quick";
var names = args.Where(a => a != quick).ToList();
if (names.Except(all.Select(b => b.Name), StringComparer.Ordinal).ToList() is [var unknown, ..])
{
    Console.Error.WriteLine($"There is no benchmark \"{unknown}\"; there are {string.Join(", ", all.Select(b => b.Name))}.");
    return 2;
}

var pace = args.Contains(quick, StringComparer.Ordinal) ? Pace.Quick : Pace.Full;
await Machine.Describe();
var figures = new JsonObject();
var failed = false;
foreach (var benchmark in all.Where(b => names.Count == 0 || names.Contains(b.Name, StringComparer.Ordinal)))
{
    Report.Line($"{benchmark.Name}: {benchmark.Title}");
    try
    {
        figures[benchmark.Name] = await benchmark.Run(pace);
    }
#pragma warning disable CA1031 // One that fails does not keep the others from being measured; the exit code tells.
    catch (Exception problem)
#pragma warning restore CA1031
    {
        failed = true;
        Report.Line($"  failed: {problem}");
        figures[benchmark.Name] = (problem as PromiseBrokenException)?.Figures ?? [];
        figures[benchmark.Name]!["error"] = problem.Message;
    }
}

Console.WriteLine(figures.ToJsonString());
return failed ? 1 : 0;
