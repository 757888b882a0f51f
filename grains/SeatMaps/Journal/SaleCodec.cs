using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>The bytes of holds and sales, in the journal and in snapshots.</summary>
internal static class SaleCodec
{
    public static void Write(ByteWriter to, SaleRecord.Held held)
    {
        to.Id(held.Hold.Value);
        to.Difference(held.Until.UtcTicks);
        to.Text(held.Holder);
        to.Text(held.Customer ?? "");
    }

    public static void Write(ByteWriter to, SaleRecord.Sold sold)
    {
        to.Id(sold.Order.Value);
        to.Byte(sold.Interface);
        to.Byte(sold.Ticket is null ? (byte)0 : (byte)1);
        if (sold.Ticket is { } ticket)
        {
            to.Id(ticket.Value);
        }
    }

    public static SaleRecord.Held ReadHeld(ref ByteReader from) =>
        new(new HoldId(from.Id()), from.Time(0), from.Text(), from.Text() is { Length: > 0 } customer ? customer : null);

    public static SaleRecord.Sold ReadSold(ref ByteReader from)
    {
        var (order, distributor) = (new OrderId(from.Id()), from.Byte());
        return new SaleRecord.Sold(order, from.Byte() == 0 ? null : new TicketId(from.Id()), distributor);
    }
}
