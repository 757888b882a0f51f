namespace Distribution.SeatMaps;

/// <summary>What is known of the ids that came last, in the order in which they came: a ring that grows, and an index of it.</summary>
internal sealed class RecentIds<T> where T : struct
{
    private readonly IdTable _table;
    private Guid[] _ids = new Guid[16];
    private T[] _values = new T[16];
    private int _first;

    public RecentIds()
    {
        _table = new IdTable(at => _ids[at]);
    }

    public int Count { get; private set; }

    public (Guid Id, T Value) Oldest => (_ids[_first], _values[_first]);

    public T? Find(Guid id) => _table.Find(id) is { } at ? _values[at] : null;

    /// <summary>An id that is there already keeps its turn and gets the new value.</summary>
    public void Add(Guid id, T value)
    {
        if (_table.Find(id) is { } known)
        {
            _values[known] = value;
            return;
        }

        if (Count == _ids.Length)
        {
            Grow();
        }

        var at = At(Count);
        (_ids[at], _values[at]) = (id, value);
        Count++;
        _table.Add(at);
    }

    public void DropOldest()
    {
        _table.Remove(_first);
        _first = At(1);
        Count--;
    }

    /// <summary>The oldest first.</summary>
    public IEnumerable<(Guid Id, T Value)> All()
    {
        for (var turn = 0; turn < Count; turn++)
        {
            yield return (_ids[At(turn)], _values[At(turn)]);
        }
    }

    private int At(int turn) => (_first + turn) & (_ids.Length - 1);

    private void Grow()
    {
        var (ids, values) = (new Guid[_ids.Length * 2], new T[_ids.Length * 2]);
        for (var turn = 0; turn < Count; turn++)
        {
            // Every number changes its place in the ring, and the index with it.
            _table.Remove(At(turn));
            (ids[turn], values[turn]) = (_ids[At(turn)], _values[At(turn)]);
        }

        (_ids, _values, _first) = (ids, values, 0);
        for (var turn = 0; turn < Count; turn++)
        {
            _table.Add(turn);
        }
    }
}
