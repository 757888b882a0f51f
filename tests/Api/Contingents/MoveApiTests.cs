using System.Text.Json.Nodes;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Contingents;

/// <summary>A move between two distributors as a box-office manager follows it: one thing, with its two exports.</summary>
[Collection(ProductApiTests.Name)]
public sealed class MoveApiTests(ProductApi api)
{
    [Fact]
    public async Task It_is_asked_for_with_both_exports_the_places_that_moved_and_those_that_stayed()
    {
        await using var ticketnet = await DistributorServer.Start();
        await using var fnac = await DistributorServer.Start("fnac");
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        var (second, theirInterface) = await AddFnac(venue, fnac);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.Export();
        await ticketnet.Control.Sell(new Sandbox.Sales.SaleOrder(DistributorServer.Performance, Places: ["P-1-2"]));
        var id = NewId.Guid();

        await api.Client.Do("movePlaces", new { commandId = id, performance = venue.Performance, from = venue.Contingent, to = second, places = new[] { "P-1-1", "P-1-2" } });

        var move = await Over(venue, id);
        (move.Text("phase"), move["moved"]!.ToJsonString(), move["stayed"]!.ToJsonString()).ShouldBe(("DONE", """["P-1-1"]""", """["P-1-2"]"""));
        (move["from"].Text("name"), move["to"].Text("name"), move["performance"].Text("name")).ShouldBe(("Ticketnet Saal", "Fnac", "Samstag"));
        Export(move["withdrawal"]!).ShouldBe(("Ticketnet 1", "MOVE", "SUCCEEDED", """{"added":0,"withdrawn":1,"putBack":1}"""));
        Export(move["offer"]!).ShouldBe(("Fnac 1", "MOVE", "SUCCEEDED", """{"added":1,"withdrawn":0,"putBack":0}"""));
        (await venue.Place("P-1-1")).Text("offeree").ShouldBe(theirInterface.ToString());
        (await venue.Place("P-1-2")).Text("offeree").ShouldBe(venue.Interface.ToString());
    }

    private static (string?, string?, string?, string) Export(JsonNode execution) =>
        (execution["interface"].Text("name"), execution.Text("trigger"), execution.Text("state"), execution["counts"]!.ToJsonString());

    private async Task<JsonNode> Over(ApiVenue venue, Guid move)
    {
        JsonNode? found = null;
        await Eventually.True(async () =>
        {
            const string Run = "{ interface { name } trigger state counts { added withdrawn putBack } }";
            found = (await api.Client.Ask(
                $"query($p: ID!, $c: ID!, $m: ID!) {{ move(performance: $p, contingent: $c, move: $m, wait: 20) {{ phase isOver moved stayed from {{ name }} to {{ name }} performance {{ name }} withdrawal {Run} offer {Run} }} }}",
                new { p = venue.Performance, c = venue.Contingent, m = move }))["move"]!;
            return found["isOver"]!.GetValue<bool>();
        });
        return found!;
    }

    private async Task<(Guid Contingent, Guid Interface)> AddFnac(ApiVenue venue, DistributorServer fnac)
    {
        var (channel, contingent, distributor, added) = (NewId.Guid(), NewId.Guid(), NewId.Guid(), NewId.Guid());
        await api.Client.Do("createSalesChannel", new { commandId = channel, venue = venue.Id, name = "Fnac", type = SalesChannelType.External });
        await api.Client.Do("createContingent", new { commandId = contingent, venue = venue.Id, name = "Fnac", externalChannel = channel });
        await api.Client.Do("createDistributor", new { commandId = distributor, venue = venue.Id, name = "Fnac" });
        await api.Client.Do("createDistributorInterface", new { commandId = added, venue = venue.Id, distributor, channel, type = "fnac", name = "Fnac 1" });
        await api.Client.Do("setUpDistributorInterface", new
        {
            @interface = added,
            url = fnac.Url,
            user = DistributorServer.User,
            password = DistributorServer.Password,
            managerCode = fnac.ManagerCode,
            contact = venue.Contact,
        });
        await api.Client.Do(
            "setMappings",
            new
            {
                @interface = added,
                mappings = new[]
                {
                    new { kind = MappingKind.Performance, ours = venue.Performance.ToString(), theirs = DistributorServer.Performance },
                    new { kind = MappingKind.Block, ours = "P", theirs = "TN-P" },
                    new { kind = MappingKind.SeatCategory, ours = "Kat A", theirs = "CAT1" },
                },
            });
        return (contingent, added);
    }
}
