using System.Runtime.InteropServices;

namespace Distribution.SeatMaps;

internal enum SaleKind : byte
{
    None,
    Held,
    Sold,
}

/// <summary>A hold or a sale. A sale through an interface is a distributor's, and has a ticket; several of these may be of one order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal record struct SaleSlot
{
    /// <summary>Of the hold, or of the order.</summary>
    public Guid Id;

    /// <summary>Of a hold.</summary>
    public long UntilTicks;

    /// <summary>Of a hold: a number of <see cref="Holders"/>.</summary>
    public int Holder;

    public int LastPlace;

    public ushort Places;

    public SaleKind Kind;

    public byte Interface;
}
