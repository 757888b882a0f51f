using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Distribution.Api.SeatMaps;
using Distribution.Catalog.SeatingPlans;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Distribution.Tests.Rules.SeatingPlans;

namespace Distribution.Tests.Api.SeatMaps;

/// <summary>Seating plans as clients get them.</summary>
public sealed class GeometryTests
{
    private static readonly PlanHash Hash = new(new string('0', PlanHash.Length));

    [Fact]
    public void The_columns_say_what_the_plan_says()
    {
        var plan = Plans.ImportJson(Plans.RealHall(), [.. Plans.Standing, new NewUnnumberedArea("Bar", "Stehplatz", 12)]).Accepted();

        var json = JsonNode.Parse(GeometryJson.Of(Hash, plan).Span)!;

        json.Text("hash").ShouldBe(Hash.Value);
        json.Number("places").ShouldBe(plan.PlaceCount);
        Column<string>(json, "categories", "code").ShouldBe(plan.Categories.Select(category => category.Code));
        Column<string?>(json, "categories", "color").ShouldBe(plan.Categories.Select(category => category.Color));
        Column<string>(json, "areas", "key").ShouldBe(plan.Areas.Select(area => area.Key.Value));
        Column<int>(json, "blocks", "area").ShouldBe(plan.Blocks.Select(block => block.Area));
        Column<int>(json, "rows", "block").ShouldBe(plan.Rows.Select(row => row.Block));
        Column<string>(json, "seats", "key").ShouldBe(plan.Seats.Select(seat => seat.Key.Value));
        Column<int>(json, "seats", "row").ShouldBe(plan.Seats.Select(seat => seat.Row));
        Column<int>(json, "seats", "category").ShouldBe(plan.Seats.Select(seat => seat.Category));
        Column<string>(json, "seats", "kind").ShouldBe(plan.Seats.Select(seat => seat.Kind.ToString().ToUpperInvariant()));
        Column<double>(json, "seats", "x").ShouldBe(plan.Seats.Select(seat => seat.X));
        Column<double>(json, "seats", "y").ShouldBe(plan.Seats.Select(seat => seat.Y));
        Column<string>(json, "unnumberedAreas", "key").ShouldBe(["Stehplatz", "Bar"]);
        Column<int>(json, "unnumberedAreas", "first").ShouldBe([plan.Seats.Length, plan.Seats.Length + 248]);
        Column<int>(json, "unnumberedAreas", "capacity").ShouldBe([248, 12]);
    }

    [Fact]
    public async Task A_plan_is_had_by_its_hash_may_be_kept_for_ever_and_needs_a_token()
    {
        await using var test = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var process = await ServerProcess.Start("api", test.Setting, ApiClient.Setting);
        using var api = new ApiClient(process.Url);
        var venue = await ApiVenue.Create(api, distributor: null);
        var geometry = (await api.Ask($$"""{ availability(performance: "{{venue.Performance}}") { geometry { hash url places } } }"""))["availability"]!["geometry"]!;
        var url = geometry.Text("url")!;
        using var client = new HttpClient { BaseAddress = process.Url };

        using var brotli = await Get(client, url, "gzip, br");
        brotli.StatusCode.ShouldBe(HttpStatusCode.OK);
        brotli.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        brotli.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        brotli.Headers.ETag!.IsWeak.ShouldBeFalse();
        brotli.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var text = await Unpacked(brotli, body => new BrotliStream(body, CompressionMode.Decompress));
        JsonNode.Parse(text).Text("hash").ShouldBe(geometry.Text("hash"));
        JsonNode.Parse(text).Number("places").ShouldBe(geometry.Number("places"));

        using var gzip = await Get(client, url, "gzip");
        (await Unpacked(gzip, body => new GZipStream(body, CompressionMode.Decompress))).ShouldBe(text);
        using var plain = await Get(client, url, "br;q=0, gzip;q=0");
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await plain.Content.ReadAsStringAsync()).ShouldBe(text);
        new[] { brotli, gzip, plain }.Select(response => response.Headers.ETag).ShouldBeUnique();

        using var known = await Get(client, url, "br", brotli.Headers.ETag);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        known.Headers.ETag.ShouldBe(brotli.Headers.ETag);
        using var otherCoding = await Get(client, url, "gzip", brotli.Headers.ETag);
        otherCoding.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var head = await Get(client, url, "br", method: HttpMethod.Head);
        (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, brotli.Headers.ETag, brotli.Content.Headers.ContentLength));

        await ShouldBeRefused(await Get(client, $"/geometry/{Hash}"), HttpStatusCode.NotFound, "NOT_FOUND");
        await ShouldBeRefused(await Get(client, "/geometry/ABC"), HttpStatusCode.BadRequest, "INVALID");
        await ShouldBeRefused(await client.GetAsync(url), HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    private static IEnumerable<T?> Column<T>(JsonNode json, string table, string column) =>
        json[table]![column]!.AsArray().Select(value => value is null ? default : value.GetValue<T>());

    private static Task<HttpResponseMessage> Get(HttpClient client, string url, string? accepted = null, EntityTagHeaderValue? known = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.AdministratorToken);
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Encoding", accepted);
        }

        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return client.SendAsync(request);
    }

    private static async Task<string> Unpacked(HttpResponseMessage response, Func<Stream, Stream> unpack)
    {
        using var reader = new StreamReader(unpack(await response.Content.ReadAsStreamAsync()));
        return await reader.ReadToEndAsync();
    }

    private static async Task ShouldBeRefused(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(status);
            response.Headers.ETag.ShouldBeNull();
            ApiClient.CodeOf(JsonNode.Parse(await response.Content.ReadAsStringAsync())!).ShouldBe(code);
        }
    }
}
