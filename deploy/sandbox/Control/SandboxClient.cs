using System.Net.Http.Json;
using System.Text.Json;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Files;
using Distribution.Sandbox.Sales;

namespace Distribution.Sandbox.Control;

/// <summary>The control API from C#. A refusal comes as a <see cref="RefusedException"/> with the sandbox's words.</summary>
/// <param name="control">Such as <c>http://localhost:5090/control/ticketnet</c>.</param>
public sealed class SandboxClient(Uri control) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"{control.AbsoluteUri.TrimEnd('/')}/") };

    public Task Reset() => Send(HttpMethod.Post, "reset", null);

    public Task<SandboxState> State() => Send<SandboxState>(HttpMethod.Get, "state", null);

    /// <param name="managerCode">Null leaves it as it is.</param>
    public Task SetCredentials(string user, string password, string? managerCode = null) =>
        Send(HttpMethod.Put, "credentials", new CredentialsOrder(user, password, managerCode));

    public Task Register(PerformanceRegistration performance) => Send(HttpMethod.Post, "performances", performance);

    public Task<AllotmentView> Allotment(string performance) =>
        Send<AllotmentView>(HttpMethod.Get, $"allotment?performance={Uri.EscapeDataString(performance)}", null);

    public Task SetLastVersion(string performance, long version) => Send(HttpMethod.Put, "version", new VersionOrder(performance, version));

    /// <summary>Sells by itself from now on; 0 stops.</summary>
    public Task SetRate(string performance, int ticketsPerMinute) => Send(HttpMethod.Put, "rate", new RateOrder(performance, ticketsPerMinute));

    public Task<IReadOnlyList<TicketView>> Sell(SaleOrder order) => Send<IReadOnlyList<TicketView>>(HttpMethod.Post, "sell", order);

    public Task<IReadOnlyList<TicketView>> Cancel(CancelOrder order) => Send<IReadOnlyList<TicketView>>(HttpMethod.Post, "cancel", order);

    public Task<IReadOnlyList<TicketView>> Tickets(string? performance = null) => Send<IReadOnlyList<TicketView>>(
        HttpMethod.Get, performance is null ? "tickets" : $"tickets?performance={Uri.EscapeDataString(performance)}", null);

    public Task SendAgain(string ticket, bool sameLine) => Send(HttpMethod.Post, "lines/again", new SendAgainOrder(ticket, sameLine));

    public Task<TicketView> SendGhost(GhostOrder order) => Send<TicketView>(HttpMethod.Post, "lines/ghost", order);

    /// <param name="json">What stands in the place of a line; null: an object of no known type.</param>
    public Task SendMalformed(string? json = null) => Send(HttpMethod.Post, "lines/malformed", new MalformedOrder(json is null ? null : JsonElement.Parse(json)));

    /// <summary>The same of a distributor that speaks XML: a text, well-formed or not.</summary>
    public Task SendMalformedText(string text) => Send(HttpMethod.Post, "lines/malformed", new MalformedOrder(JsonSerializer.SerializeToElement(text)));

    /// <summary>Tells a distributor without a machine what it has from now on.</summary>
    public Task Tell(ToldOrder order) => Send(HttpMethod.Post, "told", order);

    /// <summary>Has a distributor that makes files lay its new sales down as one.</summary>
    public Task<WrittenFileAnswer> WriteFile(FileOrder order) => Send<WrittenFileAnswer>(HttpMethod.Post, "files", order);

    /// <summary>Switches a failure on and answers its id.</summary>
    public async Task<long> SwitchOn(Failure failure) => (await Send<SwitchedOnAnswer>(HttpMethod.Post, "failures", failure)).Id;

    public Task<IReadOnlyList<SwitchedOn>> Failures() => Send<IReadOnlyList<SwitchedOn>>(HttpMethod.Get, "failures", null);

    public Task ClearFailures() => Send(HttpMethod.Delete, "failures", null);

    public Task ClearFailure(long id) => Send(HttpMethod.Delete, $"failures/{id}", null);

    public void Dispose() => _http.Dispose();

    private async Task<T> Send<T>(HttpMethod method, string path, object? body)
    {
        using var response = await Exchange(method, path, body);
        return (await response.Content.ReadFromJsonAsync<T>())!;
    }

    private async Task Send(HttpMethod method, string path, object? body) => (await Exchange(method, path, body)).Dispose();

    private async Task<HttpResponseMessage> Exchange(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        var response = await _http.SendAsync(request);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        var said = await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        response.Dispose();
        var error = said.StartsWith('{') && JsonElement.Parse(said).TryGetProperty("error", out var found) ? found : default;
        throw error.ValueKind == JsonValueKind.Object
            ? new RefusedException(status, error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!)
            : new RefusedException(status, "unknown", $"The sandbox answered {status} to {method} {path}.");
    }
}
