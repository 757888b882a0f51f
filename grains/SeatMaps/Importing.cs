using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Records that a distributor sold a place: a fact, not a wish. A place offered to it, or free and offered to nobody, is sold
/// (the latter with a warning, and put back into the distributor's contingent). A place that somebody else has is refused, with both parties named,
/// and so is one that the venue blocked and the distributor does not have. One that is blocked, but not withdrawn yet, was still its own to sell.
/// A known ticket changes nothing. Whether the distributor will have the place after a cancellation is known only where it was known before: a place
/// in doubt stays so, and one that was not offered is in doubt, until the next export.
/// </summary>
/// <param name="Place">A numbered place; else <paramref name="Area"/> names an unnumbered area.</param>
[GenerateSerializer, Immutable, Alias("ImportSale")]
public sealed record ImportSale(
    CommandContext Context, DistributorInterfaceId Interface, SalesChannelId Channel, TicketId Ticket, OrderId Order, PlaceKey? Place, AreaKey? Area)
    : ISeatMapCommand
{
    /// <summary>Sales in one call: a few milliseconds, in which the seat map decides nothing else.</summary>
    public const int MaxAtOnce = 500;

    SeatMapAction ISeatMapCommand.Action => SeatMapAction.ImportSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("import sale");
        fingerprint.Add(Interface.Value);
        fingerprint.Add(Ticket.Value);
        fingerprint.Add(Order.Value);
        fingerprint.Add(Place?.Value);
        fingerprint.Add(Area?.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Importing.Begin(state, Ticket, Interface, Channel, out var number, out var met) is { } decided)
        {
            return decided;
        }

        var (place, problem) = Place is { } key ? FindSeat(state, key, number) : FindInArea(state, number);
        if (problem is not null)
        {
            return Decision.Refuse(problem);
        }

        var before = state[place];
        var wasOffered = before.IsOffered;
        var home = wasOffered ? before.OfferedFrom : Importing.HomeOf(state, before, Channel);
        var sale = state.NextSale;
        var facts = new PlaceFacts(home, Blocked: false, SaleStatus.Sold, sale, number, wasOffered ? before.Offer : OfferStage.InDoubt, home);
        return Decision.Accept(
            [.. met, new SeatMapEffect.SaleSet(sale, new SaleRecord.Sold(Order, Ticket, number)), new SeatMapEffect.PlacesSet(facts, [place])],
            new Answer([place], Warning: Warning(state.Index.Name(place), before)));
    }

    private static (int Place, Refusal? Problem) FindSeat(SeatMapState state, PlaceKey key, byte number)
    {
        if (state.Index.Find(key) is not { } place)
        {
            return (0, new Refusal(RefusalCode.NotFound, key.Value, $"There is no place {key} in this seat map."));
        }

        var offeredElsewhere = state[place].IsOffered && state[place].Offeree != number;
        return (place, Refusals.Taken(state, place) ?? (offeredElsewhere ? Refusals.Offered(state, place) : BlockedHere(state, place)));
    }

    private static Refusal? BlockedHere(SeatMapState state, int place) =>
        state[place] is { Blocked: true, IsOffered: false } ? Refusals.BlockedAndNotOffered(state, place) : null;

    private static string? Warning(string name, PlaceFacts before) => before switch
    {
        { IsOffered: false } => $"Place {name} was not offered to this distributor, but free: it is sold by it now. Ask the distributor why it had the place for sale.",
        { Blocked: true } => $"Place {name} was blocked here, but not withdrawn from this distributor yet: it is sold, and not blocked any more.",
        _ => null,
    };

    /// <summary>
    /// Never above the allotment: only a free place that is offered, or may be, will do. One that is to stay with the distributor comes before
    /// one that is on its way back, since the places of an area are as good as one another.
    /// </summary>
    private (int Place, Refusal? Problem) FindInArea(SeatMapState state, byte number)
    {
        if (Area is not { } key)
        {
            return (0, new Refusal(RefusalCode.Invalid, "place", "A sale names a numbered place or an unnumbered area."));
        }

        if (state.Index.FindArea(key) is not { } area)
        {
            return (0, new Refusal(RefusalCode.NotFound, key.Value, $"There is no unnumbered area {key} in this seat map."));
        }

        var (start, length) = state.Index.PlacesOf(area);
        return BestOf(state, start, length, number) is { } place
            ? (place, null)
            : (0, new Refusal(RefusalCode.NotEnoughPlaces, key.Value, $"The distributor sold more of area {key} than it was allotted."));
    }

    /// <summary>The first of the best; an area is gone through once at most, for a file sells thousands of its places.</summary>
    private static int? BestOf(SeatMapState state, int start, int length, byte number)
    {
        var (best, rank) = ((int?)null, int.MaxValue);
        for (var place = start; place < start + length && rank > 0; place++)
        {
            if (state[place] is { IsFree: true, IsOffered: true } facts && facts.Offeree == number && Rank(state, facts) is var its && its < rank)
            {
                (best, rank) = (place, its);
            }
        }

        return best;
    }

    private static int Rank(SeatMapState state, PlaceFacts facts) =>
        (ExportPlan.IsWithdrawn(state.Parties, facts) ? 2 : 0) + (facts.Offer == OfferStage.Acknowledged ? 0 : 1);
}

internal static class Importing
{
    /// <summary>What every sale of a distributor begins with: a ticket that is known changes nothing, and an interface that is not known yet is met.</summary>
    /// <param name="number">Of the interface, as in <see cref="Interfaces.Meet"/>.</param>
    /// <returns>The decision where that is all; null where the sale is still to be decided.</returns>
    public static Decision? Begin(
        SeatMapState state, TicketId ticket, DistributorInterfaceId distributor, SalesChannelId channel, out byte number, out SeatMapEffect[] met)
    {
        (number, met) = (0, []);
        if (state.Find(ticket) is { } known)
        {
            return Decision.Accept([], new Answer(state.PlacesOfSale(known)));
        }

        return Interfaces.Meet(state, distributor, channel, out number, out met) is { } refusal ? Decision.Refuse(refusal) : null;
    }

    /// <summary>The contingent of a place that a distributor sold without having been offered it.</summary>
    public static ushort HomeOf(SeatMapState state, PlaceFacts facts, SalesChannelId channel) =>
        state.ChannelOf(facts.Contingent) == channel ? facts.Contingent : state.Parties.FirstContingentOf(channel) ?? facts.Contingent;
}

/// <summary>Records that a distributor cancelled a ticket: the place is free again in the distributor's contingent, and still offered.</summary>
[GenerateSerializer, Immutable, Alias("CancelImportedSale")]
public sealed record CancelImportedSale(CommandContext Context, DistributorInterfaceId Interface, TicketId Ticket) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.CancelImportedSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("cancel imported sale");
        fingerprint.Add(Interface.Value);
        fingerprint.Add(Ticket.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.Find(Ticket) is not { } sale)
        {
            return Decision.Accept([], Answer.Nothing);
        }

        if (state.NumberOf(Interface) != ((SaleRecord.Sold)state.Sale(sale)).Interface)
        {
            return Decision.Refuse(RefusalCode.Foreign, Ticket.ToString(), "This ticket was sold through another distributor interface.");
        }

        var places = state.PlacesOfSale(sale);
        return Decision.Accept(Changes.Ending(state, sale, SaleEnd.Cancelled, places), new Answer(places));
    }
}
