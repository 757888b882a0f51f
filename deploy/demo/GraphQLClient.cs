using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Distribution.Demo;

/// <summary>A client of the product's API like any other: GraphQL over HTTP with a bearer token.</summary>
internal sealed class GraphQLClient : IDisposable
{
    private readonly HttpClient _http;

    public GraphQLClient(Uri api, string token)
    {
        _http = new HttpClient { BaseAddress = api, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Every command has an id of the caller's choice; what it makes bears it.</summary>
    public static string NewCommand() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    /// <summary>The answer's <c>data</c>.</summary>
    /// <exception cref="InvalidOperationException">The API answered errors: the message lists them.</exception>
    public async Task<JsonElement> Ask(string query, object? variables = null)
    {
        using var response = await _http.PostAsJsonAsync("graphql", new { query, variables = variables ?? new { } });
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        if (document.RootElement.TryGetProperty("errors", out var errors))
        {
            throw new InvalidOperationException(string.Join("\n", errors.EnumerateArray().Select(Line)));
        }

        return document.RootElement.GetProperty("data").Clone();
    }

    /// <summary>Gives a command under a new id and answers what it made.</summary>
    /// <param name="input">The command's fields but for its id.</param>
    /// <param name="selection">The result's field with what to answer of it, such as <c>venue { id }</c>.</param>
    /// <exception cref="InvalidOperationException">It was refused: the message lists why.</exception>
    public async Task<JsonElement> Do(string mutation, object input, string selection, string? command = null)
    {
        var fields = JsonSerializer.SerializeToNode(input, JsonSerializerOptions.Web)!.AsObject();
        fields["commandId"] = command ?? NewCommand();
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        var data = await Ask($"mutation($input: {type}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code message }} }} }}", new { input = fields });
        var payload = data.GetProperty(mutation);
        var refusals = payload.GetProperty("userErrors").EnumerateArray().Select(error => $"{error.GetProperty("code")}: {error.GetProperty("message")}").ToList();
        return refusals.Count == 0 ? payload.EnumerateObject().First().Value : throw new InvalidOperationException($"{mutation}: {string.Join("\n", refusals)}");
    }

    public void Dispose() => _http.Dispose();

    private static string Line(JsonElement error) =>
        $"{error.GetProperty("extensions").GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}";
}
