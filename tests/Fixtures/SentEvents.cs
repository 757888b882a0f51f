using System.Net;
using System.Text;
using System.Text.Json;

namespace Distribution.Tests.Fixtures;

/// <summary>An operation followed over server-sent events; its events are read as <c>name data</c>.</summary>
internal sealed class SentEvents : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private SentEvents(HttpClient client, HttpResponseMessage response, StreamReader lines)
    {
        _client = client;
        _response = response;
        _lines = lines;
    }

    /// <param name="client">With the address and the token; it goes with the stream.</param>
    public static async Task<SentEvents> Open(HttpClient client, string query)
    {
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        var body = new StringContent(JsonSerializer.Serialize(new { query }), Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = body };
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new SentEvents(client, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Null at the end.</summary>
    public async Task<string?> Next()
    {
        string name = "";
        while (await _lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return $"{name} {line[5..].TrimStart()}";
            }
        }

        return null;
    }

    public async Task Comment()
    {
        while (await _lines.ReadLineAsync().WaitAsync(Patience) is not ":")
        {
        }
    }

    public async Task<List<string>> Rest()
    {
        var events = new List<string>();
        while (await Next() is { } next)
        {
            events.Add(next);
        }

        return events;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
