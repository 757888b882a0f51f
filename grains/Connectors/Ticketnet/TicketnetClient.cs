using System.Net.Http.Headers;
using System.Text;
using Distribution.Connectors.Http;
using Polly;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Sends one request to Ticketnet, with all that <see cref="TicketnetOptions"/> says of time-outs and retries.</summary>
internal sealed class TicketnetClient(IHttpClientFactory http)
{
    public const string HttpClientName = "Ticketnet";

    private static readonly HttpRequestOptionsKey<string> Circuit = new("Distribution.Ticketnet.Circuit");

    /// <summary>
    /// Exports and imports to one address have a circuit each: a failed export never stands in the way of an import. The library asks once with a
    /// request of its own, which has none.
    /// </summary>
    public static string CircuitOf(HttpRequestMessage request) => request.Options.TryGetValue(Circuit, out var circuit) ? circuit : "";

    public async Task<HttpExchange> Send(
        ConnectorLink link, TicketnetFunction function, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Address(link.Url, path));
        var credentials = Encoding.UTF8.GetBytes($"{link.User}:{link.Password}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = body is null ? null : new WatchedContent(body);
        request.Options.Set(Circuit, $"{function} {link.Url}");
        var log = AttemptLog.StartFor(request);
        try
        {
            using var client = http.CreateClient(HttpClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new HttpExchange.Answered(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken), log.Attempts);
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException)
        {
            return new HttpExchange.Failed(exception, log.Attempts);
        }
    }

    private static Uri Address(Uri url, string path) => new($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}

internal enum TicketnetFunction
{
    Export = 1,
    Import,
}
