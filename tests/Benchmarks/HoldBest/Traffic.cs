using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;

namespace Distribution.Benchmarks.HoldBest;

/// <summary>What holds cost besides time: the numbers that the README reckons with.</summary>
internal sealed class Traffic
{
    private readonly BenchDatabase _database;
    private readonly (long Rows, long Bytes, long Log) _before;

    private Traffic(BenchDatabase database, (long Rows, long Bytes, long Log) before) => (_database, _before) = (database, before);

    public static async Task<Traffic> Start(BenchDatabase database) => new(database, await Read(database));

    public async Task Tell(LoadResult load, JsonObject figures)
    {
        var after = await Read(_database);
        var holds = (double)load.Done.Count;
        var (batch, journal, log) = (holds / (after.Rows - _before.Rows), (after.Bytes - _before.Bytes) / holds, (after.Log - _before.Log) / holds);
        var cpu = load.Cpu.TotalMicroseconds / holds;
        var allocated = load.Allocated / holds;
        Report.Line($"    batches of {batch:0}; for a hold {cpu:0.0} µs of processor time and {allocated:0} bytes of memory here");
        Report.Line($"    {journal:0} bytes of journal, {log:0} of PostgreSQL's log");
        figures["allocated_bytes"] = Report.Figure(allocated);
        figures["batch"] = Report.Figure(batch);
        figures["cpu_us"] = Report.Figure(cpu);
        figures["journal_bytes"] = Report.Figure(journal);
        figures["log_bytes"] = Report.Figure(log);
    }

    private static async Task<(long Rows, long Bytes, long Log)> Read(BenchDatabase database) => (
        await database.Number("SELECT count(*) FROM seat_map_journal"),
        await database.Number("SELECT coalesce(sum(length(entries)), 0) FROM seat_map_journal"),
        await database.Number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"));
}
