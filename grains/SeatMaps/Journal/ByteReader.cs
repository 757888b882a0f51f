using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Distribution.SeatMaps.Journal;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Bytes that end too soon or make no sense are <see cref="InvalidDataException"/>s.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return unchecked((long)value);
            }
        }

        throw Damaged();
    }

    public int Count()
    {
        var number = Number();
        return number is >= 0 and <= int.MaxValue ? (int)number : throw Damaged();
    }

    /// <summary>How many things follow that take at least a byte each.</summary>
    public int Length()
    {
        var count = Count();
        return count <= _rest.Length ? count : throw Damaged();
    }

    public long Difference()
    {
        var zigzag = unchecked((ulong)Number());
        return unchecked((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
    }

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public Guid Id() => new(Take(16));

    /// <summary>Null where it is the empty one.</summary>
    public Guid? GivenId() => Id() is var id && id == Guid.Empty ? null : id;

    /// <summary>A moment that stands as a difference to another.</summary>
    public DateTimeOffset Time(long beforeTicks)
    {
        var ticks = unchecked(beforeTicks + Difference());
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw Damaged();
    }

    public string Text() => Encoding.UTF8.GetString(Take(Length()));

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    public ImmutableArray<int> Places()
    {
        var places = new int[Length()];
        var last = 0L;
        for (var i = 0; i < places.Length; i++)
        {
            last = unchecked(last + Difference());
            places[i] = last is >= 0 and <= int.MaxValue ? (int)last : throw Damaged();
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(places);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Damaged();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public static InvalidDataException Damaged() => new("The bytes of a seat map's journal are damaged: they end too soon or hold a number that can't be.");
}
