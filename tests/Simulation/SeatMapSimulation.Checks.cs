using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>What must always hold.</summary>
internal sealed partial class SeatMapSimulation
{
    private void CheckNow()
    {
        _map.ShouldEqualItsReplica();
        CheckPlaces();
        CheckCounts();
        CheckOneSeller();
        CheckOneSale();
    }

    /// <summary>Every place is as the model says.</summary>
    private void CheckPlaces()
    {
        foreach (var place in _model.Places)
        {
            var view = SeatMapReads.View(_map.State, place.Number);
            var actual = (view.Contingent, view.Blocked, view.Status, view.HeldUntil, view.Order, view.Offer, view.Offeree);
            var expected = (place.Contingent, place.Blocked, place.Status, place.HeldUntil, place.Order, place.Offer, place.Offeree);
            if (actual != expected || view.Name != place.Name || view.Category != place.Category)
            {
                throw new InvalidOperationException($"{place.Name} is {actual}; the model says {expected}.");
            }
        }
    }

    /// <summary>I6: the counts are those of a recount, and each of them adds up.</summary>
    private void CheckCounts()
    {
        var counts = new ConfirmedPlaces(_map.State).Counts;
        counts.Version.ShouldBe(_map.State.Version);
        counts.Rows.ToDictionary(row => (row.Contingent, row.Category), row => row.Counts)
            .ShouldBe(_model.Places.GroupBy(place => (place.Contingent, place.Category)).ToDictionary(row => row.Key, row => Recount(row)), ignoreOrder: true);
        counts.Withdrawing.ToDictionary(row => (row.Contingent, row.Category), row => row.Counts)
            .ShouldBe(
                _model.Places.Where(place => place.Offeree is not null && place.OfferedFrom != place.Contingent)
                    .GroupBy(place => (place.OfferedFrom, place.Category)).ToDictionary(row => row.Key, row => Recount(row)),
                ignoreOrder: true);
        counts.Total.ShouldBe(Recount(_model.Places));
        counts.Rows.Select(row => row.Counts).Append(counts.Total).ShouldAllBe(one => one.Places == one.Free + one.Held + one.Sold + one.Blocked);
    }

    private PlaceCounts Recount(IEnumerable<ModelPlace> places)
    {
        var all = places.ToList();
        return new PlaceCounts(
            Places: all.Count,
            Free: all.Count(place => place is { IsFree: true, Blocked: false }),
            Held: all.Count(place => place.Hold is not null),
            Sold: all.Count(place => place.Order is not null),
            Blocked: all.Count(place => place is { IsFree: true, Blocked: true }),
            Offered: all.Count(place => place.Offer is OfferStage.Acknowledged),
            InDoubt: all.Count(place => place.Offer is OfferStage.InDoubt),
            Pending: all.Count(IsPending));
    }

    private bool IsPending(ModelPlace place) => place.Offeree is { } offeree
        ? !place.Acknowledged || (!SeatMapModel.IsKept(place) && !_model.IsWanted(place, offeree, _model.ChannelOf(offeree)))
        : place is { IsFree: true, Blocked: false } && _model.ChannelOf(place.Contingent) is not null;

    /// <summary>I1: what a distributor sells, or will when a message arrives that is under way, is offered to it and so to nobody else.</summary>
    private void CheckOneSeller()
    {
        foreach (var distributor in _distributors)
        {
            foreach (var seat in distributor.SeatsItMayHave)
            {
                Place(seat).Offeree.ShouldBe(distributor.Link.Interface, $"{distributor.Link.Name} may sell {seat}");
            }

            foreach (var area in AreaKeys)
            {
                _model.Places.Count(place => place.Area == area && place.Offeree == distributor.Link.Interface)
                    .ShouldBeGreaterThanOrEqualTo(distributor.MayHaveOf(area), $"{distributor.Link.Name} may sell so many of {area}");
            }
        }
    }

    /// <summary>Over all sellers' books, no seat is sold twice and no area beyond its capacity, whether they have told us or not.</summary>
    private void CheckOneSale()
    {
        foreach (var place in _model.Places.Where(place => place.IsNumbered))
        {
            var ours = place.Hold is not null || (place.Order is not null && place.Ticket is null) ? 1 : 0;
            (ours + _distributors.Sum(distributor => distributor.SoldOf(place.Name))).ShouldBeLessThanOrEqualTo(1, $"{place.Name} is sold");
        }

        foreach (var area in AreaKeys)
        {
            var places = _model.Places.Where(place => place.Area == area).ToList();
            var ours = places.Count(place => place.Hold is not null || (place.Order is not null && place.Ticket is null));
            (ours + _distributors.Sum(distributor => distributor.SoldOf(area))).ShouldBeLessThanOrEqualTo(places.Count, $"{area} is sold");
        }
    }

    /// <summary>After a good export and a full import, the distributor's books are ours.</summary>
    private void CheckBooks(SimulatedDistributor distributor)
    {
        var offered = _model.Places.Where(place => place.Offeree == distributor.Link.Interface).ToList();
        offered.ShouldAllBe(place => place.Acknowledged);
        offered.Where(place => place.IsNumbered).Select(place => place.Name).ShouldBe(distributor.Seats, ignoreOrder: true);
        foreach (var area in AreaKeys)
        {
            offered.Count(place => place.Area == area).ShouldBe(distributor.AllottedOf(area), area);
        }

        var sold = _model.Places.Where(place => place.Seller == distributor.Link.Interface);
        sold.Select(place => $"{place.Area ?? place.Name} {place.Ticket} {place.Order}")
            .ShouldBe(distributor.Live.Select(ticket => $"{ticket.Place} {ticket.Id} {ticket.Order}"), ignoreOrder: true);
    }

    private ModelPlace Place(string seat) => _model.Places.Single(place => place.Name == seat);
}
