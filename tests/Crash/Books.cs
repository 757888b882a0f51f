using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Crash;

/// <summary>Our books, as the API tells them, held against the distributor's own.</summary>
internal static class Books
{
    /// <summary>The distributor has just what we say that it has, each of its tickets is one ticket here, and the counts add up.</summary>
    public static async Task ShouldAgree(this ApiVenue venue, DistributorServer ticketnet)
    {
        await AllotmentsAgree(venue, ticketnet);
        await TicketsAgree(venue, ticketnet);
        var counts = await venue.Counts();
        counts.Number("places").ShouldBe(counts.Number("free") + counts.Number("held") + counts.Number("sold") + counts.Number("blocked"));
        counts.Number("inDoubt").ShouldBe(0);
        counts.Number("pending").ShouldBe(0);
        (await venue.OfInterface("waitingLines { nodes { reference } }"))["waitingLines"]!["nodes"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task AllotmentsAgree(ApiVenue venue, DistributorServer ticketnet)
    {
        var offered = (await venue.Places()).Where(place => place.Text("offeree") == venue.Interface.ToString()).ToList();
        offered.ShouldAllBe(place => place.Text("offer") == "ACKNOWLEDGED");
        var allotment = await ticketnet.Control.Allotment(DistributorServer.Performance);
        allotment.Places.Select(place => place.Place).ShouldBe(
            offered.Select(place => place.Text("key")).OfType<string>(), ignoreOrder: true);
        allotment.Areas.Sum(area => area.Allotted).ShouldBe(offered.Count(place => place.Text("key") is null));
    }

    private static async Task TicketsAgree(ApiVenue venue, DistributorServer ticketnet)
    {
        var theirs = (await ticketnet.Control.Tickets()).ToDictionary(ticket => ticket.Ticket);
        var ours = await venue.Tickets();
        ours.Select(ticket => ticket.Text("ticketReference")).ShouldBe(theirs.Keys, ignoreOrder: true);
        ours.ShouldAllBe(ticket => ticket["cancelledAt"] == null == (theirs[ticket.Text("ticketReference")!].CancelledAt == null));
        var valid = ours.Where(ticket => ticket["cancelledAt"] is null).ToList();
        var sold = (await venue.Places()).Where(place => place.Text("status") == "SOLD" && place.Text("offeree") == venue.Interface.ToString());
        sold.Select(place => (place.Text("name"), place.Text("order"))).ShouldBe(
            valid.Select(ticket => (ticket.Text("placeName"), ticket.Text("order"))), ignoreOrder: true);
    }
}
