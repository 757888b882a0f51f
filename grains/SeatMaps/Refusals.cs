using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>The reasons that places give, in the words of a box office.</summary>
internal static class Refusals
{
    public static Refusal Sold(SeatMapState state, int place) =>
        new(RefusalCode.PlaceSold, state.Index.Name(place), $"Place {state.Index.Name(place)} is sold{By(state, place)}.");

    public static Refusal Held(SeatMapState state, int place)
    {
        var held = (SaleRecord.Held)state.Sale(state[place].Sale);
        return new(RefusalCode.PlaceHeld, state.Index.Name(place), $"Place {state.Index.Name(place)} is held by somebody else until {held.Until:u}.");
    }

    public static Refusal Offered(SeatMapState state, int place)
    {
        var doubt = state[place].Offer == OfferStage.InDoubt ? "may still be" : "is";
        var how = state.Parties.IsByWord(state[place].Offeree)
            ? "make an allotment sheet, read it out to the distributor, and confirm who agreed"
            : "run that interface's export";
        return new(RefusalCode.PlaceOffered, state.Index.Name(place),
            $"Place {state.Index.Name(place)} {doubt} offered to distributor interface {state.InterfaceAt(state[place].Offeree)}. Withdraw it there first: take it back or block it, and {how}.");
    }

    public static Refusal Blocked(SeatMapState state, int place) =>
        new(RefusalCode.PlaceBlocked, state.Index.Name(place), $"Place {state.Index.Name(place)} is blocked. Unblock it first.");

    /// <summary>Of a place that a distributor sold without having it.</summary>
    public static Refusal BlockedAndNotOffered(SeatMapState state, int place) =>
        new(RefusalCode.PlaceBlocked, state.Index.Name(place), $"Place {state.Index.Name(place)} is blocked by the venue, and not offered to this distributor.");

    public static Refusal Elsewhere(SeatMapState state, int place)
    {
        var where = state[place].Contingent == 0 ? "the venue's pool" : $"contingent {state.ContingentAt(state[place].Contingent)}";
        return new(RefusalCode.PlaceElsewhere, state.Index.Name(place), $"Place {state.Index.Name(place)} is in {where}.");
    }

    /// <summary>Held or sold: nobody else can have the place, whatever they want with it.</summary>
    public static Refusal? Taken(SeatMapState state, int place) => state[place].Status switch
    {
        SaleStatus.Sold => Sold(state, place),
        SaleStatus.Held => Held(state, place),
        _ => null,
    };

    private static string By(SeatMapState state, int place) => state.Sale(state[place].Sale) switch
    {
        SaleRecord.Sold { Interface: > 0 } sold => $" by distributor interface {state.InterfaceAt(sold.Interface)} under order {sold.Order}",
        SaleRecord.Sold sold => $" under order {sold.Order}",
        _ => "",
    };
}
