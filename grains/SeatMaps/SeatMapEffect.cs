using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>One thing that an accepted command changes. Effects say what is true afterwards, never a difference.</summary>
internal abstract record SeatMapEffect
{
    private SeatMapEffect()
    {
    }

    /// <summary>A contingent got its number in this seat map: the next one.</summary>
    public sealed record ContingentMet(ContingentId Id, SalesChannelId? Channel) : SeatMapEffect;

    /// <summary>A distributor interface got its number in this seat map: the next one.</summary>
    public sealed record InterfaceMet(DistributorInterfaceId Id, SalesChannelId Channel) : SeatMapEffect;

    /// <summary>The interface's distributor is told by people: its places are offered from assignment on.</summary>
    public sealed record ToldByWord(byte Interface) : SeatMapEffect;

    /// <summary>A hold or a sale is there, or a hold has a new end.</summary>
    public sealed record SaleSet(int Number, SaleRecord Record) : SeatMapEffect;

    /// <summary>A hold or a sale is over. Which one, and whose, is for the audit log: entries that are older than this have the number alone.</summary>
    public sealed record SaleEnded(int Number, SaleEnd Why, HoldId? Hold = null, OrderId? Order = null, string? Customer = null, SalesChannelId? Channel = null)
        : SeatMapEffect
    {
        public static SaleEnded Of(int number, SaleEnd why, SaleRecord record) => record is SaleRecord.Sold sold
            ? new(number, why, Order: sold.Order, Channel: sold.Channel)
            : record is SaleRecord.Held held ? new(number, why, held.Hold, Customer: held.Customer, Channel: held.Channel) : new(number, why);
    }

    /// <summary>These places have these facts.</summary>
    public sealed record PlacesSet(PlaceFacts Facts, ImmutableArray<int> Places) : SeatMapEffect;

    /// <summary>An allotment message with this version is about to be sent to the interface.</summary>
    public sealed record ExportBegun(byte Interface, long Version) : SeatMapEffect;
}

public enum SaleEnd : byte
{
    Released = 1,
    Expired,
    Confirmed,
    Cancelled,
}
