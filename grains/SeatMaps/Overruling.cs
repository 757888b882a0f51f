using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// A distributor's sale wins over whoever has its place: their hold is released whole (who pays for four places must not get three), or the one place
/// is taken out of their order, or the place is to be withdrawn from the other distributor. Then the place is sold under the ticket, all in
/// one step. Only the party that was seen is overruled: another one that came since is told as the place's own refusal. A place that got free since is
/// sold as by <see cref="ImportSale"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("OverruleSale")]
public sealed record OverruleSale(
    CommandContext Context, DistributorInterfaceId Interface, SalesChannelId Channel, TicketId Ticket, OrderId Order, PlaceKey Place, PlaceHolder Against)
    : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.OverruleSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("overrule sale");
        fingerprint.Add(Interface.Value);
        fingerprint.Add(Ticket.Value);
        fingerprint.Add(Order.Value);
        fingerprint.Add(Place.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Importing.Begin(state, Ticket, Interface, Channel, out var number, out var met) is { } decided)
        {
            return decided;
        }

        if (state.Index.Find(Place) is not { } place)
        {
            return Decision.Refuse(RefusalCode.NotFound, Place.Value, $"There is no place {Place} in this seat map.");
        }

        var holder = PlaceHolder.Of(state, place);
        var isTheirs = holder.Kind == HolderKind.Nobody || (holder.Kind == HolderKind.Offered && holder.Interface == Interface);
        if (!isTheirs && !holder.IsSame(Against))
        {
            return Decision.Refuse((Refusals.Taken(state, place) ?? Refusals.Offered(state, place)) with
            {
                Message = $"Somebody else has place {Place} by now than the conflict says. Look at it again.",
            });
        }

        return Decision.Accept([.. met, .. Take(state, place, number)], new Answer([place], Warning: StillOffered(state, place, number)));
    }

    /// <summary>The other distributor may sell the place too, until it gave it up.</summary>
    private static string? StillOffered(SeatMapState state, int place, byte number)
    {
        if (!state[place].IsOffered || state[place].Offeree == number)
        {
            return null;
        }

        var how = state.Parties.IsByWord(state[place].Offeree)
            ? "read out an allotment sheet to it now, and confirm who agreed"
            : "run its export now";
        return $"Another distributor has place {state.Index.Name(place)} on sale until it gave it up: {how}, or it may be sold there too.";
    }

    private ImmutableArray<SeatMapEffect> Take(SeatMapState state, int place, byte number)
    {
        var before = state[place];
        var sale = state.NextSale;
        var home = Importing.HomeOf(state, before, Channel);

        // Another distributor's offer stays until that distributor gave the place up; in doubt, so that its next export asks for it.
        var offer = before.IsOffered && before.Offeree != number ? (before.Offeree, OfferStage.InDoubt, before.OfferedFrom)
            : before.IsOffered ? (number, before.Offer, before.OfferedFrom)
            : (number, OfferStage.InDoubt, home);
        return
        [
            .. Leave(state, place),
            new SeatMapEffect.SaleSet(sale, new SaleRecord.Sold(Order, Ticket, number)),
            new SeatMapEffect.PlacesSet(new PlaceFacts(home, Blocked: false, SaleStatus.Sold, sale, offer.Item1, offer.Item2, offer.Item3), [place]),
        ];
    }

    /// <summary>The other party has the place no more.</summary>
    private static ImmutableArray<SeatMapEffect> Leave(SeatMapState state, int place)
    {
        if (state[place].IsFree)
        {
            return [];
        }

        var number = state[place].Sale;
        return state.Sale(number) is SaleRecord.Held
            ? Changes.Ending(state, number, SaleEnd.Released, state.PlacesOfSale(number))
            : Changes.Cancelling(state, number, [place]);
    }
}
