using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Errors;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;
using Distribution.SeatMaps.Live;

namespace Distribution.Api.SeatMaps.Replicas;

/// <summary>
/// The seat maps that are read through this process, each followed by one observer however many read it, and let go a minute after the last. A
/// read takes what is there: it waits for no grain, no write and no other reader.
/// </summary>
public sealed class SeatMapReplicas(
    IGrainFactory grains,
    SeatingPlanStore plans,
    PlaceIndexes indexes,
    TimeProvider time,
    ILogger<SeatMapReplicas> logger,
    int maxReplicas = SeatMapReplicas.MaxReplicas) : IAsyncDisposable
{
    /// <summary>Performances that one process follows at once. One of 80,000 places takes some two megabytes.</summary>
    public const int MaxReplicas = 500;

    /// <summary>How long a reader waits for a version that it knows from elsewhere.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<PerformanceId, LiveReplica> _replicas = new();
    private readonly Lock _adding = new();

    /// <summary>Performances that are followed now.</summary>
    public int Count => _replicas.Count;

    /// <summary>
    /// The seat map as it is known here. Refused with Overloaded where that is not yet the version asked for, or where this process follows too many
    /// performances, and with whatever the seat map refuses.
    /// </summary>
    /// <param name="atLeast">The version to wait for, at most <see cref="Patience"/>.</param>
    /// <param name="argument">What the caller calls the version.</param>
    /// <param name="orReset">Answers what is known here where it turns out that the seat map never came to that version, as after a restored backup.</param>
    public async ValueTask<Outcome<SeatMapReplica>> Read(
        PerformanceId performance, long? atLeast, CancellationToken cancellationToken, string argument = "atLeast", bool orReset = false)
    {
        if (atLeast is < 0)
        {
            return new Refusal(RefusalCode.Invalid, argument, $"A version is 0 or more, not {atLeast}: give one that this seat map answered.");
        }

        if (_replicas.TryGetValue(performance, out var live) && live.Current is { } current && !(current.Version < atLeast))
        {
            live.Touch();
            return current;
        }

        live = FindOrAdd(performance);
        if (live is null)
        {
            return TooMany(performance);
        }

        live.Touch();
        var opened = await live.Opened.WaitAsync(cancellationToken);
        if (opened is Outcome<SeatMapReplica>.Refused || atLeast is not { } version)
        {
            return opened is Outcome<SeatMapReplica>.Refused ? opened : live.Current!;
        }

        if (await live.AtLeast(version, Patience, cancellationToken) is { } found)
        {
            return found;
        }

        // What is not durable was never told to anybody; what is, may be on its way here.
        return orReset && await grains.GetGrain<ISeatMapAuditGrain>(performance.Value).LastVersion() < version
            ? live.Current!
            : NotYet(version, live.Current!.Version);
    }

    /// <summary>
    /// The seat map as it is known here, and every later version; one that reads slowly gets fewer of them, and nothing is kept for it. Fails with what
    /// <see cref="Read"/> refuses, and with UNAVAILABLE when the seat map can't be reached for long.
    /// </summary>
    public async IAsyncEnumerable<SeatMapReplica> Follow(PerformanceId performance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (await Read(performance, null, cancellationToken)).OrThrow();
        var live = FindOrAdd(performance);
        while (live?.Enter() is false)
        {
            _replicas.TryRemove(KeyValuePair.Create(performance, live));
            live = FindOrAdd(performance);
        }

        if (live is null)
        {
            throw new RefusedException([TooMany(performance)]);
        }

        try
        {
            (await live.Opened.WaitAsync(cancellationToken)).OrThrow();
            await foreach (var replica in live.Follow(cancellationToken))
            {
                yield return replica;
            }
        }
        finally
        {
            live.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var live in _replicas.Values)
        {
            await live.Stop();
        }
    }

    private Refusal TooMany(PerformanceId performance) => new(
        RefusalCode.Overloaded, performance.ToString(), $"This process follows {maxReplicas} performances, which is all it can. Try again in a minute, or ask another one.");

    private static Refusal NotYet(long version, long known) =>
        new(RefusalCode.Overloaded, "version", $"Version {version} is not known here yet; the newest is {known}. Try again in a moment.");

    private LiveReplica? FindOrAdd(PerformanceId performance)
    {
        if (_replicas.TryGetValue(performance, out var known))
        {
            return known;
        }

        lock (_adding)
        {
            if (_replicas.TryGetValue(performance, out known))
            {
                return known;
            }

            if (_replicas.Count >= maxReplicas)
            {
                return null;
            }

            var added = new LiveReplica(performance, grains, plans, indexes, time, logger, ended => _replicas.TryRemove(KeyValuePair.Create(performance, ended)));
            _replicas[performance] = added;
            added.Start();
            return added;
        }
    }
}
