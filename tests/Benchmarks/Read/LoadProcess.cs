using Distribution.Benchmarks.GraphQL;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.Read;

/// <summary>
/// A load generator in a process of its own, which can be kept to some of the processor cores. It is told what to do over HTTP.
/// </summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    /// <summary>On the command line, instead of the names of benchmarks.</summary>
    public const string Argument = "--load";

    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private LoadProcess(ServerProcess process)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = process.Url, Timeout = TimeSpan.FromMinutes(1) };
    }

    /// <param name="cores">As <c>taskset</c> lists them; null: any.</param>
    public static async Task<LoadProcess> Start(string? cores) => new(await ServerProcess.Start(new Launch("tests/Benchmarks", cores, Argument)));

    /// <summary>Sells a performance until <see cref="StopSale"/>, or until nothing is left.</summary>
    public Task StartSale(SaleLoad sale) => Post<int>("/start-sale", sale);

    /// <returns>How many places were sold.</returns>
    public Task<int> StopSale() => Post<int>("/stop-sale", new { });

    public Task<AskTimes> Ask(AskLoad load) => Post<AskTimes>("/ask", load);

    public Task<ReadTimes> Read(ReadLoad reads) => Post<ReadTimes>("/read", reads);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    /// <summary>What the process does.</summary>
    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var app = builder.Build();
        var (selling, stop) = (Task.FromResult(0), new CancellationTokenSource());
        app.MapGet("/health", () => "healthy");
        app.MapPost("/start-sale", (SaleLoad sale) =>
        {
            stop = new CancellationTokenSource();
            selling = sale.Run(stop.Token);
            return 0;
        });
        app.MapPost("/stop-sale", async () =>
        {
            await stop.CancelAsync();
            return await selling;
        });
        app.MapPost("/ask", (AskLoad load) => load.Run());
        app.MapPost("/read", (ReadLoad reads) => reads.Run());
        await app.RunAsync();
    }

    private async Task<T> Post<T>(string path, object body)
    {
        var answer = await _http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }
}
