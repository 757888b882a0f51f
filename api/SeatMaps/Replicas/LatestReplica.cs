using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Errors;
using Distribution.SeatMaps.Live;

namespace Distribution.Api.SeatMaps.Replicas;

/// <summary>The newest replica of a seat map, and word when there is a newer one. One task publishes; any number read, and none waits for another.</summary>
internal sealed class LatestReplica(TimeProvider time)
{
    /// <summary>After this time without news a reader who waits for a version has a doubt: the seat map's silo may have died, or a delta may be lost.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromMilliseconds(200);

    private volatile Published? _published;

    /// <summary>Null before the first.</summary>
    public SeatMapReplica? Replica => _published?.Replica;

    public void Publish(SeatMapReplica next)
    {
        var before = _published;
        _published = new Published(next);
        before?.Superseded.TrySetResult(true);
    }

    /// <summary>There will be no newer one.</summary>
    public void End() => _published?.Superseded.TrySetResult(false);

    /// <summary>The newest, and every newer one; who reads slowly passes over those that were the newest meanwhile. Only after the first.</summary>
    public async IAsyncEnumerable<SeatMapReplica> Follow([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var published = _published!;
            yield return published.Replica;
            ThrowIfLast(await published.Superseded.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>A replica of this version or a later one; null where none comes in time. Only after the first.</summary>
    /// <param name="doubt">Called whenever nothing has come for <see cref="Doubt"/>.</param>
    public async Task<SeatMapReplica?> AtLeast(long version, TimeSpan patience, Action doubt, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var published = _published!;
            if (published.Replica.Version >= version)
            {
                return published.Replica;
            }

            if (time.GetElapsedTime(start) >= patience)
            {
                return null;
            }

            try
            {
                ThrowIfLast(await published.Superseded.Task.WaitAsync(Doubt, time, cancellationToken));
            }
            catch (TimeoutException)
            {
                doubt();
            }
        }
    }

    private static void ThrowIfLast(bool hasNext)
    {
        if (!hasNext)
        {
            throw new ApiError(ErrorCodes.Unavailable, "The seat map has not answered for a while, so what is known of it here may be old. Try again in a moment.", retry: true);
        }
    }

    private sealed record Published(SeatMapReplica Replica)
    {
        /// <summary>True when there is a newer one, false when there will be none.</summary>
        public TaskCompletionSource<bool> Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
