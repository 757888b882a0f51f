using System.Text.Json.Nodes;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Contingents;

[Collection(ProductApiTests.Name)]
public sealed class ContingentApiTests(ProductApi api)
{
    private static readonly string[] FreePlace = ["P-3-1"];

    private static readonly Dictionary<string, BadInput> Bad = new(StringComparer.Ordinal)
    {
        ["assign to no contingent"] = Assign("NOT_FOUND", _ => NewId.Guid(), "P-3-1"),
        ["assign to another venue's contingent"] = Assign("NOT_FOUND", on => on.Other.Contingent, "P-3-1"),
        ["assign to a channel"] = Assign("NOT_FOUND", on => on.Venue.Channel, "P-3-1"),
        ["assign nothing"] = Assign("INVALID", on => on.InternalContingent),
        ["assign no place of the hall"] = Assign("NOT_FOUND", on => on.InternalContingent, "P-3-1", "X-1-1"),
        ["assign one place twice"] = Assign("INVALID", on => on.InternalContingent, "P-3-1", "P-3-1"),
        ["assign a place that is held"] = Assign("PLACE_HELD", on => on.InternalContingent, "P-3-1", "P-1-1"),
        ["assign a place that is sold"] = Assign("PLACE_SOLD", on => on.InternalContingent, "P-3-1", "P-1-2"),
        ["assign a distributor's place to another"] = Assign("PLACE_OFFERED", on => on.InternalContingent, "P-3-1", "P-2-2"),
        ["assign in no performance"] = new(
            "NOT_FOUND", "assignPlaces", on => new { performance = NewId.Guid(), contingent = on.Venue.Contingent, places = FreePlace }),
        ["assign in another venue's performance"] = new(
            "NOT_FOUND", "assignPlaces", on => new { performance = on.Other.Performance, contingent = on.Venue.Contingent, places = FreePlace }),
        ["assign less than nothing"] = AssignStanding("INVALID", "-4"),
        ["assign more than there are"] = AssignStanding("NOT_ENOUGH_PLACES", "21"),
        ["assign more than any command may"] = AssignStanding("LIMIT_EXCEEDED", "200001"),
        ["assign more than a number holds"] = AssignStanding("INVALID_DOCUMENT", "3000000000"),
        ["assign under the id of another command"] = new(
            "COMMAND_MISMATCH",
            "assignPlaces",
            on => new { commandId = on.Hold, performance = on.Venue.Performance, contingent = on.InternalContingent, places = FreePlace }),
        ["take back from no contingent"] = TakeBack("NOT_FOUND", _ => NewId.Guid(), "P-1-3"),
        ["take back from another venue's contingent"] = TakeBack("NOT_FOUND", on => on.Other.Contingent, "P-1-3"),
        ["take back another contingent's place"] = TakeBack("PLACE_ELSEWHERE", on => on.InternalContingent, "P-1-3", "P-2-2"),
        ["take back a place that is sold"] = TakeBack("PLACE_SOLD", on => on.Venue.Contingent, "P-2-2", "P-2-1"),
        ["take back nothing"] = TakeBack("INVALID", on => on.Venue.Contingent),
        ["move to where it is"] = Move("INVALID", on => on.Venue.Contingent, on => on.Venue.Contingent, "P-2-2"),
        ["move to no contingent"] = Move("NOT_FOUND", on => on.Venue.Contingent, _ => NewId.Guid(), "P-2-2"),
        ["move to another venue's contingent"] = Move("NOT_FOUND", on => on.Venue.Contingent, on => on.Other.Contingent, "P-2-2"),
        ["move from another venue's contingent"] = Move("NOT_FOUND", on => on.Other.Contingent, on => on.Venue.Contingent, "P-2-2"),
        ["move nothing"] = Move("INVALID", on => on.Venue.Contingent, on => on.InternalContingent),
        ["move a place that is sold"] = Move("PLACE_SOLD", on => on.Venue.Contingent, on => on.InternalContingent, "P-2-2", "P-2-1"),
        ["move another contingent's place"] = Move("PLACE_ELSEWHERE", on => on.Venue.Contingent, on => on.InternalContingent, "P-2-2", "P-1-3"),
        ["give up no move"] = new(
            "NOT_FOUND", "abandonMove", on => new { performance = on.Venue.Performance, from = on.Venue.Contingent, move = NewId.Guid() }),
        ["give up a move in no contingent"] = new(
            "NOT_FOUND", "abandonMove", on => new { performance = on.Venue.Performance, from = NewId.Guid(), move = NewId.Guid() }),
    };

