using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// A front end of the product: GraphQL over HTTP with a bearer token. Ids come as the UUIDs that the tests chose. An answer that gives away what is inside the system
/// fails the test, whatever it was asked for.
/// </summary>
public sealed class ApiClient(Uri address, string token = ApiClient.AdministratorToken) : IDisposable
{
    public const string AdministratorToken = "administrator-of-the-tests";

    /// <summary>The setting that makes a process know <see cref="AdministratorToken"/>, as an environment variable.</summary>
    public static readonly KeyValuePair<string, string> Setting = new("Distribution__AdministratorToken", AdministratorToken);

    /// <summary>Of stack traces, exceptions and other types of .NET, databases.</summary>
    private static readonly string[] Innards = ["\\n   at ", "Exception", "System.", "Orleans.", "Npgsql", "SQLite Error", ".cs:line"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>It may change: a process that starts again listens elsewhere.</summary>
    public Uri Address { get; set; } = address;

    /// <summary>How long the same request is sent again while the answer says that a retry can help. Not at all by default.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Gives a command and answers what it made; refused, it fails the test.</summary>
    /// <param name="arguments">Without a <c>commandId</c>, it gets a new one.</param>
    public async Task<JsonNode> Do(string mutation, object arguments, string selection = "__typename") =>
        Data(await Attempt(mutation, arguments, selection))[mutation]!;

    /// <summary>Gives a command and answers the whole body, with its refusals as errors.</summary>
    public async Task<JsonNode> Attempt(string mutation, object arguments, string selection = "__typename") =>
        Payloads.Unwrap(await Answer($"mutation {{ {Payloads.Field(mutation, GraphQLText.Arguments(arguments), selection)} }}"), mutation);

    /// <summary>The answer's data; an error fails the test.</summary>
    public async Task<JsonNode> Ask(string query, object? variables = null) => Data(await Answer(query, variables));

    /// <summary>The whole body.</summary>
    public async Task<JsonNode> Answer(string query, object? variables = null)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { query, variables });
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var (_, answer) = await Post(body);
            if (!CanRetry(answer) || patience.Elapsed > Patience)
            {
                return answer;
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Posts any text as JSON.</summary>
    public async Task<(int Status, JsonNode Answer)> Post(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "graphql"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Innards.ShouldAllBe(innards => !text.Contains(innards, StringComparison.Ordinal), text);
        return ((int)response.StatusCode, PlainIds.Read(text));
    }

    /// <summary>Gives a command with a file in its input's field <c>file</c>, and answers the whole body, with its refusals as errors.</summary>
    public async Task<JsonNode> Upload(string mutation, object arguments, string name, byte[] file, string selection = "__typename")
    {
        var field = Payloads.Field(mutation, $"{GraphQLText.Arguments(arguments)}, file: $file", selection);
        var operations = new JsonObject { ["query"] = $"mutation($file: Upload!) {{ {field} }}", ["variables"] = new JsonObject { ["file"] = null } };
        using var form = new MultipartFormDataContent
        {
            { new StringContent(operations.ToJsonString()), "operations" },
            { new StringContent("""{"0":["variables.file"]}"""), "map" },
            { new ByteArrayContent(file), "0", name },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "graphql")) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("GraphQL-Require-Preflight", "1");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Innards.ShouldAllBe(innards => !text.Contains(innards, StringComparison.Ordinal), text);
        return Payloads.Unwrap(PlainIds.Read(text), mutation);
    }

    /// <summary>What a subscription tells first, or why it does not open.</summary>
    public async Task<JsonNode> FirstEvent(string subscription)
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await using var events = await SentEvents.Open(http, subscription);
        return JsonNode.Parse((await events.Next())!["next ".Length..])!;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The stable code of the first error or refusal; null where there is none.</summary>
    public static string? CodeOf(JsonNode answer) => FirstError(answer)?["code"]?.GetValue<string>();

    private static JsonNode? FirstError(JsonNode answer) => answer["errors"]?[0]?["extensions"] ?? Payloads.Refusal(answer);

    private static JsonNode Data(JsonNode answer)
    {
        answer["errors"].ShouldBeNull();
        return answer["data"]!;
    }

    private static bool CanRetry(JsonNode answer) =>
        FirstError(answer) is { } error
        && error["retry"]?.GetValue<bool>() is true
        && error["code"]!.GetValue<string>() is "UNAVAILABLE" or "STORAGE_FAILED" or "OVERLOADED" or "TIMEOUT";
}
