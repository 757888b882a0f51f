using Distribution.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.SeatMaps;

[Collection(ProductApiTests.Name)]
public sealed class SeatMapApiTests(ProductApi api)
{
    private static readonly string[] FreePlace = ["P-3-1"];

    private static readonly Dictionary<string, BadInput> Bad = new(StringComparer.Ordinal)
    {
        ["hold in no performance"] = new("NOT_FOUND", "holdPlaces", _ => new { performance = NewId.Guid(), places = FreePlace }),
        ["hold in a venue for a performance"] = new("NOT_FOUND", "holdPlaces", on => new { performance = on.Venue.Id, places = FreePlace }),
        ["hold in what is no id"] = new("INVALID_DOCUMENT", "holdPlaces", _ => new { performance = "P-1", places = FreePlace }),
        ["hold in the empty id"] = new("INVALID_DOCUMENT", "holdPlaces", _ => new { performance = Guid.Empty, places = FreePlace }),
        ["hold under what is no id"] = new("INVALID_DOCUMENT", "holdPlaces", on => new { commandId = "1", performance = on.Venue.Performance, places = FreePlace }),
        ["hold nothing"] = new("INVALID", "holdPlaces", on => new { performance = on.Venue.Performance }),
        ["hold an empty list"] = Hold("INVALID"),
        ["hold no place of the hall"] = Hold("NOT_FOUND", "P-3-1", "X-1-1"),
        ["hold an empty name"] = Hold("INVALID", ""),
        ["hold a name of 65 letters"] = Hold("INVALID", new string('x', 65)),
        ["hold a name with a line break"] = Hold("INVALID", "P-3\n1"),
        ["hold one place twice"] = Hold("INVALID", "P-3-1", "P-3-1"),
        ["hold a place that is held"] = Hold("PLACE_HELD", "P-3-1", "P-1-1"),
        ["hold a place that is sold"] = Hold("PLACE_SOLD", "P-3-1", "P-1-2"),
        ["hold a place of a contingent"] = Hold("PLACE_ELSEWHERE", "P-3-1", "P-1-3"),
        ["hold a place that is blocked"] = Hold("PLACE_BLOCKED", "P-3-1", "P-1-4"),
        ["hold a distributor's place"] = Hold("PLACE_OFFERED", "P-3-1", "P-2-2"),
        ["hold a place that a distributor sold"] = Hold("PLACE_SOLD", "P-3-1", "P-2-1"),
        ["hold 50,000 names"] = Hold("LIMIT_EXCEEDED", [.. Enumerable.Range(0, 50_000).Select(name => $"X-{name}")]),
        ["hold minus one standing"] = HoldStanding("INVALID", -1),
        ["hold no standing place"] = HoldStanding("INVALID", 0),
        ["hold 51 standing"] = HoldStanding("LIMIT_EXCEEDED", 51),
        ["hold more standing than there are"] = HoldStanding("NOT_ENOUGH_PLACES", 21),
        ["hold all standing in the world"] = HoldStanding("LIMIT_EXCEEDED", int.MaxValue),
        ["hold one area twice"] = new("INVALID", "holdPlaces", on => new { performance = on.Venue.Performance, areas = Areas(("Steh", 1), ("Steh", 2)) }),
        ["hold standing of a block"] = new("NOT_FOUND", "holdPlaces", on => new { performance = on.Venue.Performance, areas = Areas(("P", 1)) }),
        ["hold for no time"] = HoldFor("INVALID", "0"),
        ["hold for less than no time"] = HoldFor("INVALID_DOCUMENT", "-1"),
        ["hold for longer than a day"] = HoldFor("INVALID", "86401"),
        ["hold for half a second"] = HoldFor("INVALID_DOCUMENT", "0.5"),
        ["hold for ever"] = HoldFor("INVALID_DOCUMENT", "99999999999"),
        ["hold from a distributor's contingent"] = HoldFrom("PLACE_OFFERED", on => on.Venue.Contingent),
        ["hold from another venue's contingent"] = HoldFrom("NOT_FOUND", on => on.Other.Contingent),
        ["hold from no contingent"] = HoldFrom("NOT_FOUND", _ => NewId.Guid()),
        ["hold under the id of another command"] = new(
            "COMMAND_MISMATCH", "holdPlaces", on => new { commandId = on.Hold, performance = on.Venue.Performance, places = FreePlace }),
        ["hold for a customer without a name"] = new("INVALID", "holdPlaces", on => new { performance = on.Venue.Performance, places = FreePlace, customer = "" }),
        ["hold none of the best"] = Best("INVALID", 0),
        ["hold minus two of the best"] = Best("INVALID", -2),
        ["hold 51 of the best"] = Best("INVALID", 51),
        ["hold more of the best than are free"] = Best("NOT_ENOUGH_PLACES", 38),
        ["hold the best of no category"] = new("NOT_FOUND", "holdBestAvailable", on => new { performance = on.Venue.Performance, quantity = 1, category = "Kat Z" }),
        ["hold the best of no block"] = new("NOT_FOUND", "holdBestAvailable", on => new { performance = on.Venue.Performance, quantity = 1, block = "Z" }),
        ["extend no hold"] = OfHold("NOT_FOUND", "extendHold", _ => NewId.Guid()),
        ["extend another performance's hold"] = OfHold("NOT_FOUND", "extendHold", on => on.OtherHold),
        ["extend a hold that was confirmed"] = OfHold("HOLD_CONFIRMED", "extendHold", on => on.ConfirmedHold),
        ["extend for no time"] = new("INVALID", "extendHold", on => new { performance = on.Venue.Performance, hold = on.Hold, seconds = 0 }),
        ["release no hold"] = OfHold("NOT_FOUND", "releaseHold", _ => NewId.Guid()),
        ["release a hold that was confirmed"] = OfHold("HOLD_CONFIRMED", "releaseHold", on => on.ConfirmedHold),
        ["confirm no hold"] = OfHold("NOT_FOUND", "confirmHold", _ => NewId.Guid()),
        ["confirm another performance's hold"] = OfHold("NOT_FOUND", "confirmHold", on => on.OtherHold),
        ["confirm under another order"] = OfHold("HOLD_CONFIRMED", "confirmHold", on => on.ConfirmedHold),
        ["confirm under an order that has places"] = new("DUPLICATE", "confirmHold", on => new { performance = on.Venue.Performance, hold = on.Hold, order = on.Order }),
        ["cancel places that the order has not"] = new("NOT_FOUND", "cancelSale", on => new { performance = on.Venue.Performance, order = on.Order, places = FreePlace }),
        ["cancel no places"] = new("INVALID", "cancelSale", on => new { performance = on.Venue.Performance, order = on.Order, places = Array.Empty<string>() }),
        ["hold for no channel"] = new("NOT_FOUND", "holdPlaces", on => new { performance = on.Venue.Performance, places = FreePlace, salesChannel = NewId.Guid() }),
        ["hold the best for no channel"] = new(
            "NOT_FOUND", "holdBestAvailable", on => new { performance = on.Venue.Performance, quantity = 1, salesChannel = NewId.Guid() }),
        ["hold more together than a row has"] = new("NOT_TOGETHER", "holdBestAvailable", on => new { performance = on.Venue.Performance, quantity = 7, block = "P", together = true }),
        ["cancel no order"] = new("NOT_FOUND", "cancelSale", on => new { performance = on.Venue.Performance, order = NewId.Guid() }),
        ["cancel a distributor's order"] = new("NOT_FOUND", "cancelSale", on => new { performance = on.Venue.Performance, order = on.ImportedOrder }),
        ["cancel an order in another performance"] = new("NOT_FOUND", "cancelSale", on => new { performance = on.Other.Performance, order = on.Order }),
        ["block a place that is held"] = Block("PLACE_HELD", "P-3-1", "P-1-1"),
        ["block a place that is sold"] = Block("PLACE_SOLD", "P-3-1", "P-1-2"),
        ["block no place of the hall"] = Block("NOT_FOUND", "P-3-1", "P-9-1"),
        ["block nothing"] = Block("INVALID"),
        ["block in another venue's contingent"] = new(
            "NOT_FOUND", "blockPlaces", on => new { performance = on.Venue.Performance, contingent = on.Other.Contingent, places = FreePlace }),
        ["block under the id of another command"] = new(
            "COMMAND_MISMATCH", "blockPlaces", on => new { commandId = on.Block, performance = on.Venue.Performance, places = FreePlace }),
        ["unblock with the id of a block"] = new(
            "COMMAND_MISMATCH", "unblockPlaces", on => new { commandId = on.Block, performance = on.Venue.Performance, places = new[] { "P-1-4" } }),
        ["unblock no place of the hall"] = new("NOT_FOUND", "unblockPlaces", on => new { performance = on.Venue.Performance, places = new[] { "P-9-1" } }),
    };

