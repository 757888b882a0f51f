using System.Globalization;
using System.Text;
using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.GraphQL;

/// <summary>A closed loop of one request again and again, or of holds, of which each is another.</summary>
/// <param name="Token">Null for a server that asks for none.</param>
internal sealed record AskLoad(Uri Server, string Path, string? Token, int Connections, double Seconds)
{
    public string? Request { get; init; }

    public IReadOnlyList<Guid> Performances { get; init; } = [];

    public int HoldsInEach { get; init; }

    public byte[] Example() => Request is null ? Hold(0) : Encoding.UTF8.GetBytes(Request);

    public async Task<AskTimes> Run()
    {
        var connections = new System.Collections.Concurrent.ConcurrentBag<HttpConnection>();
        while (connections.Count < Connections)
        {
            var connection = new HttpConnection(HttpConnection.EndPointOf(Server), Token);
            await connection.Connect();
            connections.Add(connection);
        }

        var same = Request is null ? null : Encoding.UTF8.GetBytes(Request);
        var calls = same is null ? (long)HoldsInEach * Performances.Count : long.MaxValue;
        var result = await ClosedLoop.Run(Connections, calls, TimeSpan.FromSeconds(Seconds), async number =>
        {
            _ = connections.TryTake(out var connection);
            if (await connection!.TryAsk(Path, same ?? Hold(number)) is { } refusal)
            {
                throw new InvalidOperationException($"{Server}{Path} answered {refusal}.");
            }

            connections.Add(connection!);
            return CallResult.Done;
        });
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return new AskTimes(result.DonePerSecond, result.Done.Milliseconds(0.5), result.Done.Milliseconds(0.99));
    }

    private byte[] Hold(long number) => Requests.Hold(Ids.Next(), Performances[(int)(number / HoldsInEach)], GeneratedHall.Category(number));
}

/// <param name="P50">In milliseconds, as <paramref name="P99"/>.</param>
internal sealed record AskTimes(double PerSecond, double P50, double P99)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0}/s, p50 {P50:0.00} ms, p99 {P99:0.00} ms");
}
