namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Loads the same part of what each of many things has, such as the first ten of a list: in one read for each part that is asked for. Parts of the same content
/// have to be equal.
/// </summary>
public abstract class PartLoader<TKey, TPart, TValue> : BatchLoader<(TKey Of, TPart Part), TValue> where TKey : notnull
{
    public Deferred<TValue> Load(TKey of, TPart part) => Load((of, part)).Then(found => found!);

    /// <returns>Something for each key.</returns>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> Read(IReadOnlyCollection<TKey> keys, TPart part);

    protected sealed override async Task<IReadOnlyDictionary<(TKey Of, TPart Part), TValue>> Load(IReadOnlyCollection<(TKey Of, TPart Part)> keys, CancellationToken cancellationToken)
    {
        var all = new Dictionary<(TKey, TPart), TValue>();
        foreach (var part in keys.GroupBy(key => key.Part, key => key.Of))
        {
            foreach (var (of, value) in await Read([.. part], part.Key))
            {
                all.Add((of, part.Key), value);
            }
        }

        return all;
    }
}
