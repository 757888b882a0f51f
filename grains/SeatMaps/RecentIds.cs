using System.Runtime.InteropServices;

namespace Distribution.SeatMaps;

/// <summary>
/// What is known of the ids that came last, in the order in which they came: chunks of them, and an index. A chunk is added when the last one is
/// full and let go when all of it was dropped, so nothing is copied and little is spare.
/// </summary>
internal sealed class RecentIds<T> where T : unmanaged
{
    private const int ChunkBits = 8;
    private const int ChunkSize = 1 << ChunkBits;

    // Numbers go round; there are never so many at once.
    private const int NumberMask = (1 << 23) - 1;

    private readonly IdTable _table;
    private readonly List<Entry[]> _chunks = [];
    private int _firstNumber;

    public RecentIds()
    {
        _table = new IdTable(number => this[number].Id);
    }

    public int Count { get; private set; }

    public (Guid Id, T Value) Oldest => this[_firstNumber].Both;

    /// <summary>What came so many after the oldest; null where nothing did.</summary>
    public (Guid Id, T Value)? At(long turn) => turn >= 0 && turn < Count ? this[(_firstNumber + (int)turn) & NumberMask].Both : null;

    private ref Entry this[int number] => ref _chunks[ChunkOf(number)][number & (ChunkSize - 1)];

    public T? Find(Guid id) => _table.Find(id) is { } number ? this[number].Value : null;

    /// <summary>What came directly after an id that is known; null where nothing did.</summary>
    public T? After(Guid id) => _table.Find(id) is { } number && ((number - _firstNumber) & NumberMask) + 1 < Count ? this[(number + 1) & NumberMask].Value : null;

    /// <summary>An id that is there already keeps its turn and gets the new value.</summary>
    public void Add(Guid id, T value)
    {
        if (_table.Find(id) is { } known)
        {
            // Pictures share the chunks and must not change.
            var chunk = ChunkOf(known);
            _chunks[chunk] = [.. _chunks[chunk]];
            this[known].Value = value;
            return;
        }

        var number = (_firstNumber + Count) & NumberMask;
        if (ChunkOf(number) == _chunks.Count)
        {
            _chunks.Add(new Entry[ChunkSize]);
        }

        this[number] = new Entry { Id = id, Value = value };
        Count++;
        _table.Add(number);
    }

    public void DropOldest()
    {
        _table.Remove(_firstNumber);
        var next = (_firstNumber + 1) & NumberMask;
        if ((next & (ChunkSize - 1)) == 0)
        {
            _chunks.RemoveAt(0);
        }

        _firstNumber = next;
        Count--;
    }

    /// <summary>As they are now, the oldest first, whatever is added and dropped later and wherever it is read.</summary>
    public Picture Take() => new([.. _chunks], _firstNumber & (ChunkSize - 1), Count);

    private int ChunkOf(int number) => ((number >> ChunkBits) - (_firstNumber >> ChunkBits)) & (NumberMask >> ChunkBits);

    /// <summary>Some ids and what was known of them.</summary>
    public readonly struct Picture
    {
        private readonly Entry[][] _chunks;
        private readonly int _first;

        internal Picture(Entry[][] chunks, int first, int count) => (_chunks, _first, Count) = (chunks, first, count);

        public int Count { get; }

        public (Guid Id, T Value) this[int turn] => _chunks[(_first + turn) >> ChunkBits][(_first + turn) & (ChunkSize - 1)].Both;
    }

    /// <summary>Without gaps: an id and four bytes take twenty.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    internal struct Entry
    {
        public Guid Id;
        public T Value;

        public readonly (Guid Id, T Value) Both => (Id, Value);
    }
}
