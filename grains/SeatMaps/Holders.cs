namespace Distribution.SeatMaps;

/// <summary>Who holds places, each kept once and as long as it holds any, with the number of its places.</summary>
internal sealed class Holders
{
    private readonly Dictionary<(string Holder, string? Customer), int> _numbers = [];
    private readonly List<Entry> _entries = [];
    private readonly Stack<int> _free = [];

    public (string Holder, string? Customer) this[int number] => (_entries[number].Holder, _entries[number].Customer);

    /// <summary>By number, as they are now.</summary>
    public (string Holder, string? Customer)[] Names() => [.. _entries.Select(entry => (entry.Holder, entry.Customer))];

    /// <summary>Places that a customer of a holder holds now.</summary>
    public int PlacesOf(string holder, string? customer) => _numbers.TryGetValue((holder, customer), out var number) ? _entries[number].Places : 0;

    /// <summary>One more hold; each has a <see cref="Leave"/>.</summary>
    public int Enter(string holder, string? customer)
    {
        if (!_numbers.TryGetValue((holder, customer), out var number))
        {
            number = _free.Count > 0 ? _free.Pop() : _entries.Count;
            if (number == _entries.Count)
            {
                _entries.Add(default);
            }

            _entries[number] = new Entry(holder, customer, 0, 0);
            _numbers.Add((holder, customer), number);
        }

        _entries[number] = _entries[number] with { Holds = _entries[number].Holds + 1 };
        return number;
    }

    public void AddPlace(int number) => _entries[number] = _entries[number] with { Places = _entries[number].Places + 1 };

    public void Leave(int number, int places)
    {
        var left = _entries[number] with { Holds = _entries[number].Holds - 1, Places = _entries[number].Places - places };
        _entries[number] = left;
        if (left.Holds == 0)
        {
            _numbers.Remove((left.Holder, left.Customer));
            _entries[number] = default;
            _free.Push(number);
        }
    }

    private readonly record struct Entry(string Holder, string? Customer, int Holds, int Places);
}
