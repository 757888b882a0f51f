using System.Collections.Concurrent;

namespace Distribution.Benchmarks.Oversell;

/// <summary>What the clients were told, kept by them and by nobody else: which order each place was confirmed for.</summary>
internal sealed class Books
{
    private readonly ConcurrentDictionary<string, Guid> _orders = new(StringComparer.Ordinal);
    private int _doubles;

    /// <summary>Places that were confirmed for two orders.</summary>
    public int Doubles => _doubles;

    public int Places => _orders.Count;

    public IReadOnlyDictionary<string, Guid> Orders => _orders;

    public void Confirmed(Guid order, IEnumerable<string> places)
    {
        foreach (var place in places)
        {
            if (_orders.GetOrAdd(place, order) != order)
            {
                Interlocked.Increment(ref _doubles);
            }
        }
    }
}
