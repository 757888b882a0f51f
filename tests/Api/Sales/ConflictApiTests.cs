using Distribution.Sales.Conflicts;
using Distribution.Sandbox.Sales;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Sales;

[Collection(ProductApiTests.Name)]
public sealed class ConflictApiTests(ProductApi api)
{
    private const string Fields =
        """
        id place state holder { kind order: orderId who until } claim { interface: interfaceId saleReference ticketReference line isArea price { minorUnits } }
        holderSince resolution { remedy who reason seat }
        """;

    [Fact]
    public async Task A_conflict_is_found_by_venue_interface_and_performance_and_decided_once()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        var order = NewId.Guid();
        await venue.Confirm(await venue.Hold("P-1-1"), order);
        var ghost = await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-1", "CAT1"));
        await venue.Import();

        foreach (var (name, id) in new[] { ("venue", venue.Id), ("interface", venue.Interface), ("performance", venue.Performance) })
        {
            var conflict = (await Conflicts($"{name}: \"{id}\""))["nodes"]!.AsArray().ShouldHaveSingleItem()!;
            (conflict.Text("place"), conflict.Text("state"), conflict["holder"].Text("kind")).ShouldBe(("P-1-1", "OPEN", "SOLD"));
            conflict["holder"].Text("order").ShouldBe(order.ToString());
            conflict["claim"].Text("saleReference").ShouldBe(ghost.Sale);
        }

        var open = (await Conflicts($"interface: \"{venue.Interface}\""))["nodes"]![0]!.Text("id")!;
        ApiClient.CodeOf(await api.Client.Attempt("refuseSale", new { conflict = open, reason = " " })).ShouldBe("INVALID");
        ApiClient.CodeOf(await api.Client.Attempt("reseatSale", new { conflict = open, place = "P-9-9" })).ShouldBe("NOT_FOUND");
        ApiClient.CodeOf(await api.Client.Attempt("reseatSale", new { conflict = open, place = "P-1-1" })).ShouldBe("PLACE_SOLD");
        ApiClient.CodeOf(await api.Client.Attempt("overruleSale", new { conflict = NewId.Guid(), reason = "x" })).ShouldBe("NOT_FOUND");

        var decided = await api.Client.Do("reseatSale", new { conflict = open, place = "P-2-2", reason = "with their friends" }, Fields);

