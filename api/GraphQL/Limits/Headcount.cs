using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>Counts what is kept open, in all and for each caller: subscriptions, WebSockets. Nothing waits here.</summary>
internal sealed class Headcount(Limit all, Limit perCaller)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _callers = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <summary>Dispose of it at the end.</summary>
    /// <exception cref="ApiError">There are too many.</exception>
    public IDisposable Enter(string caller)
    {
        lock (_lock)
        {
            var own = _callers.GetValueOrDefault(caller);
            if (own >= perCaller.Value || Count >= all.Value)
            {
                throw (own >= perCaller.Value ? perCaller : all).Busy();
            }

            Count++;
            _callers[caller] = own + 1;
        }

        return new Entry(this, caller);
    }

    private void Leave(string caller)
    {
        lock (_lock)
        {
            Count--;
            if (--_callers[caller] is 0)
            {
                _callers.Remove(caller);
            }
        }
    }

    private sealed class Entry(Headcount owner, string caller) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                owner.Leave(caller);
            }
        }
    }
}

/// <summary>What this process keeps open for callers.</summary>
internal sealed class Headcounts(ApiLimits limits)
{
    public Headcount Sockets { get; } = new(limits.Sockets, limits.SocketsPerCaller);

    public Headcount Subscriptions { get; } = new(limits.Subscriptions, limits.SubscriptionsPerCaller);
}
