using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>What stands behind the places that are not free: a hold of a sales channel of the venue, or a sale.</summary>
internal abstract record SaleRecord
{
    private SaleRecord()
    {
    }

    /// <param name="Until">From this moment on the places are free again.</param>
    /// <param name="Holder">Whose command made the hold.</param>
    /// <param name="Customer">Who buys, in the holder's own words, such as a session; null where it was not said.</param>
    /// <param name="Channel">The own sales channel that it is held for; null where it was not said.</param>
    public sealed record Held(HoldId Hold, DateTimeOffset Until, string Holder, string? Customer = null, SalesChannelId? Channel = null) : SaleRecord;

    /// <param name="Ticket">The ticket of a distributor's sale; null for the venue's own.</param>
    /// <param name="Interface">Number of the distributor interface that sold; 0 for the venue's own channels.</param>
    /// <param name="Channel">The own sales channel that sold it; null where it was not said, and for a distributor's, whose interface has its channel.</param>
    public sealed record Sold(OrderId Order, TicketId? Ticket, byte Interface, SalesChannelId? Channel = null) : SaleRecord;
}
