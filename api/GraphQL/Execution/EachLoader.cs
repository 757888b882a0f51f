using System.Collections.Concurrent;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Asks an actor of its own for each key, where what is asked for stands in no row: each once, and only some at a time, since an actor may have to come up first.
/// One that can't be asked leaves the others as they are.
/// </summary>
public abstract class EachLoader<TKey, TValue> : BatchLoader<TKey, Task<TValue>> where TKey : notnull
{
    /// <summary>Asked at a time for one operation.</summary>
    public const int AtOnce = 64;

    public Deferred<TValue> LoadEach(TKey key)
    {
        var asked = Load(key);
        return new Deferred<TValue>(async cancellationToken => await (await asked.GetResultAsync(cancellationToken))!);
    }

    protected abstract Task<TValue> Ask(TKey key, CancellationToken cancellationToken);

    protected sealed override async Task<IReadOnlyDictionary<TKey, Task<TValue>>> Load(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<TKey, Task<TValue>>();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (key, token) =>
        {
            var answer = answers[key] = Ask(key, token);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return answers;
    }
}
