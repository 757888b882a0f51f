using System.Buffers.Text;
using System.Text.Json;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Oversell;

/// <summary>The seat map as the API shows it in the end: the order of every sold place, and the counts.</summary>
internal sealed record FinalMap(IReadOnlyDictionary<string, Guid> Orders, int Places, int Free, int Held, int Sold)
{
    private const int Page = 1_000;

    public static async Task<FinalMap> Read(HttpConnection api, Guid performance)
    {
        var orders = new Dictionary<string, Guid>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            await api.Ask(Requests.Places(performance, after, Page));
            using var answer = JsonDocument.Parse(api.Body);
            var page = answer.RootElement.GetProperty("data").GetProperty("performance").GetProperty("places");
            foreach (var place in page.GetProperty("nodes").EnumerateArray().Where(place => place.GetProperty("status").GetString() == "SOLD"))
            {
                orders.Add(place.GetProperty("name").GetString()!, OrderOf(place.GetProperty("orderId").GetString()!));
            }

            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);

        await api.Ask(Requests.Counts(performance));
        using var counted = JsonDocument.Parse(api.Body);
        var total = counted.RootElement.GetProperty("data").GetProperty("performance").GetProperty("counts").GetProperty("total");
        int Count(string name) => total.GetProperty(name).GetInt32();
        return new FinalMap(orders, Count("places"), Count("free"), Count("held"), Count("sold"));
    }

    /// <summary>An id is its type, an underscore and the 16 bytes of the UUID that the buyer chose.</summary>
    private static Guid OrderOf(string id) => new(Base64Url.DecodeFromChars(id.AsSpan(id.Length - 22)), bigEndian: true);
}