    public static TheoryData<string> BadInputs => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadInputs))]
    public Task What_is_wrong_is_refused_and_changes_nothing(string input) => Bad[input].ShouldBeRefused(api);

    [Fact]
    public async Task Places_are_held_sold_and_given_back_and_every_step_is_seen()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var (first, second) = (await venue.Hold("P-1-1", "P-1-2"), await venue.Hold("P-1-3"));
        var best = await api.Client.Do("holdBestAvailable", new { performance = venue.Performance, quantity = 2, category = "Kat A", seconds = 60 }, "id places until");
        best["places"]!.AsArray().Count.ShouldBe(2);
        var extended = await api.Client.Do("extendHold", new { performance = venue.Performance, hold = best.Text("id")!, seconds = 86_400 }, "id until places");
        extended["until"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(best["until"]!.GetValue<DateTimeOffset>().AddHours(23));
        (await Totals(venue)).ShouldBe((33, 5, 0, 0));

        var order = NewId.Guid();
        await venue.Confirm(first, order);
        await api.Client.Do("releaseHold", new { performance = venue.Performance, hold = second });
        (await Totals(venue)).ShouldBe((34, 2, 2, 0));
        (await venue.Place("P-1-2")).Text("order").ShouldBe(order.ToString());

        var cancelled = await api.Client.Do("cancelSale", new { performance = venue.Performance, order }, "places stillOffered version");
        cancelled["places"]!.ToJsonString().ShouldBe("""["P-1-1","P-1-2"]""");
        await api.Client.Do("blockPlaces", new { performance = venue.Performance, places = new[] { "P-1-1" }, areas = Areas(("Steh", 2)) });
        (await Totals(venue)).ShouldBe((33, 2, 0, 3));
        await api.Client.Do("unblockPlaces", new { performance = venue.Performance, places = new[] { "P-1-1" }, areas = Areas(("Steh", 1)) });
        (await Totals(venue)).ShouldBe((35, 2, 0, 1));
    }

    [Fact]
    public async Task A_hold_is_found_again_with_its_places_until_it_is_over()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var made = await api.Client.Do(
            "holdBestAvailable",
            new { performance = venue.Performance, quantity = 2, together = true, category = "Kat A", customer = "session 7" },
            "id seating places placesHeld { name category }");
        made.Text("seating").ShouldBe("NEIGHBOURS");
        var places = made["placesHeld"]!.AsArray();
        places.Select(place => place.Text("name")).ShouldBe(made["places"]!.AsArray().Select(place => place!.GetValue<string>()));
        places.ShouldAllBe(place => place.Text("category") == "Kat A");

        const string again = "query($performance: ID!, $id: ID!) { hold(performance: $performance, id: $id) { id holder customer placesHeld { name category } } }";
        var hold = made["id"]!.GetValue<Guid>();
        var found = (await api.Client.Ask(again, new { performance = venue.Performance, id = hold }))["hold"]!;
        (found.Text("holder"), found.Text("customer")).ShouldBe(("administrator", "session 7"));
        found["placesHeld"]!.ToJsonString().ShouldBe(places.ToJsonString());
        await api.Client.Do("releaseHold", new { performance = venue.Performance, hold });

        ApiClient.CodeOf(await api.Client.Answer(again, new { performance = venue.Performance, id = hold })).ShouldBe("HOLD_ENDED");
        (await api.Client.Answer(again, new { performance = venue.Performance, id = NewId.Guid() }))["data"]!["hold"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_sold_for_an_own_channel_is_told_by_the_audit_log()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var channel = (await api.Client.Do("createSalesChannel", new { venue = venue.Id, name = "Web", type = SalesChannelType.Own }, "id"))["id"]!.GetValue<Guid>();
        var hold = (await api.Client.Do(
            "holdPlaces", new { performance = venue.Performance, places = FreePlace, customer = "session 7", salesChannel = channel }, "id"))["id"]!.GetValue<Guid>();
        var order = NewId.Guid();
        await venue.Confirm(hold, order);
        await api.Client.Do("cancelSale", new { performance = venue.Performance, order, places = FreePlace });

        var log = await api.Client.Ask(
            "query($id: ID!) { performance(id: $id) { auditLog(first: 3) { nodes { action channelId holdId orderId customer } } } }", new { id = venue.Performance });
        log["performance"]!["auditLog"]!["nodes"]!.AsArray().Select(entry => string.Join(' ', entry.Text("action"), entry.Text("customer")))
            .ShouldBe(["CANCEL_SALE ", "CONFIRM_HOLD session 7", "HOLD_PLACES session 7"]);
        log["performance"]!["auditLog"]!["nodes"]!.AsArray().ShouldAllBe(entry => entry.Text("channelId") != null);
    }

    [Fact]
    public async Task A_hold_that_ran_out_can_not_be_confirmed_extended_or_released()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var hold = (await api.Client.Do("holdPlaces", new { performance = venue.Performance, places = FreePlace, seconds = 1 }, "id"))["id"]!.GetValue<Guid>();
        await Eventually.True(async () => (await venue.Place("P-3-1")).Text("status") == "FREE");

        foreach (var (mutation, arguments) in new (string, object)[]
        {
            ("confirmHold", new { performance = venue.Performance, hold, order = NewId.Guid() }),
            ("extendHold", new { performance = venue.Performance, hold, seconds = 60 }),
            ("releaseHold", new { performance = venue.Performance, hold }),
        })
        {
            ApiClient.CodeOf(await api.Client.Attempt(mutation, arguments)).ShouldBe("HOLD_EXPIRED");
        }

        (await Totals(venue)).ShouldBe((38, 0, 0, 0));
    }

    [Fact]
    public async Task The_same_command_again_answers_the_same_and_changes_nothing()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var hold = new { commandId = NewId.Guid(), performance = venue.Performance, places = FreePlace };
        var first = await api.Client.Do("holdPlaces", hold, "id places until");

        (await api.Client.Do("holdPlaces", hold, "id places until")).ToJsonString().ShouldBe(first.ToJsonString());

        (await Totals(venue)).ShouldBe((37, 1, 0, 0));
    }

    [Fact]
    public async Task Places_are_filtered_and_read_page_by_page()
    {
        const string page = """
            query($id: ID!, $after: String) { performance(id: $id) { places(filter: { inPool: true, status: FREE, block: "P" }, after: $after, first: 4) { pageInfo { endCursor hasNextPage } nodes { name } } } }
            """;
        var names = new List<string>();
        string? after = null;
        do
        {
            var read = (await api.Client.Ask(page, new { id = api.Venue.Performance, after }))["performance"]!["places"]!;
            names.AddRange(read["nodes"]!.AsArray().Select(place => place.Text("name")!));
            after = read["pageInfo"]!["hasNextPage"]!.GetValue<bool>() ? read["pageInfo"].Text("endCursor") : null;
        }
        while (after is not null);

        names.ShouldBe(["P-1-4", "P-1-5", "P-1-6", "P-2-4", "P-2-5", "P-2-6", "P-3-1", "P-3-2", "P-3-3", "P-3-4", "P-3-5", "P-3-6"]);
    }

    [Theory]
    [InlineData("places(first: 0) { version }", null)]
    [InlineData("places(first: -1) { version }", "INVALID")]
    [InlineData("places(first: 1001) { version }", "INVALID")]
    [InlineData("places(first: 99999999999) { version }", "INVALID_DOCUMENT")]
    [InlineData("places(after: \"-2\") { version }", "INVALID")]
    [InlineData("places(filter: { status: BROKEN }) { version }", "INVALID_DOCUMENT")]
    [InlineData("places(filter: { colour: \"red\" }) { version }", "INVALID_DOCUMENT")]
    [InlineData("auditLog(first: 0) { totalCount }", null)]
    [InlineData("availabilityChanges(since: -1) { to }", "INVALID")]
    [InlineData("availability(atLeast: -1) { version }", "INVALID")]
    [InlineData("auditLog(first: 1001) { totalCount }", "INVALID")]
    [InlineData("auditLog(after: \"0\") { totalCount }", "INVALID")]
    [InlineData("auditLog(place: \"X-1-1\") { totalCount }", null)]
    public async Task A_page_that_can_not_be_is_refused(string field, string? code) => ApiClient.CodeOf(
        await api.Client.Answer($"query($id: ID!) {{ performance(id: $id) {{ {field} }} }}", new { id = api.Venue.Performance })).ShouldBe(code);

    private static object[] Areas(params IEnumerable<(string Area, int Quantity)> areas) =>
        [.. areas.Select(area => new { area = area.Area, quantity = area.Quantity })];

    private static BadInput Hold(string code, params string[] places) => new(code, "holdPlaces", on => new { performance = on.Venue.Performance, places });

    private static BadInput HoldStanding(string code, int quantity) =>
        new(code, "holdPlaces", on => new { performance = on.Venue.Performance, areas = Areas(("Steh", quantity)) });

    private static BadInput HoldFor(string code, string seconds) =>
        new(code, "holdPlaces", on => new { performance = on.Venue.Performance, places = FreePlace, seconds = new Written(seconds) });

    private static BadInput HoldFrom(string code, Func<ProductApi, Guid> contingent) =>
        new(code, "holdPlaces", on => new { performance = on.Venue.Performance, contingent = contingent(on), places = FreePlace });

    private static BadInput Best(string code, int quantity) => new(code, "holdBestAvailable", on => new { performance = on.Venue.Performance, quantity });

    private static BadInput OfHold(string code, string mutation, Func<ProductApi, Guid> hold) => new(code, mutation, on => mutation switch
    {
        "extendHold" => new { performance = on.Venue.Performance, hold = hold(on), seconds = 60 },
        "confirmHold" => new { performance = on.Venue.Performance, hold = hold(on), order = NewId.Guid() },
        _ => new { performance = on.Venue.Performance, hold = hold(on) },
    });

    private static BadInput Block(string code, params string[] places) => new(code, "blockPlaces", on => new { performance = on.Venue.Performance, places });

    private static async Task<(int Free, int Held, int Sold, int Blocked)> Totals(ApiVenue venue)
    {
        var counts = await venue.Counts();
        return (counts.Number("free"), counts.Number("held"), counts.Number("sold"), counts.Number("blocked"));
    }
}