    public static TheoryData<string> BadInputs => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadInputs))]
    public Task What_is_wrong_is_refused_and_changes_nothing(string input) => Bad[input].ShouldBeRefused(api);

    [Fact]
    public async Task Places_come_into_contingents_move_on_and_come_back()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var (clubs, sponsors) = (await venue.CreateInternalContingent("Vereine"), await venue.CreateInternalContingent("Sponsoren"));
        var performance = venue.Performance;
        var assigned = await api.Client.Do(
            "assignPlaces",
            new { performance, contingent = clubs, places = new[] { "P-1-1", "P-1-2" }, areas = new[] { new { area = "Steh", quantity = 3 } } },
            "places stillOffered");
        (assigned["places"]!.AsArray().Count, assigned.Number("stillOffered")).ShouldBe((5, 0));
        var id = NewId.Guid();
        await api.Client.Do("movePlaces", new { commandId = id, performance, from = clubs, to = sponsors, places = new[] { "P-1-1" } });

        var move = await Over(performance, clubs, id);

        (move.Text("phase"), move["moved"]!.ToJsonString(), move.Number("waiting")).ShouldBe(("DONE", """["P-1-1"]""", 0));
        ApiClient.CodeOf(await api.Client.Attempt("abandonMove", new { performance, from = clubs, move = id })).ShouldBe("WRONG_STATE");
        await api.Client.Do("blockPlaces", new { performance, contingent = clubs, areas = new[] { new { area = "Steh", quantity = 2 } } });
        await api.Client.Do("unblockPlaces", new { performance, contingent = clubs, areas = new[] { new { area = "Steh", quantity = 1 } } });
        await api.Client.Do("takeBackPlaces", new { performance, contingent = clubs, places = new[] { "P-1-2" } });
        (await View(performance, clubs)).ShouldBe("""{"name":"Vereine","exportState":null,"withdrawing":0,"counts":{"places":3,"free":2,"blocked":1}}""");
        (await View(performance, sponsors)).ShouldBe("""{"name":"Sponsoren","exportState":null,"withdrawing":0,"counts":{"places":1,"free":1,"blocked":0}}""");
        (await View(api.Venue.Performance, api.Venue.Contingent)).ShouldBe("""{"name":"Ticketnet Saal","exportState":"IN_SYNC","withdrawing":0,"counts":{"places":3,"free":2,"blocked":0}}""");
    }

    [Fact]
    public async Task A_contingent_or_performance_that_there_is_not_is_told_with_its_place_in_the_input()
    {
        foreach (var (performance, contingent, path) in new[] { (api.Venue.Performance, NewId.Guid(), "contingent"), (NewId.Guid(), api.Venue.Contingent, "performance") })
        {
            var answer = await api.Client.Answer(
                $$"""mutation { assignPlaces(input: { commandId: "{{NewId.Guid()}}", performance: "{{performance}}", contingent: "{{contingent}}", places: ["P-3-6"] }) { userErrors { code path } } }""");

            answer["data"]!["assignPlaces"]!["userErrors"]!.ToJsonString().ShouldBe($$"""[{"code":"NOT_FOUND","path":["input","{{path}}"]}]""");
        }
    }

    [Fact]
    public async Task A_move_whose_distributor_can_not_be_reached_waits_and_can_be_given_up()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        var clubs = await venue.CreateInternalContingent("Vereine");
        await venue.Assign("P-1-1");
        await venue.Export();
        await ticketnet.Control.SetCredentials("venue", "another one");
        var (performance, id) = (venue.Performance, NewId.Guid());
        await api.Client.Do("movePlaces", new { commandId = id, performance, from = venue.Contingent, to = clubs, places = new[] { "P-1-1" } });
        var waiting = await Over(performance, venue.Contingent, id);
        (waiting.Text("phase"), waiting.Number("waiting")).ShouldBe(("WITHDRAWING", 1));
        waiting.Text("problem")!.ShouldContain("may still be sold");

        var abandoned = await api.Client.Do("abandonMove", new { performance, from = venue.Contingent, move = id }, "phase isOver");

        abandoned.ToJsonString().ShouldBe("""{"phase":"ABANDONED","isOver":true}""");
        (await venue.Place("P-1-1"))["blocked"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task What_there_is_not_is_null()
    {
        var (performance, contingent) = (api.Venue.Performance, api.Venue.Contingent);
        foreach (var (ofPerformance, ofContingent) in new[] { (performance, NewId.Guid()), (NewId.Guid(), contingent), (performance, api.Other.Contingent), (contingent, performance) })
        {
            (await api.Client.Ask("query($p: ID!, $c: ID!) { contingent(performance: $p, contingent: $c) { name } }", new { p = ofPerformance, c = ofContingent }))["contingent"]
                .ShouldBeNull();
            (await api.Client.Ask(
                "query($p: ID!, $c: ID!, $m: ID!) { move(performance: $p, contingent: $c, move: $m, wait: 1) { phase } }",
                new { p = ofPerformance, c = ofContingent, m = NewId.Guid() }))["move"].ShouldBeNull();
        }
    }

    private static BadInput Assign(string code, Func<ProductApi, Guid> contingent, params string[] places) =>
        new(code, "assignPlaces", on => new { performance = on.Venue.Performance, contingent = contingent(on), places });

    private static BadInput AssignStanding(string code, string quantity) => new(
        code,
        "assignPlaces",
        on => new { performance = on.Venue.Performance, contingent = on.InternalContingent, areas = new[] { new { area = "Steh", quantity = new Written(quantity) } } });

    private static BadInput TakeBack(string code, Func<ProductApi, Guid> contingent, params string[] places) =>
        new(code, "takeBackPlaces", on => new { performance = on.Venue.Performance, contingent = contingent(on), places });

    private static BadInput Move(string code, Func<ProductApi, Guid> from, Func<ProductApi, Guid> to, params string[] places) =>
        new(code, "movePlaces", on => new { performance = on.Venue.Performance, from = from(on), to = to(on), places });

    /// <summary>Once the move is over, or can't go on for now.</summary>
    private async Task<JsonNode> Over(Guid performance, Guid contingent, Guid move)
    {
        JsonNode? found = null;
        await Eventually.True(async () =>
        {
            found = (await api.Client.Ask(
                "query($p: ID!, $c: ID!, $m: ID!) { move(performance: $p, contingent: $c, move: $m, wait: 20) { phase isOver moved stayed waiting problem } }",
                new { p = performance, c = contingent, m = move }))["move"]!;
            return found["isOver"]!.GetValue<bool>() || found["problem"] is not null;
        });
        return found!;
    }

    private async Task<string> View(Guid performance, Guid contingent) => (await api.Client.Ask(
        "query($p: ID!, $c: ID!) { contingent(performance: $p, contingent: $c) { name exportState withdrawing counts { places free blocked } } }",
        new { p = performance, c = contingent }))["contingent"]!.ToJsonString();
}
