using System.Diagnostics;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>A script that runs beside a test: it says how far it is, one line each time, and the test says when it may go on.</summary>
internal sealed class NodeScript : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Watchdog _watchdog;
    private readonly Task<string> _errors;

    public NodeScript(string folder, IEnumerable<string> arguments)
    {
        _process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _watchdog = new Watchdog("kill -9 $1", $"{_process.Id}");
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Waits for the next line, which has to be this one.</summary>
    public async Task Says(string line)
    {
        var said = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (said != line)
        {
            throw new InvalidOperationException($"The script was to say \"{line}\", not \"{said}\". {(said is null ? await _errors : "")}");
        }
    }

    public Task GoOn() => _process.StandardInput.WriteLineAsync();

    public void Dispose()
    {
        _watchdog.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
