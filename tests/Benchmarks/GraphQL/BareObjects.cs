using System.Text.Json;

namespace Distribution.Benchmarks.GraphQL;

/// <summary>What a minimal API would answer instead of each GraphQL request: records, which ASP.NET makes into JSON.</summary>
internal static class BareObjects
{
    /// <summary>Adds an address for each kind of request under <c>/objects</c>, which is given its answer by PUT.</summary>
    public static void Map(WebApplication app)
    {
        Map<VersionData>(app, "field");
        Map<PlacesData>(app, "list");
        Map<HoldData>(app, "hold");
    }

    private static void Map<T>(WebApplication app, string name)
    {
        Answer<T>? answer = null;
        app.MapPut($"/objects/{name}", (Answer<T> taught) => answer = taught);
        app.MapPost($"/objects/{name}", (Question question) => question.Query.Length > 0 ? answer : null);
    }

    internal sealed record Question(string Query, JsonElement? Variables);

    internal sealed record Answer<T>(T Data);

    internal sealed record VersionData(string Version);

    internal sealed record PlacesData(Availability Availability);

    internal sealed record Availability(PlacePage Places);

    internal sealed record PlacePage(IReadOnlyList<Place> Nodes);

    internal sealed record Place(int Number, string Key, string Name, string Area, string Block, string Row, string Seat, string Category, string Status, string Offer);

    internal sealed record HoldData(HoldPayload HoldBestAvailable);

    internal sealed record HoldPayload(Hold Hold, IReadOnlyList<string> UserErrors);

    internal sealed record Hold(string Id, IReadOnlyList<string> Places, DateTime Until);
}
