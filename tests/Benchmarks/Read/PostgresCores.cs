using System.Diagnostics;
using System.Globalization;

namespace Distribution.Benchmarks.Read;

/// <summary>
/// Keeps a PostgreSQL server to some processor cores until disposed: the server and what it has started; what it starts later inherits that.
/// </summary>
internal sealed class PostgresCores : IDisposable
{
    private readonly int _server;

    private PostgresCores(int server) => _server = server;

    /// <param name="server">The process id of the server.</param>
    /// <param name="cores">As <c>taskset</c> lists them.</param>
    public static PostgresCores Keep(int server, string cores)
    {
        Set(server, cores);
        return new PostgresCores(server);
    }

    public void Dispose() => Set(_server, $"0-{Environment.ProcessorCount - 1}");

    private static void Set(int server, string cores)
    {
        foreach (var process in Children(server).Prepend(server))
        {
            using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-pc", cores, process.ToString(CultureInfo.InvariantCulture)])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            taskset.StandardOutput.ReadToEnd();
            taskset.WaitForExit();
        }
    }

    private static IEnumerable<int> Children(int parent)
    {
        var list = $"/proc/{parent}/task/{parent}/children";
        return File.Exists(list)
            ? File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            : [];
    }
}
