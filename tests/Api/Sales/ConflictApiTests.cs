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
    public async Task A_list_of_conflicts_is_of_something() =>
        ApiClient.CodeOf(await api.Client.Answer("{ saleConflicts { totalCount } }")).ShouldBe("INVALID");

    private async Task<System.Text.Json.Nodes.JsonNode> Conflicts(string filter) =>
        (await api.Client.Ask($"{{ saleConflicts({filter}) {{ nodes {{ {Fields} }} }} }}"))["saleConflicts"]!;
}
