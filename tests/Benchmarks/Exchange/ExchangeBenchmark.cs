using System.Diagnostics;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.ScaleOut;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Sales;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.Exchange;

/// <summary>
/// One export of 80,000 places to a distributor, and one import of 100,000 sales of two performances from it. The product's silo is a process of its own;
/// the distributor is in this one, and PostgreSQL in a third: on a small machine all of them share its cores.
/// </summary>
internal sealed class ExchangeBenchmark : IBenchmark
{
    private const int Tickets = 100_000;

    public string Name => "exchange";

    public string Title => "an export of 80,000 places and an import of 100,000 sales, in one run each";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Url = new Uri("http://localhost:0"), DataDirectory = TestFolder.Create(), User = ExchangeStage.User, Password = ExchangeStage.Password });
        ExchangeStage stage;
        await using (var host = await EngineHost.OnPostgreSql(database))
        {
            stage = await ExchangeStage.Set(host.Grains, sandbox, 2 * pace.Rounds);
        }

        await using var cluster = await Cluster.Start(database, 1);
        var round = new Round(database, cluster, sandbox, stage);
        await round.WarmUp();
        var (exports, imports) = (new List<Measured>(), new List<Measured>());
        for (var turn = 0; turn < pace.Rounds; turn++)
        {
            exports.Add(await round.Export(2 * turn, isMeasured: true));
            await round.Export((2 * turn) + 1, isMeasured: false);
            await round.Sell(2 * turn);
            imports.Add(await round.Import());
        }

        var (export, import) = (Rounds.Median(exports, one => one.PerSecond), Rounds.Median(imports, one => one.PerSecond));
        var copied = Rounds.Median(imports, one => one.Baseline);
        return new JsonObject
        {
            ["export_places_per_s"] = Report.Figure(export.PerSecond),
            ["import_sales_per_s"] = Report.Figure(import.PerSecond),
            ["import_share"] = Report.Figure(import.PerSecond / copied.Baseline),
            // In later rounds the seat maps of those before are still open.
            ["export_mib"] = Report.Figure(exports[0].Mebibytes),
            ["import_mib"] = Report.Figure(imports[0].Mebibytes),
            ["copied_per_s"] = Report.Figure(copied.Baseline),
        };
    }

    /// <param name="Baseline">The same by a bare COPY; 0 for an export.</param>
    private sealed record Measured(double PerSecond, double Mebibytes, double Baseline = 0);

    private sealed class Round(BenchDatabase database, Cluster cluster, SandboxServer sandbox, ExchangeStage stage)
    {
        private readonly SandboxClient _distributor = new(sandbox.ControlUrl);
        private readonly int _silo = cluster.Silos.Single();
        private readonly IDistributorInterfaceGrain _interface = cluster.Grains.GetGrain<IDistributorInterfaceGrain>(stage.Interface.Value);
        private Footprint? _idle;

        /// <summary>A small export and a small import, so that the code is loaded. What the silo has after them is what it has when it is idle.</summary>
        public async Task WarmUp()
        {
            await Execute(new RunFunction(BenchVenue.Context(), DistributorFunction.ContingentExport, stage.Performances[^1]));
            await _distributor.Sell(new SaleOrder(ExchangeStage.Theirs(stage.Performances.Length - 1), Numbered: ExchangeStage.Few));
            await Execute(new RunFunction(BenchVenue.Context(), DistributorFunction.SalesImport));
            _idle = Footprint.Of(_silo);
            Report.Line($"  the silo has {_idle.Before:0} MiB when it is idle");
        }

        public async Task<Measured> Export(int turn, bool isMeasured)
        {
            _idle!.StartAgain();
            var (execution, took) = await Execute(new RunFunction(BenchVenue.Context(), DistributorFunction.ContingentExport, stage.Performances[turn]));
            var places = execution.Counts.Added;
            if (places != GeneratedHall.Stadium.Seats)
            {
                throw new InvalidOperationException($"The export brought {places} places to the distributor: {execution}");
            }

            var measured = new Measured(places / took.TotalSeconds, _idle.Peak());
            if (isMeasured)
            {
                Report.Line($"  export: {measured.PerSecond:0} places/s, {took.TotalSeconds:0.0} s, {measured.Mebibytes:0} MiB above idle");
            }

            return measured;
        }

        /// <summary>Three fifths of one performance, and the rest of another.</summary>
        public async Task Sell(int turn)
        {
            await _distributor.Sell(new SaleOrder(ExchangeStage.Theirs(turn), Numbered: Tickets * 3 / 5));
            await _distributor.Sell(new SaleOrder(ExchangeStage.Theirs(turn + 1), Numbered: Tickets * 2 / 5));
            Report.Line($"  the distributor has sold {Tickets} places");
        }

        public async Task<Measured> Import()
        {
            _idle!.StartAgain();
            var server = await database.ServerProcess();
            var (silo, postgres, here) = (ProcessTime.Of(_silo), ProcessTime.WithChildren(server), Environment.CpuUsage.TotalTime);
            var (execution, took) = await Execute(new RunFunction(BenchVenue.Context(), DistributorFunction.SalesImport));
            if (execution.Counts.Imported != Tickets)
            {
                throw new InvalidOperationException($"The import made {execution.Counts.Imported} tickets of {Tickets} sales: {execution}");
            }

            (silo, postgres, here) = (ProcessTime.Of(_silo) - silo, ProcessTime.WithChildren(server) - postgres, Environment.CpuUsage.TotalTime - here);
            var peak = _idle.Peak();
            var copied = await BareCopy.Of(database, execution.Id);
            var measured = new Measured(Tickets / took.TotalSeconds, peak, Tickets / copied.TotalSeconds);
            Report.Line($"  import: {measured.PerSecond:0} sales/s, {took.TotalSeconds:0.0} s, {peak:0} MiB above idle; a bare COPY {measured.Baseline:0}/s: {measured.PerSecond / measured.Baseline:0%}");
            Report.Line($"    of processor time a sale takes {silo.TotalMicroseconds / Tickets:0} µs of the silo, {postgres.TotalMicroseconds / Tickets:0} of PostgreSQL, {here.TotalMicroseconds / Tickets:0} of the distributor");
            return measured;
        }

        private async Task<(Execution Execution, TimeSpan Took)> Execute(RunFunction command)
        {
            var before = Stopwatch.GetTimestamp();
            var execution = (await _interface.Run(command)).Done();
            while (execution.State is ExecutionState.Running)
            {
                execution = (await _interface.WaitFor(execution.Id, TimeSpan.FromSeconds(30))).Done();
            }

            return (execution, Stopwatch.GetElapsedTime(before));
        }
    }
}
