namespace Distribution.Distributors.Executions;

/// <summary>Since when an item fails, and in how many runs it has.</summary>
internal readonly record struct Failing(DateTimeOffset Since, int Times);

/// <summary>
/// What failed before this run and what fails in it, so that an error that comes back says since when. An item counts once a run, however many errors it
/// has in it, and its history ends when it goes through.
/// </summary>
/// <param name="before">What had failed when the run began.</param>
/// <param name="now">When the run began.</param>
internal sealed class FailureHistory(IReadOnlyDictionary<string, Failing> before, DateTimeOffset now)
{
    private readonly Dictionary<string, Failing> _failing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mended = new(StringComparer.Ordinal);

    public static FailureHistory None(DateTimeOffset now) => new(new Dictionary<string, Failing>(StringComparer.Ordinal), now);

    /// <summary>What failed in this run.</summary>
    public IReadOnlyDictionary<string, Failing> Failed => _failing;

    /// <summary>What had failed before and fails no more.</summary>
    public IReadOnlyCollection<string> Mended => _mended;

    public Failing Fails(ItemKey item)
    {
        var key = item.ToString();
        _mended.Remove(key);
        if (!_failing.TryGetValue(key, out var failing))
        {
            failing = before.TryGetValue(key, out var known) ? known with { Times = Math.Min(known.Times + 1, 1_000_000) } : new Failing(now, 1);
            _failing[key] = failing;
        }

        return failing;
    }

    public void WentThrough(ItemKey item)
    {
        if (before.Count == 0)
        {
            return;
        }

        var key = item.ToString();
        if (before.ContainsKey(key) && !_failing.ContainsKey(key))
        {
            _mended.Add(key);
        }
    }

    /// <summary>The run did all of its work: what it had to complain about before, as a whole, and did not this time, is mended.</summary>
    public void CameToItsEnd()
    {
        var general = $"{(int)ItemKind.Other}/";
        foreach (var key in before.Keys.Where(key => key.StartsWith(general, StringComparison.Ordinal) && !_failing.ContainsKey(key)))
        {
            _mended.Add(key);
        }
    }
}
