using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Tests.Cluster.Catalog;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>What must hold after every step, whatever went wrong in it: I1, I3 and I6 of the domain, held against the distributor's own books.</summary>
internal static class Agreement
{
    /// <summary>
    /// Nobody else can sell what the distributor has; the counts add up; each of its tickets is one ticket here, but for those whose
    /// lines wait or were not imported yet.
    /// </summary>
    public static async Task ShouldBeSafe(this LinkedVenue venue)
    {
        await NobodyElseCanSellWhatTheDistributorHas(venue);
        (await venue.SeatMap.Counts()).ShouldAddUp();
        await NoTicketIsInvented(venue);
        await EveryTicketHasItsPlace(venue);
    }

    /// <summary>As <see cref="ShouldBeSafe"/>, and both sides have the same tickets and the same counts.</summary>
    public static async Task ShouldAgree(this LinkedVenue venue)
    {
        await venue.ShouldBeSafe();
        var theirs = (await venue.Sandbox.Tickets(LinkedVenue.TheirPerformance)).Where(ticket => ticket.CancelledAt is null).ToList();
        var ours = (await venue.Orders()).SelectMany(order => order.Tickets).Where(ticket => ticket.CancelledAt is null).ToList();
        ours.Select(ticket => ticket.TicketReference).Order(StringComparer.Ordinal)
            .ShouldBe(theirs.Select(ticket => ticket.Ticket).Order(StringComparer.Ordinal));
        var allotment = await venue.Allotment();
        ours.Count.ShouldBe(allotment.Numbered.Sold + allotment.Areas.Sum(area => area.Sold));
        var counts = (await venue.SeatMap.Counts()).Done();
        counts.Total.Sold.ShouldBe(ours.Count);
        (await venue.Waiting()).ShouldBeEmpty();
    }

    /// <summary>As <see cref="ShouldAgree"/>, and the distributor has just what our contingent says that it has.</summary>
    public static async Task ShouldBeInSync(this LinkedVenue venue)
    {
        await venue.ShouldAgree();
        var counts = (await venue.SeatMap.Counts()).Done();
        counts.Total.InDoubt.ShouldBe(0);
        counts.Total.Pending.ShouldBe(0);
        var allotment = await venue.Allotment();
        counts.Total.Offered.ShouldBe(allotment.Numbered.Allotted + allotment.Areas.Sum(area => area.Allotted));
    }

    private static async Task NobodyElseCanSellWhatTheDistributorHas(LinkedVenue venue)
    {
        var offered = (await venue.Places()).Where(place => place.Offer is not OfferStage.None && place.Offeree == venue.InterfaceId).ToList();
        var allotment = await venue.Allotment();
        allotment.Places.Select(place => place.Place).ShouldBeSubsetOf(offered.Select(place => place.Name));
        foreach (var area in allotment.Areas)
        {
            offered.Count(place => place.Key is null).ShouldBeGreaterThanOrEqualTo(area.Allotted);
        }

        offered.ShouldAllBe(place => place.Status != SaleStatus.Held);
    }

    private static void ShouldAddUp(this Outcome<SeatMapCounts> outcome)
    {
        var counts = outcome.Done();
        foreach (var row in counts.Rows.Select(row => row.Counts).Append(counts.Total))
        {
            row.Places.ShouldBe(row.Free + row.Held + row.Sold + row.Blocked);
        }

        counts.Rows.Aggregate(default(PlaceCounts), (sum, row) => sum + row.Counts).ShouldBe(counts.Total);
        counts.Total.Places.ShouldBe(38);
    }

    private static async Task NoTicketIsInvented(LinkedVenue venue)
    {
        var theirs = (await venue.Sandbox.Tickets()).ToDictionary(ticket => ticket.Ticket);
        foreach (var order in await venue.Orders())
        {
            order.Contact.ShouldBe(venue.Contact);
            order.Venue.ShouldBe(venue.Venue);
            foreach (var ticket in order.Tickets)
            {
                ShouldBeTheSame(ticket, order, theirs[ticket.TicketReference]);
            }
        }
    }

    private static void ShouldBeTheSame(Ticket ours, Order order, TicketView theirs)
    {
        order.SaleReference.ShouldBe(theirs.Sale);
        ours.Price.ShouldBe(new Money(theirs.Amount, theirs.Currency));
        ours.Barcode.ShouldBe(theirs.Barcode);
        ours.SoldAt.ShouldBe(theirs.SoldAt);
        if (theirs.Place is { } place)
        {
            ours.PlaceName.ShouldBe(place);
        }
        else
        {
            ours.PlaceName.ShouldStartWith("Steh #");
        }

        if (ours.CancelledAt is { } cancelled)
        {
            cancelled.ShouldBe(theirs.CancelledAt!.Value);
        }
    }

    private static async Task EveryTicketHasItsPlace(LinkedVenue venue)
    {
        var tickets = (await venue.Orders()).SelectMany(order => order.Tickets).ToList();
        tickets.Select(ticket => ticket.TicketReference).ShouldBeUnique();
        var valid = tickets.Where(ticket => ticket.CancelledAt is null).ToList();
        var sold = (await venue.Places()).Where(place => place.Status is SaleStatus.Sold && place.Offeree == venue.InterfaceId);
        sold.Select(place => (place.Number, place.Order)).Order()
            .ShouldBe(valid.Select(ticket => (ticket.Place, (OrderId?)ticket.Order)).Order());
    }
}
