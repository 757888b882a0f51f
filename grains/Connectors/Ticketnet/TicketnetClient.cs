using System.Net.Http.Headers;
using System.Text;
using Distribution.Connectors.Http;

namespace Distribution.Connectors.Ticketnet;

/// <summary>Makes the requests of Ticketnet's protocol.</summary>
internal sealed class TicketnetClient(HttpExchangeClient http)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<HttpExchange> Send(
        ConnectorLink link, ExchangePurpose purpose, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, HttpExchangeClient.Address(link.Url, path));
        var credentials = Encoding.UTF8.GetBytes($"{link.User}:{link.Password}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = body is null ? null : new WatchedContent(body, Json);
        return await http.Send(TicketnetConnector.TypeName, link, purpose, request, cancellationToken);
    }
}
