using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Tests.Simulation;

/// <summary>A place as the model knows it.</summary>
internal sealed class ModelPlace(int number, string name, string category, int categoryRank, string block, string? area)
{
    public int Number => number;

    public string Name => name;

    public string Category => category;

    /// <summary>0 for the plan's best category.</summary>
    public int CategoryRank => categoryRank;

    public string Block => block;

    /// <summary>Only of a place without a number.</summary>
    public string? Area => area;

    public bool IsNumbered => area is null;

    /// <summary>Null in the pool.</summary>
    public ContingentId? Contingent { get; set; }

    public bool Blocked { get; set; }

    public HoldId? Hold { get; set; }

    public DateTimeOffset? HeldUntil { get; set; }

    public OrderId? Order { get; set; }

    /// <summary>Only of a distributor's sale.</summary>
    public TicketId? Ticket { get; set; }

    public DistributorInterfaceId? Seller { get; set; }

    public DistributorInterfaceId? Offeree { get; set; }

    public bool Acknowledged { get; set; }

    public ContingentId? OfferedFrom { get; set; }

    public bool IsFree => Hold is null && Order is null;

    public OfferStage Offer => Offeree is null ? OfferStage.None : Acknowledged ? OfferStage.Acknowledged : OfferStage.InDoubt;

    public SaleStatus Status => Order is not null ? SaleStatus.Sold : Hold is not null ? SaleStatus.Held : SaleStatus.Free;

    public bool IsInDoubtAt(DistributorInterfaceId distributor) => Offeree == distributor && !Acknowledged;

    public void Free() => (Hold, HeldUntil, Order, Ticket, Seller) = (null, null, null, null, null);

    public void Withdraw() => (Offeree, Acknowledged, OfferedFrom) = (null, false, null);
}
