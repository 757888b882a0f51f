using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Distribution.SeatMaps.Journal;

/// <summary>
/// The bytes of a whole seat map at one version: a format byte, the number of its places, then what <see cref="SeatMapState.Write"/>
/// says. The facts of the places stand as they are in memory, eight bytes each.
/// </summary>
internal static class SnapshotCodec
{
    /// <summary>Writes into <paramref name="to"/>, which is used again and again: a snapshot of a large map has some megabytes.</summary>
    public static void Encode(SeatMapState state, ByteWriter to)
    {
        to.Clear();
        to.Byte(JournalCodec.Format);
        to.Number(state.Index.Count);
        state.Write(to);
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
        to.Byte(record is SaleRecord.Held ? (byte)1 : (byte)0);
        if (record is SaleRecord.Held held)
        {
            JournalCodec.Write(to, held);
        }
        else
        {
            JournalCodec.Write(to, (SaleRecord.Sold)record);
        }

        to.Places(places);
    }

    public static (int Number, SaleRecord Record, ImmutableArray<int> Places) ReadSale(ref ByteReader from, int placeCount)
    {
        var number = from.Count();
        SaleRecord record = from.Byte() == 1 ? JournalCodec.ReadHeld(ref from) : JournalCodec.ReadSold(ref from);
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
