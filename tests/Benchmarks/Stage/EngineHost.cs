using Distribution.Silo;

namespace Distribution.Benchmarks.Stage;

/// <summary>The product's silo in this process, as it hosts itself, and its own client: grain calls cross no network.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EngineHost(WebApplication app) => _app = app;

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static Task<EngineHost> OnPostgreSql(BenchDatabase database) =>
        Start($"--{DistributionSettings.ConnectionStringSetting}={database.ConnectionString}");

    /// <summary>Embedded, with its SQLite database in a folder.</summary>
    public static Task<EngineHost> OnSqlite(string folder) => Start($"--{DistributionSettings.DataDirectorySetting}={folder}");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<EngineHost> Start(string setting)
    {
        var builder = WebApplication.CreateBuilder([setting, "--Logging:LogLevel:Default=Warning", Report.LogsWithIt]);
        builder.UseDistributionDefaults("http://127.0.0.1:0");
        var settings = DistributionSettings.From(builder.Configuration);
        var app = builder.UseDistributionSilo(settings).Build();
        await app.StartDistribution(settings);
        return new EngineHost(app);
    }
}
