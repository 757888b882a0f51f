namespace Distribution.SeatMaps;

/// <summary>
/// Bytes in the order in which they came, in chunks: nothing is copied when more come or the first are dropped. A position is where bytes begin
/// among all that ever came, modulo 2^32; there are never so many at once.
/// </summary>
internal sealed class RecentBytes
{
    private const int ChunkBits = 13;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<byte[]> _chunks;
    private uint _first;
    private uint _end;

    public RecentBytes()
    {
        _chunks = [];
    }

    private RecentBytes(RecentBytes other)
    {
        (_chunks, _first, _end) = ([.. other._chunks], other._first, other._end);
    }

    public uint Length => unchecked(_end - _first);

    /// <returns>Their position.</returns>
    public uint Add(ReadOnlySpan<byte> bytes)
    {
        var start = _end;
        while (!bytes.IsEmpty)
        {
            var (chunk, at) = (ChunkOf(_end), (int)(_end & (ChunkSize - 1)));
            if (chunk == _chunks.Count)
            {
                _chunks.Add(new byte[ChunkSize]);
            }

            var count = Math.Min(bytes.Length, ChunkSize - at);
            bytes[..count].CopyTo(_chunks[chunk].AsSpan(at));
            bytes = bytes[count..];
            _end = unchecked(_end + (uint)count);
        }

        return start;
    }

    /// <param name="end">Null: up to the last.</param>
    public ReadOnlySpan<byte> Read(uint start, uint? end)
    {
        var length = (int)unchecked((end ?? _end) - start);
        var (chunk, at) = (ChunkOf(start), (int)(start & (ChunkSize - 1)));
        if (at + length <= ChunkSize)
        {
            return _chunks[chunk].AsSpan(at, length);
        }

        var whole = new byte[length];
        for (var done = 0; done < length; at = 0)
        {
            var part = _chunks[chunk++].AsSpan(at, Math.Min(length - done, ChunkSize - at));
            part.CopyTo(whole.AsSpan(done));
            done += part.Length;
        }

        return whole;
    }

    /// <summary>What stands before a position is not asked for any more.</summary>
    /// <param name="start">Null: nothing is.</param>
    public void DropBefore(uint? start)
    {
        var first = start ?? _end;
        _chunks.RemoveRange(0, Math.Min(ChunkOf(first), _chunks.Count));
        _first = first;
    }

    /// <summary>The same bytes at the same positions, whatever is added to this and dropped from it: the two share the chunks, whose bytes never change.</summary>
    public RecentBytes Picture() => new(this);

    private int ChunkOf(uint position) => (int)(unchecked(position - (_first & ~(ChunkSize - 1u))) >> ChunkBits);
}
