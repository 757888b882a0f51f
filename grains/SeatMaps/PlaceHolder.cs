using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>Who has a place, so that nobody else can have it.</summary>
/// <param name="Kind">By which right.</param>
/// <param name="Order">What it is sold under.</param>
/// <param name="Ticket">A distributor's ticket.</param>
/// <param name="Hold">The hold that has it.</param>
/// <param name="Interface">The distributor interface that sold it, or may sell it.</param>
/// <param name="Who">Who holds it.</param>
/// <param name="Until">The end of the hold.</param>
[GenerateSerializer, Immutable, Alias("PlaceHolder")]
public sealed record PlaceHolder(
    HolderKind Kind,
    OrderId? Order = null,
    TicketId? Ticket = null,
    HoldId? Hold = null,
    DistributorInterfaceId? Interface = null,
    string? Who = null,
    DateTimeOffset? Until = null)
{
    internal static PlaceHolder Of(SeatMapState state, int place)
    {
        var facts = state[place];
        if (facts.IsFree)
        {
            return facts.IsOffered ? new(HolderKind.Offered, Interface: state.InterfaceAt(facts.Offeree)) : new(HolderKind.Nobody);
        }

        return state.Sale(facts.Sale) switch
        {
            SaleRecord.Held held => new(HolderKind.Held, Hold: held.Hold, Who: held.Holder, Until: held.Until),
            SaleRecord.Sold { Interface: > 0 } sold => new(HolderKind.Sold, sold.Order, sold.Ticket, Interface: state.InterfaceAt(sold.Interface)),
            SaleRecord.Sold sold => new(HolderKind.Sold, sold.Order),
            _ => throw new InvalidOperationException("A sale is a hold or a sale."),
        };
    }

    /// <summary>The same party, by the same right; a hold that was extended is the same one.</summary>
    public bool IsSame(PlaceHolder other) =>
        (Kind, Order, Ticket, Hold, Interface) == (other.Kind, other.Order, other.Ticket, other.Hold, other.Interface);
}

/// <summary>By which right somebody has a place.</summary>
public enum HolderKind
{
    /// <summary>The place is free, and offered to nobody.</summary>
    Nobody = 1,
    /// <summary>A channel of the venue holds it for a buyer.</summary>
    Held,
    /// <summary>It is sold, by a channel of the venue or by a distributor.</summary>
    Sold,
    /// <summary>It is free, and a distributor sells it, or may.</summary>
    Offered,
}
