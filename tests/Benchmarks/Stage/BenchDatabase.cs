using System.Globalization;
using Npgsql;

namespace Distribution.Benchmarks.Stage;

/// <summary>A database of its own on the private PostgreSQL server that <c>run</c> started.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a superuser.</summary>
    public const string Variable = "DISTRIBUTION_TEST_POSTGRES";

    private static int _databases;

    private BenchDatabase(string connectionString) => ConnectionString = connectionString;

    public static string Server { get; } = Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} is not set: start this with tests/Benchmarks/run.");

    public string ConnectionString { get; }

    public static async Task<BenchDatabase> Create()
    {
        var name = $"bench_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await Execute(Server, $"CREATE DATABASE {name}");
        return new BenchDatabase(new NpgsqlConnectionStringBuilder(Server) { Database = name, IncludeErrorDetail = true }.ToString());
    }

    public Task Execute(string sql) => Execute(ConnectionString, sql);

    public async Task<long> Number(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>The process id of the server.</summary>
    public async Task<int> ServerProcess()
    {
        var backend = await Number("SELECT pg_backend_pid()");
        // Its second word after the program's name is the parent.
        var words = (await File.ReadAllTextAsync($"/proc/{backend}/stat")).Split(' ');
        return int.Parse(words[3], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() =>
        await Execute(Server, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(ConnectionString).Database} WITH (FORCE)");

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
