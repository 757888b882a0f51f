using System.Diagnostics;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;
using Orleans.Runtime;

namespace Distribution.Benchmarks.Recovery;

/// <summary>
/// How long the first call to a seat map that is in no memory takes: 80,000 places sold, from a snapshot that lacks the last 10,000
/// commands, out of PostgreSQL. The plan is in memory, as other performances of the hall have it; without it, its loading is told apart.
/// </summary>
internal sealed class RecoveryBenchmark : IBenchmark
{
    private const int Tail = 10_000;

    private const int Openings = 9;

    public string Name => "recovery";

    public string Title => "opening a seat map of 80,000 places from a snapshot and 10,000 journal entries";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var host = await EngineHost.OnPostgreSql(database);
        var venue = await BenchVenue.Create(host.Grains, GeneratedHall.Stadium);
        var performance = await venue.Performance();
        var store = host.Service<SeatingPlanStore>();
        var plan = await store.Load(performance.Plan);

        await SellWithTail(host, venue, performance, host.Service<PlaceIndexes>().Of(plan));
        var snapshot = await database.Number("SELECT length(body) FROM seat_map_snapshot");
        var rows = await database.Number(
            "SELECT count(*) FROM seat_map_journal j JOIN seat_map_snapshot s USING (performance_id) WHERE j.version > s.version");
        var times = new List<double>();
        for (var opening = 0; opening < Openings; opening++)
        {
            await CloseAll(host);
            var before = Stopwatch.GetTimestamp();
            var counts = (await venue.SeatMap(performance.Id).Counts()).Done();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            if (counts.Total.Sold != venue.Hall.Seats)
            {
                throw new InvalidOperationException($"{counts.Total.Sold} places are sold after opening, not {venue.Hall.Seats}.");
            }
        }

        GC.KeepAlive(plan);
        var (first, median) = (times[0], Rounds.Median(times, time => time));
        Report.Line($"  {median:0} ms, the first time {first:0} ms");
        Report.Line($"  from a snapshot of {snapshot / 1024.0 / 1024:0.0} MiB and {rows} rows with {Tail} entries");
        return new JsonObject { ["ms"] = Report.Figure(median), ["first_ms"] = Report.Figure(first), ["worst_ms"] = Report.Figure(times.Max()) };
    }

    /// <summary>Sells all; the snapshot stands before the last 5,000 holds and their confirmations.</summary>
    private static async Task SellWithTail(EngineHost host, BenchVenue venue, Performance performance, PlaceIndex index)
    {
        var pairs = venue.Hall.Seats / 2;
        await Sale.Pairs(venue.SeatMap(performance.Id), venue.Hall, 0, pairs - (Tail / 2));
        await CloseAll(host);
        var journal = host.Service<SeatMapJournal>();
        var opening = await journal.Open(performance.Id, CancellationToken.None);
        var state = opening.Restore(index);
        var bytes = new ByteWriter();
        SnapshotCodec.Encode(state)(bytes);
        if (!await journal.SaveSnapshot(performance.Id, opening.Epoch, state.Version, TimeProvider.System.GetUtcNow(), bytes.Written.ToArray()))
        {
            throw new InvalidOperationException("The snapshot was not taken.");
        }

        await Sale.Pairs(venue.SeatMap(performance.Id), venue.Hall, pairs - (Tail / 2), Tail / 2);
    }

    /// <summary>Returns when no seat map is in memory any more.</summary>
    private static Task CloseAll(EngineHost host) => host.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
}
