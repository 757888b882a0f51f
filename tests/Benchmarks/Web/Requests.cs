using System.Text.Json;

namespace Distribution.Benchmarks.Web;

/// <summary>The bodies of the requests a shop sends, as its GraphQL client would compose them.</summary>
internal static class Requests
{
    /// <summary>In the text of a request, where the version belongs that its reader saw last.</summary>
    public const string Seen = "\"SEEN\"";

    private const string HoldDocument =
        "mutation Hold($input: HoldBestAvailableInput!) { "
        + "holdBestAvailable(input: $input) { hold { id places until } userErrors { code message retry } } }";

    private const string ConfirmDocument =
        "mutation Confirm($input: ConfirmHoldInput!) { "
        + "confirmHold(input: $input) { placesChanged { version places } userErrors { code message retry } } }";

    public static byte[] Hold(Guid command, Guid performance, string? category) =>
        JsonSerializer.SerializeToUtf8Bytes(new { query = HoldDocument, variables = new { input = new { commandId = command, performance, category, quantity = 2 } } });

    public static byte[] Confirm(Guid command, Guid performance, Guid hold, Guid order) =>
        JsonSerializer.SerializeToUtf8Bytes(new { query = ConfirmDocument, variables = new { input = new { commandId = command, performance, hold, order } } });

    public static byte[] Counts(Guid performance) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        query = "query Counts($id: ID!) { performance(id: $id) { counts { version total { places free held sold blocked } } } }",
        variables = new { id = performance },
    });

    /// <summary>The state of all places, packed.</summary>
    public static byte[] State(Guid performance) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        query = "query State($id: ID!) { availability(performance: $id) { epoch version state } }",
        variables = new { id = performance },
    });

    /// <summary>What changed since the version that stands where <see cref="Seen"/> does.</summary>
    public static byte[] Changes(Guid performance) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        query = "query Changes($id: ID!, $since: Long!) { availabilityChanges(performance: $id, since: $since) { epoch from to reset changes state } }",
        variables = new { id = performance, since = "SEEN" },
    });

    public static byte[] Places(Guid performance, string? after, int first) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        query = "query Places($id: ID!, $after: String, $first: Int!) { "
            + "performance(id: $id) { places(after: $after, first: $first) { version pageInfo { endCursor hasNextPage } nodes { number name status orderId } } } }",
        variables = new { id = performance, after, first },
    });

    public static byte[] IssueSellerToken(string name) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        query = "mutation Token($id: ID!, $name: String!) { issueToken(input: { commandId: $id, days: 1, name: $name, role: SALES }) { issuedToken { token } } }",
        variables = new { id = Load.Ids.Next(), name },
    });
}
