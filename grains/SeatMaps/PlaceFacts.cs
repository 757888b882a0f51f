namespace Distribution.SeatMaps;

/// <summary>
/// The four independent facts of one place. A held or sold place is sellable by nobody else; a place that is offered, or
/// may be, is sellable by nobody but its offeree (I1).
/// </summary>
/// <param name="Contingent">Number of the contingent in the seat map; 0 is the venue's pool.</param>
/// <param name="Sale">Number of the hold or sale in the seat map; 0 where the place is free.</param>
/// <param name="Offeree">Number of the distributor interface in the seat map; 0 where the place is offered to none.</param>
/// <param name="OfferedFrom">The contingent it was in when it was offered: there it goes back if the distributor sold it meanwhile.</param>
internal readonly record struct PlaceFacts(
    ushort Contingent, bool Blocked, SaleStatus Status, int Sale, byte Offeree, OfferStage Offer, ushort OfferedFrom)
{
    /// <summary>The bits of <see cref="Pack"/> that mean something outside the seat map.</summary>
    public const ulong WithoutSale = (1UL << 33) - 1;

    /// <summary>The bits of <see cref="Pack"/> that a reader who draws the places needs: contingent, blocked, status and offer.</summary>
    public const ulong State = (1UL << 15) - 1;

    public bool IsFree => Status == SaleStatus.Free;

    public bool IsOffered => Offer != OfferStage.None;

    /// <summary>All facts in eight bytes: contingent 10 bits, blocked 1, status 2, offer 2, offeree 8, offered from 10, sale 31.</summary>
    public ulong Pack() => Contingent
        | (Blocked ? 1UL << 10 : 0)
        | (ulong)Status << 11
        | (ulong)Offer << 13
        | (ulong)Offeree << 15
        | (ulong)OfferedFrom << 23
        | (ulong)Sale << 33;

    public static PlaceFacts Unpack(ulong packed) => new(
        (ushort)(packed & 0x3FF),
        (packed >> 10 & 1) != 0,
        (SaleStatus)(packed >> 11 & 3),
        (int)(packed >> 33),
        (byte)(packed >> 15 & 0xFF),
        (OfferStage)(packed >> 13 & 3),
        (ushort)(packed >> 23 & 0x3FF));

    public PlaceFacts NotOffered() => this with { Offeree = 0, Offer = OfferStage.None, OfferedFrom = 0 };

    public PlaceFacts Free() => this with { Status = SaleStatus.Free, Sale = 0 };

    /// <summary>Back in the contingent it was offered from, and still offered: the distributor kept the place.</summary>
    public PlaceFacts PutBack() => this with
    {
        Contingent = OfferedFrom,
        Blocked = false,
        Offer = OfferStage.Acknowledged,
    };
}

/// <summary>Whether a place is to be had.</summary>
public enum SaleStatus : byte
{
    /// <summary>It is neither held nor sold.</summary>
    Free,
    /// <summary>It is kept for a buyer until a moment.</summary>
    Held,
    /// <summary>It is sold under an order.</summary>
    Sold,
}

/// <summary>Whether a distributor has a place.</summary>
public enum OfferStage : byte
{
    /// <summary>It is offered to nobody.</summary>
    None,
    /// <summary>An addition or a withdrawal was sent and not answered: the distributor may be selling the place.</summary>
    InDoubt,
    /// <summary>The distributor said that it has the place.</summary>
    Acknowledged,
}
