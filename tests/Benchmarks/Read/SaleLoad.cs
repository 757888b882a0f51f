using Distribution.Benchmarks.EndToEnd;
using Distribution.Benchmarks.Stage;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Read;

/// <summary>The sale of one performance, as fast as it goes.</summary>
/// <param name="Connections">Each buys two places after two places.</param>
internal sealed record SaleLoad(Uri Api, string Token, Guid Performance, int Connections, int Places)
{
    public async Task<int> Run(CancellationToken stop)
    {
        var sold = 0;
        async Task Buyer()
        {
            using var connection = new HttpConnection(HttpConnection.EndPointOf(Api), Token);
            await connection.Connect();
            while (!stop.IsCancellationRequested && Interlocked.Add(ref sold, 2) <= Places)
            {
                await Shop.Buy(connection, Performance, GeneratedHall.Category(sold / 2));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(Buyer, CancellationToken.None)));
        return Math.Min(sold, Places);
    }
}
