using Polly;

namespace Distribution.Connectors.Http;

/// <summary>Sends one request with all that <see cref="HttpExchangeOptions"/> says of time-outs, retries and sizes.</summary>
internal sealed class HttpExchangeClient(IHttpClientFactory http)
{
    private static readonly HttpRequestOptionsKey<string> Circuit = new("Distribution.Circuit");

    /// <summary>The circuit a request belongs to. The library asks once with a request of its own, which has none.</summary>
    public static string CircuitOf(HttpRequestMessage request) => request.Options.TryGetValue(Circuit, out var circuit) ? circuit : "";

    /// <summary>A path of the distributor's, below the address of the set-up.</summary>
    public static Uri Address(Uri url, string path) => new($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");

    /// <param name="connector">As given to <see cref="HttpExchangeRegistration.AddHttpExchange"/>.</param>
    public async Task<HttpExchange> Send(
        string connector, ConnectorLink link, ExchangePurpose purpose, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(Circuit, $"{purpose} {link.Url}");
        var log = AttemptLog.StartFor(request);
        var began = link.Trace?.Time.GetUtcNow() ?? default;
        var exchange = await Send(connector, request, log, cancellationToken);
        if (link.Trace is { } trace)
        {
            var answered = exchange as HttpExchange.Answered;
            trace.Add(
                link,
                began,
                $"{request.Method} {request.RequestUri}",
                (request.Content as WatchedContent)?.Body,
                (int?)answered?.Status,
                answered?.Body,
                exchange.Attempts.Count,
                (exchange as HttpExchange.Failed)?.Cause.Message);
        }

        return exchange;
    }

    private async Task<HttpExchange> Send(string connector, HttpRequestMessage request, AttemptLog log, CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(connector);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new HttpExchange.Answered(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken), log.Attempts);
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException)
        {
            return new HttpExchange.Failed(exception, log.Attempts);
        }
    }
}
