using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Distribution.Demo;

/// <summary>A client of the product's API like any other: GraphQL over HTTP with a bearer token.</summary>
internal sealed class GraphQLClient : IDisposable
{
    private readonly HttpClient _http;

    public GraphQLClient(Uri api, string token)
    {
        _http = new HttpClient { BaseAddress = api, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // A multipart request needs it: a form of another site can't send it.
        _http.DefaultRequestHeaders.Add("GraphQL-Require-Preflight", "1");
    }

    /// <summary>Every command has an id of the caller's choice; what it makes bears it.</summary>
    public static string NewCommand() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    /// <summary>The answer's <c>data</c>.</summary>
    /// <exception cref="InvalidOperationException">The API answered errors: the message lists them.</exception>
    public async Task<JsonElement> Ask(string query, object? variables = null)
    {
        using var content = JsonContent.Create(new { query, variables = variables ?? new { } });
        return await Post(content);
    }

    /// <summary>Gives a command under a new id and answers what it made.</summary>
    /// <param name="input">The command's fields but for its id.</param>
    /// <param name="selection">The result's field with what to answer of it, such as <c>venue { id }</c>.</param>
    /// <exception cref="InvalidOperationException">It was refused: the message lists why.</exception>
    public async Task<JsonElement> Do(string mutation, object input, string selection, string? command = null)
    {
        using var content = JsonContent.Create(Operation(mutation, input, selection, command));
        return Made(mutation, await Post(content));
    }

    /// <summary>The same of a command with a file in its field <c>file</c>: a GraphQL multipart request.</summary>
    /// <exception cref="InvalidOperationException">It was refused: the message lists why.</exception>
    public async Task<JsonElement> Upload(string mutation, object input, string selection, string name, byte[] file, string command)
    {
        var operation = Operation(mutation, input, selection, command);
        operation["variables"]!["input"]!["file"] = null;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(operation.ToJsonString()), "operations" },
            { new StringContent("""{"0":["variables.input.file"]}"""), "map" },
            { new ByteArrayContent(file), "0", name },
        };
        return Made(mutation, await Post(form));
    }

    /// <summary>A file of the API.</summary>
    public Task<string> Download(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    public void Dispose() => _http.Dispose();

    private static JsonObject Operation(string mutation, object input, string selection, string? command)
    {
        var fields = JsonSerializer.SerializeToNode(input, JsonSerializerOptions.Web)!.AsObject();
        fields["commandId"] = command ?? NewCommand();
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        var query = $"mutation($input: {type}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code message }} }} }}";
        return new JsonObject { ["query"] = query, ["variables"] = new JsonObject { ["input"] = fields } };
    }

    private static JsonElement Made(string mutation, JsonElement data)
    {
        var payload = data.GetProperty(mutation);
        var refusals = payload.GetProperty("userErrors").EnumerateArray().Select(error => $"{error.GetProperty("code")}: {error.GetProperty("message")}").ToList();
        return refusals.Count == 0 ? payload.EnumerateObject().First().Value : throw new InvalidOperationException($"{mutation}: {string.Join("\n", refusals)}");
    }

    private async Task<JsonElement> Post(HttpContent content)
    {
        using var response = await _http.PostAsync(new Uri("graphql", UriKind.Relative), content);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException(string.Join("\n", errors.EnumerateArray().Select(Line)))
            : document.RootElement.GetProperty("data").Clone();
    }

    private static string Line(JsonElement error) =>
        $"{error.GetProperty("extensions").GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}";
}
