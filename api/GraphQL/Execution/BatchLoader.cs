using GraphQL.DataLoader;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Loads many things in one call where a list leads to them one by one. A feature derives from it, registers it as
/// scoped, takes it as a parameter of a field method, and answers <see cref="Load(TKey)"/>. Nothing is remembered
/// between batches, so that a mutation is seen by what is read after it.
/// </summary>
public abstract class BatchLoader<TKey, TValue> where TKey : notnull
{
    private readonly Lock _lock = new();
    private Batch? _open;

    /// <summary>Null for a key that is not found.</summary>
    public Deferred<TValue?> Load(TKey key)
    {
        lock (_lock)
        {
            _open ??= new Batch(this);
            _open.Keys.Add(key);
            var batch = _open;
            return new Deferred<TValue?>(async cancellationToken => (await batch.Result(cancellationToken)).GetValueOrDefault(key));
        }
    }

    /// <summary>Called once for all keys that were asked for at one depth of an operation.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> Load(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken);

    private sealed class Batch(BatchLoader<TKey, TValue> loader)
    {
        private Task<IReadOnlyDictionary<TKey, TValue>>? _result;

        public HashSet<TKey> Keys { get; } = [];

        public Task<IReadOnlyDictionary<TKey, TValue>> Result(CancellationToken cancellationToken)
        {
            lock (loader._lock)
            {
                if (loader._open == this)
                {
                    loader._open = null;
                }

                return _result ??= loader.Load(Keys, cancellationToken);
            }
        }
    }
}

/// <summary>A value that is loaded together with others, once no field of the same depth is left to run.</summary>
public sealed class Deferred<T>(Func<CancellationToken, Task<T>> load) : IDataLoaderResult<T>
{
    public Task<T> GetResultAsync(CancellationToken cancellationToken = default) => load(cancellationToken);

    /// <summary>The same, with the value made into something else.</summary>
    public Deferred<TResult> Then<TResult>(Func<T, TResult> map) => new(async cancellationToken => map(await load(cancellationToken)));

    async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await load(cancellationToken);
}
