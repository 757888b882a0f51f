using System.Text.Json;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Oversell;

/// <summary>
/// One client on a connection of its own: it holds the two best places and confirms them, again and again, until nothing is left. What went
/// wrong and may be tried again is tried again under the same command id, since the first try may have succeeded.
/// </summary>
internal sealed class Buyer(Cluster cluster, Guid performance, Books books, Func<CancellationToken, Task> pause)
{
    private const string NothingLeft = "NOT_ENOUGH_PLACES";

    private HttpConnection? _connection;

    public async Task BuyUntilNothingIsLeft(CancellationToken deadline)
    {
        while (true)
        {
            var (hold, order) = (Ids.Next(), Ids.Next());
            if (await Ask(Requests.Hold(hold, performance, category: null), deadline) is null)
            {
                _connection?.Dispose();
                return;
            }

            var places = await Ask(Requests.Confirm(Ids.Next(), performance, hold, order), deadline)
                ?? throw new InvalidOperationException("There were not enough places for a hold that was there.");
            books.Confirmed(order, places);
        }
    }

    /// <returns>The places the answer names; null when nothing is left.</returns>
    private async Task<IReadOnlyList<string>?> Ask(byte[] request, CancellationToken deadline)
    {
        while (true)
        {
            var error = await Try(request);
            if (error is null)
            {
                return Places(_connection!.Body);
            }

            if (error.Code == NothingLeft)
            {
                return null;
            }

            if (!error.MayRetry)
            {
                throw new InvalidOperationException($"A client was answered {error}.");
            }

            await pause(deadline);
        }
    }

    private async Task<GraphError?> Try(byte[] request)
    {
        try
        {
            if (_connection is null)
            {
                _connection = new HttpConnection(HttpConnection.EndPointOf(cluster.Api), cluster.SellerToken);
                await _connection.Connect();
            }

            return await _connection.TryAsk(request);
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            _connection?.Dispose();
            _connection = null;
            return new GraphError("CONNECTION", MayRetry: true, problem.Message);
        }
    }

    private static List<string> Places(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        var result = answer.RootElement.GetProperty("data").EnumerateObject().First().Value.EnumerateObject().First().Value;
        return [.. result.GetProperty("places").EnumerateArray().Select(place => place.GetString()!)];
    }
}
