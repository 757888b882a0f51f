using System.Text.Json.Nodes;
using Dapper;
using Distribution.Benchmarks.Stage;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;
using Npgsql;

namespace Distribution.Benchmarks.Memory;

/// <summary>
/// What a seat map of 80,000 places costs once it was sold out by 40,000 holds and as many confirmations, all of them still remembered: the
/// growth of the heap, after a full collection, with several such grains alive.
/// </summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const int Grains = 4;

    public string Name => "memory";

    public string Title => "one sold-out seat map of 80,000 places in memory";

    public async Task<JsonObject> Run(Pace pace)
    {
        await using var database = await BenchDatabase.Create();
        await using var host = await EngineHost.OnPostgreSql(database);
        var venue = await BenchVenue.Create(host.Grains, GeneratedHall.Stadium);

        // Everything that is there once: code, connections, the plan and its index.
        await Sale.Pairs((await venue.SeatMaps(1))[0], venue.Hall, 0, 2_000);
        var before = Heap.Size();
        var last = default(Catalog.Performance);
        for (var grain = 0; grain < Grains; grain++)
        {
            last = await venue.Performance();
            await Sale.Pairs(venue.SeatMap(last.Id), venue.Hall, 0, venue.Hall.Seats / 2);
        }

        var whole = Heap.ToMebibytes(Heap.Size() - before) / Grains;
        var plan = await host.Service<SeatingPlanStore>().Load(last!.Plan);
        var index = host.Service<PlaceIndexes>().Of(plan);
        var entries = await Entries(database, last.Id);
        var state = Heap.MebibytesOf(Grains, () => Replayed(index, entries));
        var commands = Heap.MebibytesOf(Grains, () => Remembered(entries));
        var shared = Heap.MebibytesOf(1, () => SharedIndex(plan));
        Report.Line($"  {whole:0.00} MiB for a grain; of that its state {state:0.00}");
        Report.Line($"  {commands:0.00} MiB of the state remember {entries.Count} commands");
        Report.Line($"  {shared:0.00} MiB for the index that all seat maps of a plan share");
        return new JsonObject
        {
            ["mib"] = Report.Figure(whole),
            ["state_mib"] = Report.Figure(state),
            ["commands_mib"] = Report.Figure(commands),
            ["shared_index_mib"] = Report.Figure(shared),
        };
    }

    private static async Task<List<JournalEntry>> Entries(BenchDatabase database, PerformanceId performance)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var rows = await connection.QueryAsync<byte[]>(
            "SELECT entries FROM seat_map_journal WHERE performance_id = @id ORDER BY version", new { id = performance.Value });
        return [.. rows.SelectMany(JournalCodec.Decode)];
    }

    private static SeatMapState Replayed(PlaceIndex index, List<JournalEntry> entries)
    {
        var state = new SeatMapState(index);
        foreach (var entry in entries)
        {
            state.Apply(entry);
        }

        return state;
    }

    private static CommandMemory Remembered(List<JournalEntry> entries)
    {
        var commands = new CommandMemory();
        foreach (var entry in entries)
        {
            commands.Add(entry.Context.Id, entry.Fingerprint, entry.At, entry.Version, entry.Answer);
        }

        return commands;
    }

    private static PlaceIndex SharedIndex(SeatingPlan plan) => new(plan);
}
