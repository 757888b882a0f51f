using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Distribution.SeatMaps.Journal;

/// <summary>
/// The bytes of a whole seat map at one version: a format byte, the number of its places, then what <see cref="SeatMapState.Picture"/>
/// says. The facts of the places stand as they are in memory, eight bytes each.
/// </summary>
internal static class SnapshotCodec
{
    private enum Kind : byte
    {
        Sold,
        Held,
        /// <summary>Since format 2.</summary>
        HeldForChannel,
    }

    /// <summary>What writes the state as it is now, at any time and anywhere: a snapshot of a large map has some megabytes.</summary>
    public static Action<ByteWriter> Encode(SeatMapState state)
    {
        var (count, picture) = (state.Index.Count, state.Picture());
        return to =>
        {
            to.Byte(JournalCodec.Format);
            to.Number(count);
            picture(to);
        };
    }

    /// <exception cref="InvalidDataException">The bytes are damaged, of another seating plan, or of a format that this program does not know.</exception>
    public static SeatMapState Decode(byte[] snapshot, PlaceIndex index)
    {
        var from = new ByteReader(snapshot);
        JournalCodec.CheckFormat(from.Byte(), "seat map snapshot");
        if (from.Number() is var count && count != index.Count)
        {
            throw new InvalidDataException($"The snapshot has {count} places and the seating plan {index.Count}.");
        }

        var state = new SeatMapState(index);
        state.Read(ref from);
        return state;
    }

    public static void Write(ByteWriter to, int number, SaleRecord record, ImmutableArray<int> places)
    {
        to.Number(number);
        to.Byte((byte)(record is not SaleRecord.Held { Channel: var channel } ? Kind.Sold : channel is null ? Kind.Held : Kind.HeldForChannel));
        if (record is SaleRecord.Held held)
        {
            SaleCodec.Write(to, held);
        }
        else
        {
            SaleCodec.Write(to, (SaleRecord.Sold)record);
        }

        to.Places(places);
    }

    public static (int Number, SaleRecord Record, ImmutableArray<int> Places) ReadSale(ref ByteReader from, int placeCount)
    {
        var number = from.Count();
        var kind = (Kind)from.Byte();
        SaleRecord record = kind == Kind.Sold ? SaleCodec.ReadSold(ref from) : SaleCodec.ReadHeld(ref from, kind == Kind.HeldForChannel);
        var places = from.Places();
        return places.All(place => place < placeCount)
            ? (number, record, places)
            : throw new InvalidDataException($"The snapshot has a sale {number} of a place that the seating plan does not have.");
    }

    public static void Write(ByteWriter to, ulong[] places)
    {
        if (BitConverter.IsLittleEndian)
        {
            to.Bytes(MemoryMarshal.AsBytes(places.AsSpan()));
            return;
        }

        foreach (var place in places)
        {
            to.Fixed(place);
        }
    }

    public static void Read(ref ByteReader from, ulong[] places)
    {
        if (BitConverter.IsLittleEndian)
        {
            from.Bytes(places.Length * sizeof(ulong)).CopyTo(MemoryMarshal.AsBytes(places.AsSpan()));
            return;
        }

        for (var place = 0; place < places.Length; place++)
        {
            places[place] = from.Fixed();
        }
    }
}
