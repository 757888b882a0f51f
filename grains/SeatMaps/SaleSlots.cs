namespace Distribution.SeatMaps;

/// <summary>
/// Holds and sales by number, in chunks of 36 bytes for each; beside them, in chunks that are made where one is needed, the tickets of distributors' sales
/// and the channels of the others. Asking for a number that was never set answers an empty slot.
/// </summary>
internal sealed class SaleSlots
{
    private const int ChunkBits = 9;
    private const int ChunkSize = 1 << ChunkBits;

    private static readonly SaleSlot Empty;

    private readonly List<SaleSlot[]> _chunks = [];
    private readonly List<Guid[]?> _seconds = [];

    public ref readonly SaleSlot this[int number] => ref (number >> ChunkBits) < _chunks.Count ? ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)] : ref Empty;

    /// <summary>The ticket or the channel; the empty id where there is none.</summary>
    public Guid Second(int number) => _seconds[number >> ChunkBits]?[number & (ChunkSize - 1)] ?? Guid.Empty;

    /// <summary>To change it; the slots up to it are made.</summary>
    public ref SaleSlot Change(int number)
    {
        while (number >> ChunkBits >= _chunks.Count)
        {
            _chunks.Add(new SaleSlot[ChunkSize]);
            _seconds.Add(null);
        }

        return ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)];
    }

    /// <summary>Only where the slot was made.</summary>
    public void SetSecond(int number, Guid second)
    {
        if (second != Guid.Empty || _seconds[number >> ChunkBits] is not null)
        {
            var chunk = _seconds[number >> ChunkBits] ??= new Guid[ChunkSize];
            chunk[number & (ChunkSize - 1)] = second;
        }
    }

    public SaleSlots Copy()
    {
        var copy = new SaleSlots();
        copy._chunks.AddRange(_chunks.Select(chunk => (SaleSlot[])chunk.Clone()));
        copy._seconds.AddRange(_seconds.Select(chunk => (Guid[]?)chunk?.Clone()));
        return copy;
    }
}
