using System.Globalization;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.HoldBest;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;
using Distribution.SeatMaps;
using Orleans.Runtime;

namespace Distribution.Benchmarks.ScaleOut;

/// <summary>
/// Many performances on sale at once, on one silo and on two, each silo a process that is kept to a core of its own. The clients and PostgreSQL take
/// whatever is left, so on a small machine the rates say little: what a hold costs a silo does.
/// </summary>
internal sealed class ScaleOutBenchmark : IBenchmark
{
    private const int Performances = 16;

    private const int Callers = 512;

    public string Name => "scale_out";

    public string Title => $"{Performances} performances on sale at once, on one silo and on two, each kept to a core";

    public async Task<JsonObject> Run(Pace pace)
    {
        var figures = new JsonObject();
        var costs = new List<double>();
        foreach (var silos in new[] { 1, 2 })
        {
            await using var database = await BenchDatabase.Create();
            string[] cores = [.. Enumerable.Range(0, silos).Select(core => (core % Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture))];
            await using var cluster = await Cluster.Start(database, silos, cores);
            var venue = await BenchVenue.Create(cluster.Grains, GeneratedHall.Arena);
            await Sell(await venue.SeatMaps(Performances), venue.Hall, pace.WarmUp * 3);

            var rounds = new List<Usage>();
            for (var round = 0; round < pace.Rounds; round++)
            {
                rounds.Add(await Measure(database, cluster, venue, pace.Round));
            }

            var median = Rounds.Median(rounds, usage => usage.HoldsPerSecond);
            costs.Add(median.SiloMicroseconds);
            Tell(figures, silos, median);
        }

        figures["cost_growth"] = Report.Figure(costs[1] / costs[0]);
        return figures;
    }

    private static async Task<Usage> Measure(BenchDatabase database, Cluster cluster, BenchVenue venue, TimeSpan time)
    {
        var maps = await venue.SeatMaps(Performances);
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var places = await Task.WhenAll(maps.Select(map => management.GetActivationAddress(map).AsTask()));
        var server = await database.ServerProcess();
        var (silosBefore, serverBefore) = (SiloTime(cluster), ProcessTime.WithChildren(server));
        var load = await Sell(maps, venue.Hall, time);
        var (silos, postgres) = (SiloTime(cluster) - silosBefore, ProcessTime.WithChildren(server) - serverBefore);
        var holds = (double)load.Done.Count;
        return new Usage(
            load.DonePerSecond,
            silos.TotalMicroseconds / holds,
            postgres.TotalMicroseconds / holds,
            load.Cpu.TotalMicroseconds / holds,
            load.Done.Milliseconds(0.99),
            places.GroupBy(at => at).Max(silo => silo.Count()));
    }

    private static TimeSpan SiloTime(Cluster cluster) => cluster.Silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + ProcessTime.Of(silo));

    /// <summary>All performances at the same time.</summary>
    private static Task<LoadResult> Sell(IReadOnlyList<ISeatMapGrain> maps, GeneratedHall hall, TimeSpan time) =>
        ClosedLoop.Run(Callers, (long)BestHolds.PerPerformance(hall) * maps.Count, time, async number =>
        {
            var map = maps[(int)(number % maps.Count)];
            var category = GeneratedHall.Category(number / maps.Count);
            (await map.HoldBest(new HoldBestAvailable(BenchVenue.Context(), null, category, null, 2, BestHolds.Duration))).Done();
            return CallResult.Done;
        });

    private static void Tell(JsonObject figures, int silos, Usage usage)
    {
        var all = usage.SiloMicroseconds + usage.PostgresMicroseconds + usage.LoadMicroseconds;
        Report.Line($"  {silos} silos: {usage.HoldsPerSecond:0} holds/s, p99 {usage.P99:0.0} ms, at most {usage.Most} of {Performances} performances on a silo");
        Report.Line(
            $"    a hold takes {usage.SiloMicroseconds:0.0} µs of a silo, {usage.PostgresMicroseconds:0.0} of PostgreSQL, {usage.LoadMicroseconds:0.0} of the clients: {usage.LoadMicroseconds / all:0%}");
        var at = silos.ToString(CultureInfo.InvariantCulture);
        figures[$"holds_per_s_{at}"] = Report.Figure(usage.HoldsPerSecond);
        figures[$"silo_us_{at}"] = Report.Figure(usage.SiloMicroseconds);
        figures[$"postgres_us_{at}"] = Report.Figure(usage.PostgresMicroseconds);
        figures[$"load_share_{at}"] = Report.Figure(usage.LoadMicroseconds / all);
        figures[$"most_on_a_silo_{at}"] = usage.Most;
    }

    /// <summary>What one round came to; microseconds of processor time are for one hold.</summary>
    /// <param name="Most">Performances on the silo that has most of them.</param>
    private sealed record Usage(
        double HoldsPerSecond, double SiloMicroseconds, double PostgresMicroseconds, double LoadMicroseconds, double P99, int Most);
}
