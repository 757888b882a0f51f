using System.Collections.Concurrent;
using System.Diagnostics;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// A program of the product in a process of its own, so that it can be killed like one. It listens on a free port of its
/// choice, and has started once it says where.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string ListeningMark = "Now listening on: ";

    private readonly Process _process;
    private readonly Watchdog _watchdog;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Launch launch, IEnumerable<KeyValuePair<string, string>> settings)
    {
        _process = new Process { StartInfo = StartInfo(launch, settings) };
        _process.OutputDataReceived += (_, line) => Heard(line.Data, _output);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data, _errors);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _watchdog = new Watchdog("kill -9 $1", $"{_process.Id}");
    }

    public int Id => _process.Id;

    /// <summary>Everything it wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    /// <summary>Where it answers HTTP.</summary>
    public Uri Url => _listening.Task.Result;

    /// <summary>Starts a program and waits until it answers its health check.</summary>
    /// <param name="launch">Its folder, such as <c>api</c>, or more.</param>
    /// <param name="settings">Environment variables.</param>
    public static async Task<ServerProcess> Start(Launch launch, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var server = new ServerProcess(launch, settings);
        try
        {
            var url = await server._listening.Task.WaitAsync(TimeSpan.FromSeconds(90));
            using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
            (await http.GetAsync("/health")).EnsureSuccessStatusCode();
            return server;
        }
        catch (Exception problem)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{launch.Project} did not start: {problem.Message}\n{server.Output}\n{server.Errors}", problem);
        }
    }

    /// <summary>Runs a program that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunToEnd(
        Launch launch, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        await using var server = new ServerProcess(launch, settings);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await server._process.WaitForExitAsync(deadline.Token);
        return (server._process.ExitCode, server.Output, server.Errors);
    }

    /// <summary>SIGKILL: the process has no say in it.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _watchdog.Dispose();
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private void Heard(string? line, ConcurrentQueue<string> lines)
    {
        if (line is null)
        {
            _listening.TrySetException(new InvalidOperationException("It ended before it listened."));
            return;
        }

        lines.Enqueue(line);
        var mark = line.IndexOf(ListeningMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            _listening.TrySetResult(new Uri(line[(mark + ListeningMark.Length)..].Trim()));
        }
    }

    private static ProcessStartInfo StartInfo(Launch launch, IEnumerable<KeyValuePair<string, string>> settings)
    {
        string[] command = [.. launch.Cores is { } cores ? ["taskset", "-c", cores] : Array.Empty<string>(), "dotnet", Repository.Program(launch.Project), .. launch.Arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = TestFolder.Create(),
        };
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool IsSetting(string variable) =>
        new[] { "ASPNETCORE_", "DOTNET_ENVIRONMENT", "Distribution__", "ConnectionStrings__" }
            .Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Which program to start, and how.</summary>
/// <param name="Project">Its folder, such as <c>api</c>.</param>
/// <param name="Cores">The only processor cores it may use, as <c>taskset</c> lists them; null: any.</param>
public sealed record Launch(string Project, string? Cores = null, params string[] Arguments)
{
    public static implicit operator Launch(string project) => new(project);
}
