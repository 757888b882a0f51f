using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Web;
using Distribution.Tests.Fixtures;

namespace Distribution.Benchmarks.GraphQL;

/// <summary>The API with everything in its process, on SQLite in a folder of its own.</summary>
internal sealed class EmbeddedApi : IAsyncDisposable
{
    public const string Token = "administrator-of-a-benchmark";

    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private EmbeddedApi(ServerProcess process)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = process.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public Uri Url => _process.Url;

    public static async Task<EmbeddedApi> Start() => new(await Launch());

    /// <summary>From the start of the process, on an empty folder, to the answer to a query.</summary>
    public static async Task<TimeSpan> MedianStart(int rounds)
    {
        var times = new List<TimeSpan>();
        while (times.Count < rounds)
        {
            var start = Stopwatch.GetTimestamp();
            await using var api = await Start();
            await api.Ask(System.Text.Encoding.UTF8.GetBytes(ShopHall.VersionRequest));
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return Rounds.Median(times, time => time.TotalSeconds);
    }

    /// <returns>The whole answer, which has no error in it.</returns>
    public async Task<byte[]> Ask(byte[] request)
    {
        using var content = BareEndpoint.Json(request);
        var response = await _http.PostAsync(Graph.Path, content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode && answer.AsSpan().IndexOf("\"errors\""u8) < 0
            ? answer
            : throw new InvalidOperationException($"The API answered {GraphError.Read((int)response.StatusCode, answer)}.");
    }

    /// <summary>A command that makes something, of which it is the id.</summary>
    public async Task<Guid> Make(string mutation, string inputType, Func<Guid, object> input)
    {
        var id = Ids.Next();
        var answer = JsonNode.Parse(await Ask(JsonSerializer.SerializeToUtf8Bytes(new
        {
            query = $"mutation($input: {inputType}!) {{ {mutation}(input: $input) {{ userErrors {{ message }} }} }}",
            variables = new { input = input(id) },
        })))!;
        return answer["data"]![mutation]!["userErrors"]!.AsArray() is { Count: > 0 } errors
            ? throw new InvalidOperationException($"{mutation}: {errors.ToJsonString()}")
            : id;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private static Task<ServerProcess> Launch() => ServerProcess.Start("api",
    [
        new("Distribution__AdministratorToken", Token),
        new("Logging__LogLevel__Default", "Warning"),
        // Where it listens is read from the log.
        new("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
        .. Cluster.Unlimited,
    ]);
}
