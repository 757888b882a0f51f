using System.Diagnostics;
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

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(Find);

    /// <summary>Held: were it collected, its standard input would close.</summary>
    private static Process? _server;

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

    /// <summary>The server ends when its standard input closes, which it does when this process ends, in whatever way.</summary>
    private static async Task<string> Start()
    {
        _server = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "tests", "postgres")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await _server.StandardOutput.ReadLineAsync().WaitAsync(StartLimit)
            ?? throw new InvalidOperationException("The PostgreSQL server ended before it was ready; is postgresql installed? See tests/run.");
    }
}
