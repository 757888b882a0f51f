using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Limits;

/// <summary>An amount, such as of memory, that all requests of the process share.</summary>
internal sealed class Budget(Limit limit)
{
    private long _held;

    public long Held => Interlocked.Read(ref _held);

    /// <summary>Nothing yet; dispose of it to give back what it holds.</summary>
    public Share Open() => new(this);

    public sealed class Share : IDisposable
    {
        private readonly Budget _budget;
        private long _own;

        internal Share(Budget budget) => _budget = budget;

        /// <exception cref="ApiError">Others hold too much; a moment later there may be enough.</exception>
        public void Grow(long to)
        {
            if (!TryGrow(to))
            {
                throw _budget.Limit.Busy();
            }
        }

        public bool TryGrow(long to)
        {
            if (to <= _own)
            {
                return true;
            }

            var more = to - _own;
            if (Interlocked.Add(ref _budget._held, more) > _budget.Limit.Value)
            {
                Interlocked.Add(ref _budget._held, -more);
                return false;
            }

            _own = to;
            return true;
        }

        public void Dispose() => Interlocked.Add(ref _budget._held, -Interlocked.Exchange(ref _own, 0));
    }

    private Limit Limit => limit;
}

/// <summary>What the requests that are being served hold together.</summary>
internal sealed class Budgets(ApiLimits limits)
{
    public Budget Bodies { get; } = new(limits.BodiesBytes);

    public Budget Files { get; } = new(limits.AllFilesBytes);
}
