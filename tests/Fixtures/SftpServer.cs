using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Distribution.Tests.Fixtures;

/// <summary>Debian's SFTP server as an ordinary process on a free port of this machine, with a host key, a user's key and a configuration of its own. It serves a folder.</summary>
internal sealed class SftpServer : IAsyncDisposable
{
    private readonly string _own = TestFolder.Create();
    private Process? _process;

    private SftpServer(string folder)
    {
        Folder = folder;
    }

    /// <summary>What a client finds under <see cref="Url"/>.</summary>
    public string Folder { get; }

    public int Port { get; private set; }

    /// <summary>Who runs the tests: an SFTP server that is not root lets nobody else in.</summary>
    public string User => Environment.UserName;

    /// <summary>The private key that lets the user in.</summary>
    public string Key => File.ReadAllText(Path.Combine(_own, "user"));

    /// <summary>One that does not.</summary>
    public string OtherKey => File.ReadAllText(Path.Combine(_own, "other"));

    public Uri Url => new($"sftp://127.0.0.1:{Port}{Folder}");

    /// <summary>As people read it out.</summary>
    public async Task<string> Fingerprint() => (await Run("ssh-keygen", "-l", "-f", Path.Combine(_own, "host.pub"))).Split(' ')[1];

    public static async Task<SftpServer> Start(string? folder = null)
    {
        var server = new SftpServer(folder ?? TestFolder.Create());
        await server.NewKey("user");
        await server.NewKey("other");
        await server.NewKey("host");
        File.Copy(Path.Combine(server._own, "user.pub"), Path.Combine(server._own, "authorized_keys"));
        await server.StartProcess();
        return server;
    }

    /// <summary>It goes on, on the same port, as another machine would.</summary>
    public async Task ChangeHostKey()
    {
        await Stop();
        File.Delete(Path.Combine(_own, "host"));
        await NewKey("host");
        await StartProcess();
    }

    public async Task Stop()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Takes connections and answers nothing.</summary>
    public Task Freeze() => Run("kill", "-STOP", $"{_process!.Id}");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Stop();
        }
    }

    private Task NewKey(string name) => Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", Path.Combine(_own, name));

    private async Task StartProcess()
    {
        if (User == "root")
        {
            // Where a server that is root keeps the processes that talk to strangers.
            Directory.CreateDirectory("/run/sshd");
        }

        for (var tries = 0; ; tries++)
        {
            Port = Port == 0 || tries > 0 ? FreePort() : Port;
            var settings = Path.Combine(_own, "sshd_config");
            await File.WriteAllLinesAsync(settings,
            [
                $"Port {Port}", "ListenAddress 127.0.0.1", $"HostKey {_own}/host", $"AuthorizedKeysFile {_own}/authorized_keys", "PidFile none", "UsePAM no", "StrictModes no",
                "PermitRootLogin yes", "PasswordAuthentication yes", "KbdInteractiveAuthentication no", "Subsystem sftp internal-sftp", "ForceCommand internal-sftp", "LogLevel VERBOSE",
            ]);
            _process = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", settings]) { RedirectStandardError = true, UseShellExecute = false })!;
            if (await IsListening(_process))
            {
                return;
            }

            tries.ShouldBeLessThan(5, "The SFTP server does not start.");
        }
    }

    /// <summary>It says so on its own; whoever took the port in the meantime makes it end.</summary>
    private static async Task<bool> IsListening(Process process)
    {
        var listening = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("Server listening", StringComparison.Ordinal))
            {
                listening.TrySetResult(line.Data is not null);
            }
        };
        process.BeginErrorReadLine();
        return await listening.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
        return output;
    }
}
