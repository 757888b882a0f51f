using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// The private PostgreSQL server of a test run, durable as a real one (fsync is on), on loopback. <c>tests/run</c> starts one
/// and passes its connection string; when a test is started otherwise, the first that needs a server starts one here.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>The environment variable with the connection string of a superuser.</summary>
    public const string Variable = "DISTRIBUTION_TEST_POSTGRES";

    /// <summary>
    /// Runs the server until standard input closes, which it does when the test process ends, in whatever way; and no longer
    /// than 40 minutes. The server's programs refuse to run as root.
    /// </summary>
    private const string Script = """
        set -eu
        folder=$1 bin=$2 port=$3
        as_postgres=
        if [ "$(id -u)" = 0 ]; then
            as_postgres='setpriv --reuid=postgres --regid=postgres --clear-groups'
            chown postgres "$folder"
        fi
        $as_postgres "$bin/initdb" -D "$folder/db" -U postgres -A trust -E UTF8 --locale=C.UTF-8 > /dev/null
        $as_postgres "$bin/postgres" -D "$folder/db" -h 127.0.0.1 -p "$port" -k "$folder" -c max_connections=300 < /dev/null &
        server=$!
        read -r -t 2400 || true
        kill -QUIT $server
        wait $server || true
        rm -rf "$folder"
        """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(Find);

    private readonly NpgsqlConnectionStringBuilder _admin;
    private int _databases;

    private PostgresServer(string admin) => _admin = new(admin);

    public static Task<PostgresServer> Shared => SharedServer.Value;

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await Execute($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_admin.ToString()) { Database = name, MaxPoolSize = 20, IncludeErrorDetail = true }.ToString();
    }

    public Task DropDatabase(string connectionString) =>
        Execute($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(_admin.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> Find() =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } running ? running : await Start());

    private static async Task<string> Start()
    {
        var binaries = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var port = FreePort();
        var server = Process.Start(new ProcessStartInfo("bash", ["-c", Script, "postgres", TestFolder.Create(), binaries, $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        await Ready(server).WaitAsync(StartLimit);
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    private static Task Ready(Process server)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("The PostgreSQL server ended before it was ready."));
            }
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        return ready.Task;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
