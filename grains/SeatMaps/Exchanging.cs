using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// A distributor's ticket takes the place of another one, for the same place or for another: the old sale ends and the new one is made in one step, so the
/// buyer never has both places nor none. An old ticket that is not here was cancelled before, and the new one is sold as by <see cref="ImportSale"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("ExchangeSale")]
public sealed record ExchangeSale(ImportSale Sale, TicketId Replaces) : ISeatMapCommand
{
    public CommandContext Context => Sale.Context;

    SeatMapAction ISeatMapCommand.Action => SeatMapAction.ExchangeSale;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("exchange sale");
        fingerprint.Add(unchecked((long)((ISeatMapCommand)Sale).Fingerprint()));
        fingerprint.Add(Replaces.Value);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.Find(Sale.Ticket) is not null || state.Find(Replaces) is not { } old)
        {
            return ((ISeatMapCommand)Sale).Decide(state, now);
        }

        if (state.NumberOf(Sale.Interface) is not { } number || number != ((SaleRecord.Sold)state.Sale(old)).Interface)
        {
            return Decision.Refuse(RefusalCode.Foreign, Replaces.ToString(), "The ticket that is to be replaced was sold through another distributor interface.");
        }

        var places = state.PlacesOfSale(old);
        var freed = Changes.Ending(state, old, SaleEnd.Cancelled, places);
        if (places.Length == 1 && IsWanted(state, places[0]))
        {
            var sale = state.NextSale;
            return Decision.Accept(
                [.. freed, new SeatMapEffect.SaleSet(sale, new SaleRecord.Sold(Sale.Order, Sale.Ticket, number)), new SeatMapEffect.PlacesSet(state[places[0]] with { Sale = sale }, places)],
                new Answer(places));
        }

        var sold = ((ISeatMapCommand)Sale).Decide(state, now);
        return sold.Refusals.IsEmpty ? Decision.Accept([.. freed, .. sold.Effects], sold.Answer) : sold;
    }

    private bool IsWanted(SeatMapState state, int place) => Sale.Place is { } key
        ? state.Index.Find(key) == place
        : Sale.Area is { } area && !state.Index.IsNumbered(place) && state.Index.FindArea(area) == state.Index.AreaOf(place);
}
