namespace Distribution.SeatMaps;

/// <summary>A 64-bit FNV-1a hash of a command's content, the same in every process and after every restart.</summary>
internal ref struct Fingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private ulong _hash;

    public static Fingerprint Of(string kind)
    {
        var fingerprint = new Fingerprint { _hash = Offset };
        fingerprint.Add(kind);
        return fingerprint;
    }

    public readonly ulong Value => _hash;

    public void Add(long value)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            Mix((byte)(value >> shift & 0xFF));
        }
    }

    public void Add(Guid? value)
    {
        Span<byte> bytes = stackalloc byte[16];
        (value ?? Guid.Empty).TryWriteBytes(bytes);
        foreach (var b in bytes)
        {
            Mix(b);
        }
    }

    public void Add(string? value)
    {
        foreach (var c in value ?? "")
        {
            Mix((byte)(c & 0xFF));
            Mix((byte)(c >> 8));
        }

        Add(value?.Length ?? -1);
    }

    private void Mix(byte b) => _hash = unchecked((_hash ^ b) * Prime);
}
