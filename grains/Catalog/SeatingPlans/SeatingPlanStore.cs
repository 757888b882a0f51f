using System.Collections.Concurrent;
using Dapper;
using Distribution.Storage;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// The seating plans, which never change. All performances of a process that use a plan share one instance, which is
/// let go when none of them holds it any longer.
/// </summary>
public sealed class SeatingPlanStore(Database database)
{
    private readonly ConcurrentDictionary<PlanHash, WeakReference<SeatingPlan>> _inUse = new();

    /// <summary>Durable when the task completes; the same plan again changes nothing.</summary>
    public async Task<PlanHash> Save(SeatingPlan plan)
    {
        var body = SeatingPlanCodec.Encode(plan);
        var hash = SeatingPlanCodec.HashOf(body);
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO seating_plan (hash, body) VALUES (@hash, @body) ON CONFLICT (hash) DO NOTHING",
            new { hash = hash.Value, body },
            transaction));
        return hash;
    }

    /// <exception cref="KeyNotFoundException">No plan has this hash: nothing outside <see cref="Save"/> makes hashes, so this is a bug.</exception>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public async Task<SeatingPlan> Load(PlanHash hash) => await Find(hash) ?? throw new KeyNotFoundException($"There is no seating plan {hash}.");

    /// <summary>For hashes that come from outside; null where no plan has this one.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public async Task<SeatingPlan?> Find(PlanHash hash)
    {
        if (_inUse.TryGetValue(hash, out var known) && known.TryGetTarget(out var plan))
        {
            return plan;
        }

        var body = await database.Read(connection => connection.QuerySingleOrDefaultAsync<byte[]>(
            "SELECT body FROM seating_plan WHERE hash = @hash", new { hash = hash.Value }));
        if (body is null)
        {
            return null;
        }

        if (SeatingPlanCodec.HashOf(body) != hash)
        {
            throw new InvalidDataException($"The stored seating plan {hash} is damaged: its content has another hash.");
        }

        return Share(hash, SeatingPlanCodec.Decode(body));
    }

    private SeatingPlan Share(PlanHash hash, SeatingPlan loaded)
    {
        var shared = _inUse.GetOrAdd(hash, _ => new WeakReference<SeatingPlan>(loaded));
        lock (shared)
        {
            if (shared.TryGetTarget(out var plan))
            {
                return plan;
            }

            shared.SetTarget(loaded);
            return loaded;
        }
    }
}
