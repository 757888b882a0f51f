using Distribution.Sandbox.Sales;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Sales;

[Collection(ProductApiTests.Name)]
public sealed class SalesApiTests(ProductApi api)
{
    [Fact]
    public async Task Sales_come_back_as_orders_and_what_can_not_be_taken_waits_with_its_reason()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.AssignStanding(2);
        await venue.Export();
        var sold = await ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Standing: 1, Places: ["P-1-1", "P-1-2"], MaxTicketsPerSale: 1));
        await ticketnet.Control.Cancel(new CancelOrder([sold[0].Ticket]));
        await ticketnet.Control.SendMalformed("""{"line":"{line}","type":"exchanged"}""");
        (await venue.Import()).Text("state").ShouldBe("SUCCEEDED_WITH_ERRORS");

        var sales = await venue.OfInterface(
            """
            salesTotals { orders tickets cancelled } waitingLines { nodes { reference body error { kind message whatToDo } } }
            orders { nodes { id interface: interfaceId contact: contactId venue: venueId saleReference tickets { ticketReference placeName price { minorUnits currency } cancelledAt performanceId audience { name } } } }
            """);

        sales["salesTotals"]!.ToJsonString().ShouldBe("""{"orders":3,"tickets":3,"cancelled":1}""");
        sales["waitingLines"]!["nodes"]!.AsArray().ShouldHaveSingleItem()!["error"].Text("kind").ShouldBe("EXTERNAL");
        var orders = sales["orders"]!["nodes"]!.AsArray();
        orders.Select(order => order.Text("saleReference")).ShouldBe(sold.Select(ticket => ticket.Sale), ignoreOrder: true);
        foreach (var order in orders)
        {
            (order.Text("interface"), order.Text("contact"), order.Text("venue")).ShouldBe((venue.Interface.ToString(), venue.Contact.ToString(), venue.Id.ToString()));
            var ticket = order!["tickets"]!.AsArray().ShouldHaveSingleItem()!;
            var theirs = sold.Single(known => known.Ticket == ticket.Text("ticketReference"));
            ticket["price"]!.ToJsonString().ShouldBe($$"""{"minorUnits":{{theirs.Amount}},"currency":"EUR"}""");
            ticket.Text("placeName")!.ShouldStartWith(theirs.Place ?? "Steh #");
            (ticket["cancelledAt"] is not null).ShouldBe(theirs.Ticket == sold[0].Ticket);
            (await api.Client.Ask("query($id: ID!) { order(id: $id) { saleReference tickets { ticketReference } } }", new { id = order.Text("id") }))["order"]!.ToJsonString()
                .ShouldBe($$"""{"saleReference":"{{theirs.Sale}}","tickets":[{"ticketReference":"{{theirs.Ticket}}"}]}""");
        }
    }

    [Fact]
    public async Task Orders_are_read_page_by_page()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.AssignStanding(7);
        await venue.Export();
        var sold = await ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Standing: 7, MaxTicketsPerSale: 1));
        await venue.Import();

        var seen = new List<string>();
        string? after = null;
        do
        {
            var beyond = after is null ? "" : $", after: \"{after}\"";
            var page = (await venue.OfInterface($"orders(first: 3{beyond}) {{ pageInfo {{ endCursor hasNextPage }} nodes {{ saleReference }} }}"))["orders"]!;
            seen.AddRange(page["nodes"]!.AsArray().Select(order => order.Text("saleReference")!));
            after = page["pageInfo"]!["hasNextPage"]!.GetValue<bool>() ? page["pageInfo"].Text("endCursor") : null;
        }
        while (after is not null);

        seen.ShouldBe(sold.Select(ticket => ticket.Sale), ignoreOrder: true);
    }
}
