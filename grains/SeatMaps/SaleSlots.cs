namespace Distribution.SeatMaps;

/// <summary>
/// Holds and sales by number, in chunks of 36 bytes for each; tickets, which only distributors' sales have, beside them. Asking for a number that
/// was never set answers an empty slot.
/// </summary>
internal sealed class SaleSlots
{
    private const int ChunkBits = 9;
    private const int ChunkSize = 1 << ChunkBits;

    private static readonly SaleSlot Empty;

    private readonly List<SaleSlot[]> _chunks = [];
    private readonly List<Guid[]?> _tickets = [];

    public ref readonly SaleSlot this[int number] => ref (number >> ChunkBits) < _chunks.Count ? ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)] : ref Empty;

    /// <summary>The empty id where there is none.</summary>
    public Guid Ticket(int number) => _tickets[number >> ChunkBits]?[number & (ChunkSize - 1)] ?? Guid.Empty;

    /// <summary>To change it; the slots up to it are made.</summary>
    public ref SaleSlot Change(int number)
    {
        while (number >> ChunkBits >= _chunks.Count)
        {
            _chunks.Add(new SaleSlot[ChunkSize]);
            _tickets.Add(null);
        }

        return ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)];
    }

    /// <summary>Only where the slot was made.</summary>
    public void SetTicket(int number, Guid ticket)
    {
        if (ticket != Guid.Empty || _tickets[number >> ChunkBits] is not null)
        {
            var chunk = _tickets[number >> ChunkBits] ??= new Guid[ChunkSize];
            chunk[number & (ChunkSize - 1)] = ticket;
        }
    }

    public SaleSlots Copy()
    {
        var copy = new SaleSlots();
        copy._chunks.AddRange(_chunks.Select(chunk => (SaleSlot[])chunk.Clone()));
        copy._tickets.AddRange(_tickets.Select(chunk => (Guid[]?)chunk?.Clone()));
        return copy;
    }
}
