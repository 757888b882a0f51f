using System.Runtime;
using System.Runtime.InteropServices;
using Dapper;
using Distribution.Benchmarks.Stage;
using Npgsql;

namespace Distribution.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static async Task Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        Report.Line($"{CpuModel()}, {Environment.ProcessorCount} cores, {memory:0.0} GiB");
        var collector = GCSettings.IsServerGC ? "server" : "workstation";
        Report.Line($"{RuntimeInformation.OSDescription}, {Kernel()}; {RuntimeInformation.FrameworkDescription}, {collector} GC");
        await using var connection = new NpgsqlConnection(BenchDatabase.Server);
        await connection.OpenAsync();
        var settings = await connection.QueryAsync<string>(
            "SELECT name || ' ' || setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers')");
        Report.Line($"PostgreSQL {connection.ServerVersion} ({string.Join(", ", settings)})");
    }

    private static string CpuModel()
    {
        const string facts = "/proc/cpuinfo";
        var lines = File.Exists(facts) ? File.ReadLines(facts) : [];
        var line = lines.FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Kernel()
    {
        const string version = "/proc/sys/kernel/osrelease";
        return File.Exists(version) ? $"kernel {File.ReadAllText(version).Trim()}" : "kernel unknown";
    }
}
