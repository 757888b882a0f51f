using System.Diagnostics;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// Tidies up after the test process even when it is killed: a shell waits for its standard input to close, which happens
/// when this process ends, in whatever way, and then runs a command. The test platform ends its processes without notice.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Process _shell;

    /// <param name="command">Shell text; <c>$1</c> is the argument.</param>
    public Watchdog(string command, string argument) => _shell = Process.Start(
        new ProcessStartInfo("bash", ["-c", $"read -r _; {command}", "watchdog", argument]) { UseShellExecute = false, RedirectStandardInput = true })!;

    /// <summary>Calls it off.</summary>
    public void Dispose()
    {
        _shell.Kill();
        _shell.Dispose();
    }
}