        decided["resolution"].Text("seat").ShouldBe("P-2-2");
        ApiClient.CodeOf(await api.Client.Attempt("refuseSale", new { conflict = open, reason = "too late" })).ShouldBe("WRONG_STATE");
        (await Conflicts($"interface: \"{venue.Interface}\", state: OPEN"))["nodes"]!.AsArray().ShouldBeEmpty();
        (await Conflicts($"interface: \"{venue.Interface}\", state: RESOLVED"))["nodes"]!.AsArray().ShouldHaveSingleItem()!.Text("state").ShouldBe("RESOLVED");
        (await api.Client.Ask($"{{ saleConflict(id: \"{open}\") {{ state }} }}"))["saleConflict"].Text("state").ShouldBe("RESOLVED");
    }

    [Fact]
    public async Task A_refused_sale_is_nobodys_and_one_that_wins_takes_the_place()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Confirm(await venue.Hold("P-1-1"), NewId.Guid());
        await venue.Hold("P-1-2");
        var sold = await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-1", "CAT1"));
        var held = await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-2", "CAT1"));
        await venue.Import();
        var open = (await Conflicts($"interface: \"{venue.Interface}\", state: OPEN"))["nodes"]!.AsArray().ToDictionary(node => node.Text("place")!, node => node.Text("id")!);

        var refused = await api.Client.Do("refuseSale", new { conflict = open["P-1-1"], reason = "sold at our box office" }, Fields);
        var won = await api.Client.Do("overruleSale", new { conflict = open["P-1-2"], reason = "they were first" }, Fields);

        (refused["resolution"].Text("remedy"), refused["resolution"].Text("reason"), refused["resolution"].Text("seat")).ShouldBe(("REFUSE", "sold at our box office", null));
        (won["resolution"].Text("remedy"), won["resolution"].Text("seat"), won["holder"].Text("kind")).ShouldBe(("OVERRULE", "P-1-2", "HELD"));
        (await venue.Tickets()).ShouldHaveSingleItem().Text("ticketReference").ShouldBe(held.Ticket);
        (await venue.Place("P-1-2")).Text("status").ShouldBe("SOLD");
        await ticketnet.Control.SendAgain(sold.Ticket, sameLine: false);
        (await venue.Import())["counts"]!.Number("known").ShouldBe(1);
        (await venue.Tickets()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("reseatSale", "P-1-3", new[] { "P-1-1", "P-1-3" })]
    [InlineData("overruleSale", null, new[] { "P-1-1", "P-1-2" })]
    [InlineData("refuseSale", null, new string[0])]
    public async Task A_pass_is_decided_as_a_whole(string remedy, string? place, string[] places)
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        var second = await AddPerformance(venue);
        await venue.Assign("P-1-1");
        await venue.Export();
        await api.Client.Do("holdPlaces", new { performance = second, places = new[] { "P-1-2" } });
        await ticketnet.Control.SendMalformed(
            $$"""
            {"line":"{line}","type":"sold","ticket":"pass","sale":"S-1","performance":"{{DistributorServer.Performance}}","place":"P-1-1","category":"CAT1","audience":"ADULT",
            "price":{"amount":9000,"currency":"EUR"},"soldAt":"2027-01-01T10:00:00Z","also":[{"performance":"TN-2","place":"P-1-2"}]}
            """);
        (await venue.Import())["counts"]!.Number("waiting").ShouldBe(1);
        var conflict = (await Conflicts($"performance: \"{second}\""))["nodes"]!.AsArray().ShouldHaveSingleItem()!;
        (conflict.Text("place"), conflict["holder"].Text("kind"), conflict["claim"].Text("ticketReference")).ShouldBe(("P-1-2", "HELD", "pass"));
        (await venue.Place("P-1-1")).Text("status").ShouldBe("FREE");

        if (place is not null)
        {
            // Of the second performance nobody has P-1-2 but its holder: a place that can't be had leaves it all as it was.
            ApiClient.CodeOf(await api.Client.Attempt(remedy, new { conflict = conflict.Text("id"), place = "P-1-2", reason = "x" })).ShouldBe("PLACE_HELD");
            (await venue.Place("P-1-1")).Text("status").ShouldBe("FREE");
        }

        await api.Client.Do(remedy, place is null ? new { conflict = conflict.Text("id"), reason = "as they say" } : new { conflict = conflict.Text("id"), place, reason = "as they say" });

        (await venue.Tickets()).Select(ticket => ticket.Text("placeName")!).Order(StringComparer.Ordinal).ShouldBe(places);
        (await venue.Place("P-1-1")).Text("status").ShouldBe(places.Length > 0 ? "SOLD" : "FREE");
        (await venue.OfInterface("waitingLines { nodes { reference } }"))["waitingLines"]!["nodes"]!.AsArray().ShouldBeEmpty();
        (await venue.Import())["counts"]!.ToJsonString().ShouldNotContain(":1");
    }

    private async Task<Guid> AddPerformance(ApiVenue venue)
    {
        var second = NewId.Guid();
        await api.Client.Do("createPerformance", new
        {
            commandId = second,
            venue = venue.Id,
            @event = venue.Event,
            configuration = venue.Configuration,
            name = "Sonntag",
            startsAt = "2027-03-07T19:30:00+01:00",
            timeZone = "Europe/Berlin",
        });
        await api.Client.Do("setMappings", new { @interface = venue.Interface, mappings = new[] { new { kind = Distribution.Distributors.MappingKind.Performance, ours = second.ToString(), theirs = "TN-2" } } });
        return second;
    }

    [Fact]
    public async Task Many_conflicts_are_decided_at_once_each_for_itself()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Hold("P-1-1");
        await venue.Confirm(await venue.Hold("P-1-2"), NewId.Guid());
        foreach (var place in new[] { "P-1-1", "P-1-2" })
        {
            await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, place, "CAT1"));
        }

        await venue.Import();
        var open = (await Conflicts($"interface: \"{venue.Interface}\""))["nodes"]!.AsArray().Select(node => Guid.Parse(node.Text("id")!)).ToList();
        var (nobodys, command) = (NewId.Guid(), NewId.Guid());
        const string Answer = "conflictId decided { state resolution { who reason } } error { code subject path retry }";
        object Refuse(IEnumerable<Guid> conflicts, string reason = "sold here first") => new { commandId = command, conflicts, remedy = ConflictRemedy.Refuse, reason };

        ApiClient.CodeOf(await api.Client.Attempt("decideConflicts", Refuse([]))).ShouldBe("INVALID");
        ApiClient.CodeOf(await api.Client.Attempt("decideConflicts", Refuse(open, " "))).ShouldBe("INVALID");
        ApiClient.CodeOf(await api.Client.Attempt("decideConflicts", Refuse(Enumerable.Range(0, DecideConflicts.Max + 1).Select(_ => NewId.Guid())))).ShouldBe("LIMIT_EXCEEDED");
        await api.Client.Do("refuseSale", new { conflict = open[1], reason = "by another" });

        var answers = (await api.Client.Do("decideConflicts", Refuse([open[0], nobodys, open[1], open[0]]), Answer)).AsArray();

        answers.Select(answer => Guid.Parse(answer.Text("conflictId")!)).ShouldBe([open[0], nobodys, open[1]]);
        answers[0]!["decided"]!.ToJsonString().ShouldBe("""{"state":"RESOLVED","resolution":{"who":"administrator","reason":"sold here first"}}""");
        answers[0]!["error"].ShouldBeNull();
        answers[1]!["error"]!.ToJsonString().ShouldBe($$"""{"code":"NOT_FOUND","subject":"{{nobodys}}","path":["input","conflicts","1"],"retry":false}""");
        (answers[2]!["decided"], answers[2]!["error"].Text("code")).ShouldBe((null, "WRONG_STATE"));
        (await api.Client.Do("decideConflicts", Refuse([open[0], nobodys, open[1], open[0]]), Answer)).ToJsonString().ShouldBe(answers.ToJsonString());
        ApiClient.CodeOf(await api.Client.Attempt("decideConflicts", Refuse(open))).ShouldBe("COMMAND_MISMATCH");
        (await venue.OfInterface("waitingLines { nodes { reference } }"))["waitingLines"]!["nodes"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Conflicts(string filter) =>
        (await api.Client.Ask($"{{ saleConflicts({filter}) {{ nodes {{ {Fields} }} }} }}"))["saleConflicts"]!;
}
