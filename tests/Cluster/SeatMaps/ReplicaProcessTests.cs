using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Distribution.Storage;
using Distribution.Tests.Crash;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>Two silos and two API processes: what is changed through one is read through the other.</summary>
public sealed class ReplicaProcessTests
{
    private const int Held = 1;
    private const int Free = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_change_is_seen_through_the_other_process_and_still_after_the_silo_of_the_seat_map_was_killed()
    {
        await using var product = await Installation.Start(Dialect.PostgreSql, silos: 2);
        await using var process = await ServerProcess.Start("api", product.Database.Setting, ApiClient.Setting);
        using var other = new ApiClient(process.Url) { Patience = Patience };
        var venue = await ApiVenue.Create(product.Api, distributor: null);
        var before = await Availability(other, venue, null);
        before["geometry"].Number("places").ShouldBe(StateOf(before).Length);
        StateOf(before).ShouldAllBe(place => place == Free);
        await using var events = await Follow(process, venue, before["version"]!.GetValue<long>());
        (await Next(events))["reset"]!.GetValue<bool>().ShouldBeFalse();

        var version = await Hold(product.Api, venue, "P-1-1", "P-1-2");
        StatusOf(StateOf(await Availability(other, venue, version))).ShouldBe([Held, Held, .. Enumerable.Repeat(Free, 36)]);
        await ShouldTell(events, version, [(0, Held), (1, Held)]);

        await (await SiloOf(product, venue)).Kill();
        version = await Hold(product.Api, venue, "P-2-1");

        var after = await Availability(other, venue, version);
        after["epoch"]!.GetValue<long>().ShouldBeGreaterThan(before["epoch"]!.GetValue<long>());
        StatusOf(StateOf(after)).Count(status => status == Held).ShouldBe(3);
        await ShouldTell(events, version, [(6, Held)]);
        await ShouldAgree(product.Api, venue, after);
    }

    /// <summary>The version from which on it holds.</summary>
    private static async Task<long> Hold(ApiClient api, ApiVenue venue, params string[] places) =>
        (await api.Do("holdPlaces", new { commandId = NewId.Guid(), performance = venue.Performance, places }, "version"))["version"]!.GetValue<long>();

    private static async Task<JsonNode> Availability(ApiClient api, ApiVenue venue, long? atLeast) => (await api.Ask(
        """
        query($id: ID!, $atLeast: Long) {
          performance(id: $id) {
            availability(atLeast: $atLeast) { epoch version state geometry { places url } counts { total { places free held sold blocked } } }
          }
        }
        """,
        new { id = venue.Performance, atLeast }))["performance"]!["availability"]!;

    private static Task<SentEvents> Follow(ServerProcess api, ApiVenue venue, long since)
    {
        var client = new HttpClient { BaseAddress = api.Url, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.AdministratorToken);
        return SentEvents.Open(client, $$"""subscription { availabilityChanged(performance: "{{venue.Performance}}", since: {{since}}) { from to reset changes } }""");
    }

    private static async Task<JsonNode> Next(SentEvents events)
    {
        var next = JsonNode.Parse((await events.Next()).ShouldNotBeNull()["next ".Length..])!;
        next["errors"].ShouldBeNull();
        return next["data"]!["availabilityChanged"]!;
    }

    /// <summary>Up to a version these places change, and no reset is needed.</summary>
    private static async Task ShouldTell(SentEvents events, long version, (int Place, int Status)[] expected)
    {
        var told = new List<(int, int)>();
        JsonNode next;
        do
        {
            next = await Next(events);
            next["reset"]!.GetValue<bool>().ShouldBeFalse();
            told.AddRange(Convert.FromBase64String(next.Text("changes")!).Chunk(6).Select(change =>
                (BinaryPrimitives.ReadInt32LittleEndian(change), StatusOf(BinaryPrimitives.ReadUInt16LittleEndian(change.AsSpan(4))))));
        }
        while (next["to"]!.GetValue<long>() < version);
        told.ShouldBe(expected);
    }

    private static async Task<ServerProcess> SiloOf(Installation product, ApiVenue venue)
    {
        var opened = $"Seat map {venue.Performance} opened";
        await Eventually.True(() => product.Silos.Any(silo => silo.Output.Contains(opened, StringComparison.Ordinal)));
        return product.Silos.Single(silo => silo.Output.Contains(opened, StringComparison.Ordinal));
    }

    private static async Task ShouldAgree(ApiClient api, ApiVenue venue, JsonNode availability)
    {
        var counts = await venue.Counts();
        var total = availability["counts"]!["total"]!;
        foreach (var count in new[] { "places", "free", "held", "sold", "blocked" })
        {
            total.Number(count).ShouldBe(counts.Number(count), count);
        }

        var places = (await api.Ask(
            $$"""{ availability(performance: "{{venue.Performance}}") { places(filter: { status: HELD }) { nodes { name } } } }"""))["availability"]!["places"]!["nodes"]!;
        places.AsArray().Select(place => place.Text("name")).ShouldBe(["P-1-1", "P-1-2", "P-2-1"]);
    }

    private static ushort[] StateOf(JsonNode availability) =>
        [.. Convert.FromBase64String(availability.Text("state")!).Chunk(2).Select(place => BinaryPrimitives.ReadUInt16LittleEndian(place))];

    private static int[] StatusOf(ushort[] state) => [.. state.Select(StatusOf)];

    private static int StatusOf(ushort place) => place >> 11 & 3;
}
