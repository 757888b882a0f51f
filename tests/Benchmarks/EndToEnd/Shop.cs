using Distribution.Benchmarks.Load;
using Distribution.Benchmarks.Web;

namespace Distribution.Benchmarks.EndToEnd;

/// <summary>Holds the two best places of a category and confirms the hold, with a request for each.</summary>
internal static class Shop
{
    public static async ValueTask Buy(HttpConnection connection, Guid performance, string category)
    {
        var hold = Ids.Next();
        await connection.Ask(Requests.Hold(hold, performance, category));
        await connection.Ask(Requests.Confirm(Ids.Next(), performance, hold, Ids.Next()));
    }
}
