using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Gives the buyer of a distributor's ticket another place than the one it sold, which somebody else has. A place that nobody is offered goes before one that
/// this distributor may still sell: the latter is in doubt from now on, and its next export withdraws it.
/// </summary>
/// <param name="Place">The numbered place that was sold; else <paramref name="Area"/> names the unnumbered area.</param>
/// <param name="Chosen">The new place; null takes the nearest of the same seat category in the distributor's contingents, then in the venue's pool.</param>
/// <param name="ChosenArea">Any place of an unnumbered area.</param>
[GenerateSerializer, Immutable, Alias("ReseatSale")]
public sealed record ReseatSale(
    CommandContext Context,
    DistributorInterfaceId Interface,
    SalesChannelId Channel,
    TicketId Ticket,
    OrderId Order,
    PlaceKey? Place,
    AreaKey? Area,
    PlaceKey? Chosen,
    AreaKey? ChosenArea) : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.ReseatSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("reseat sale");
        fingerprint.Add(Interface.Value);
        fingerprint.Add(Ticket.Value);
        fingerprint.Add(Order.Value);
        fingerprint.Add(Chosen?.Value);
        fingerprint.Add(ChosenArea?.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Importing.Begin(state, Ticket, Interface, Channel, out var number, out var met) is { } decided)
        {
            return decided;
        }

        var (place, problem) = Chosen is { } key ? FindChosen(state, key, number)
            : ChosenArea is { } area ? FindIn(state, area, number)
            : FindNearest(state, number);
        if (problem is not null)
        {
            return Decision.Refuse(problem);
        }

        var before = state[place];
        var sale = state.NextSale;
        var sold = before with { Status = SaleStatus.Sold, Sale = sale };
        var facts = before.IsOffered ? sold with { Contingent = 0, Offer = OfferStage.InDoubt } : sold;
        return Decision.Accept(
            [.. met, new SeatMapEffect.SaleSet(sale, new SaleRecord.Sold(Order, Ticket, number)), new SeatMapEffect.PlacesSet(facts, [place])],
            new Answer([place], Warning: before.IsOffered
                ? $"Place {state.Index.Name(place)} is still offered to the distributor, which may sell it a second time until it is withdrawn: run the export now."
                : null));
    }

    private (int Place, Refusal? Problem) FindChosen(SeatMapState state, PlaceKey key, byte number) =>
        state.Index.Find(key) is { } place
            ? (place, Problem(state, place, number))
            : (0, new Refusal(RefusalCode.NotFound, key.Value, $"There is no place {key} in this seat map."));

    private (int Place, Refusal? Problem) FindIn(SeatMapState state, AreaKey key, byte number)
    {
        if (state.Index.FindArea(key) is not { } area)
        {
            return (0, new Refusal(RefusalCode.NotFound, key.Value, $"There is no unnumbered area {key} in this seat map."));
        }

        var (start, length) = state.Index.PlacesOf(area);
        return Best(Enumerable.Range(start, length).Where(place => IsFit(state, place, number)), place => (Rank(state, place), 0, place))
            ?? (0, new Refusal(RefusalCode.NotEnoughPlaces, key.Value, $"No place of area {key} is free for this distributor or in the venue's pool."));
    }

    /// <summary>Beside those whom the buyer came with, if it can be.</summary>
    private (int Place, Refusal? Problem) FindNearest(SeatMapState state, byte number)
    {
        var from = Place is { } key ? state.Index.Find(key) : Area is { } area && state.Index.FindArea(area) is { } found ? state.Index.PlacesOf(found).Start : null;
        if (from is not { } sold)
        {
            return (0, new Refusal(RefusalCode.NotFound, Place?.Value ?? Area?.Value ?? "place", "The place that was sold is not in this seat map, so there is no place like it. Choose one."));
        }

        var (index, category, block) = (state.Index, state.Index.Category(sold), state.Index.BlockCode(sold));
        return Best(
                Enumerable.Range(0, index.Count).Where(place => index.Category(place) == category && index.Kind(place) == index.Kind(sold) && IsFit(state, place, number)),
                place => (Rank(state, place), IsBeside(index, sold, place) ? 0 : index.BlockCode(place) == block ? 1 : 2, Math.Abs(place - sold)))
            ?? (0, new Refusal(
                RefusalCode.NotEnoughPlaces, index.CategoryCode(sold), $"No place of category {index.CategoryCode(sold)} is free for this distributor or in the venue's pool. Choose a place of another category, or refuse the sale."));
    }

    private static (int Place, Refusal? Problem)? Best(IEnumerable<int> places, Func<int, (int, int, int)> rank)
    {
        var best = places.Select(place => (int?)place).MinBy(place => rank(place!.Value));
        return best is { } place ? (place, null) : null;
    }

    private static bool IsBeside(PlaceIndex index, int sold, int place) => index.IsNumbered(sold) && index.AreInOneRow(sold, place);

    private static bool IsFit(SeatMapState state, int place, byte number) => state[place] is { IsFree: true, Blocked: false } && Problem(state, place, number) is null;

    /// <summary>What nobody is offered first, and of that what is the distributor's.</summary>
    private static int Rank(SeatMapState state, int place) => state[place] switch
    {
        { IsOffered: true } => 2,
        { Contingent: 0 } => 1,
        _ => 0,
    };

    private static Refusal? Problem(SeatMapState state, int place, byte number)
    {
        var facts = state[place];
        if (Refusals.Taken(state, place) is { } taken)
        {
            return taken;
        }

        if (facts.IsOffered)
        {
            return facts.Offeree == number ? null : Refusals.Offered(state, place);
        }

        if (facts.Blocked)
        {
            return Refusals.Blocked(state, place);
        }

        // The interface is met here for the first time perhaps: then it has no contingent yet.
        return facts.Contingent == 0 || (number <= state.InterfaceCount && state.ChannelOf(facts.Contingent) == state.ChannelOfInterface(number))
            ? null
            : Refusals.Elsewhere(state, place);
    }
}
