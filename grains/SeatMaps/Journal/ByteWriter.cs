using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Distribution.SeatMaps.Journal;

/// <summary>Bytes that grow as they are written and are used again and again. Whole numbers take 7 bits a byte, the low ones first.</summary>
/// <param name="capacity">Bytes to make room for; more grow by doubling.</param>
internal sealed class ByteWriter(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    /// <summary>Valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Take(1)[0] = value;
    }

    public void Number(long value)
    {
        var to = Reserve(10);
        var rest = unchecked((ulong)value);
        var length = 0;
        while (rest >= 0x80)
        {
            to[length++] = unchecked((byte)(rest | 0x80));
            rest >>= 7;
        }

        to[length++] = unchecked((byte)rest);
        Length += length;
    }

    /// <summary>A number that is near 0 on either side.</summary>
    public void Difference(long value) => Number(unchecked((value << 1) ^ (value >> 63)));

    public void Fixed(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Id(Guid value) => value.TryWriteBytes(Take(16));

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Places as differences: a run of neighbours costs a byte each.</summary>
    public void Places(ImmutableArray<int> places)
    {
        Number(places.Length);
        var last = 0;
        foreach (var place in places)
        {
            Difference(place - last);
            last = place;
        }
    }

    private Span<byte> Take(int count)
    {
        var taken = Reserve(count)[..count];
        Length += count;
        return taken;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_bytes.Length * 2), checked(Length + count)));
        }

        return _bytes.AsSpan(Length);
    }
}
