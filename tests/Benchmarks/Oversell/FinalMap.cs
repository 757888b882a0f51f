using System.Text.Json;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.Oversell;

/// <summary>The seat map as the API shows it in the end: the order of every sold place, and the counts.</summary>
internal sealed record FinalMap(IReadOnlyDictionary<string, Guid> Orders, int Places, int Free, int Held, int Sold)
{
    private const int Page = 5_000;

    public static async Task<FinalMap> Read(HttpConnection api, Guid performance)
    {
        var orders = new Dictionary<string, Guid>(StringComparer.Ordinal);
        int? after = null;
        do
        {
            await api.Ask(Requests.Places(performance, after, Page));
            using var answer = JsonDocument.Parse(api.Body);
            var page = answer.RootElement.GetProperty("data").GetProperty("performance").GetProperty("places");
            foreach (var place in page.GetProperty("places").EnumerateArray().Where(place => place.GetProperty("status").GetString() == "SOLD"))
            {
                orders.Add(place.GetProperty("name").GetString()!, place.GetProperty("order").GetGuid());
            }

            after = page.GetProperty("after") is { ValueKind: JsonValueKind.Number } next ? next.GetInt32() : null;
        }
        while (after is not null);

        await api.Ask(Requests.Counts(performance));
        using var counted = JsonDocument.Parse(api.Body);
        var total = counted.RootElement.GetProperty("data").GetProperty("performance").GetProperty("counts").GetProperty("total");
        int Count(string name) => total.GetProperty(name).GetInt32();
        return new FinalMap(orders, Count("places"), Count("free"), Count("held"), Count("sold"));
    }
}
