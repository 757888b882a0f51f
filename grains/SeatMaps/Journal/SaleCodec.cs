using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>The bytes of holds and sales, in the journal and in snapshots.</summary>
internal static class SaleCodec
{
    private enum Second : byte
    {
        None,
        Ticket,
        Channel,
    }

    public static void Write(ByteWriter to, SaleRecord.Held held)
    {
        to.Id(held.Hold.Value);
        to.Difference(held.Until.UtcTicks);
        to.Text(held.Holder);
        to.Text(held.Customer ?? "");
        if (held.Channel is { } channel)
        {
            to.Id(channel.Value);
        }
    }

    public static void Write(ByteWriter to, SaleRecord.Sold sold)
    {
        to.Id(sold.Order.Value);
        to.Byte(sold.Interface);
        to.Byte((byte)(sold.Ticket is not null ? Second.Ticket : sold.Channel is not null ? Second.Channel : Second.None));
        if ((sold.Ticket?.Value ?? sold.Channel?.Value) is { } second)
        {
            to.Id(second);
        }
    }

    /// <param name="hasChannel">What stands before the hold says so.</param>
    public static SaleRecord.Held ReadHeld(ref ByteReader from, bool hasChannel) => new(
        new HoldId(from.Id()),
        from.Time(0),
        from.Text(),
        from.Text() is { Length: > 0 } customer ? customer : null,
        hasChannel ? new SalesChannelId(from.Id()) : null);

    public static SaleRecord.Sold ReadSold(ref ByteReader from)
    {
        var (order, distributor) = (new OrderId(from.Id()), from.Byte());
        return (Second)from.Byte() switch
        {
            Second.None when distributor == 0 => new SaleRecord.Sold(order, null, 0),
            Second.Channel when distributor == 0 => new SaleRecord.Sold(order, null, 0, new SalesChannelId(from.Id())),
            Second.Ticket when distributor != 0 => new SaleRecord.Sold(order, new TicketId(from.Id()), distributor),
            _ => throw ByteReader.Damaged(),
        };
    }
}
