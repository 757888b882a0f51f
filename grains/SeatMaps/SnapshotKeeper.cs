using Distribution.Primitives;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>
/// Writes a snapshot once the journal after the last one is as long as a snapshot is. So opening a seat map reads at most twice what it needs,
/// and snapshots at most double what is written. A snapshot that fails is only missed: the journal has everything.
/// </summary>
internal sealed class SnapshotKeeper(SeatMapJournal journal, PerformanceId performance, JournalOpening opening, TimeProvider time)
{
    /// <summary>Below this length of the journal no snapshot is worth its write.</summary>
    public const long MinBytes = 4 * 1024 * 1024;

    /// <summary>How long a journal row is kept at least, as the audit log of the performance.</summary>
    public static readonly TimeSpan AuditPeriod = TimeSpan.FromDays(400);

    private int _lastSize = opening.Snapshot?.Length ?? 0;
    private long _writtenBefore = -opening.Rows.Sum(row => (long)row.Length);
    private Exception? _failure;

    /// <summary>The snapshot that is being written, if any.</summary>
    public Task Saving { get; private set; } = Task.CompletedTask;

    /// <summary>Why the last snapshot could not be written; told once.</summary>
    public Exception? TakeFailure() => Interlocked.Exchange(ref _failure, null);

    /// <summary>Takes a picture of the state as decided, which is encoded and written off the grain's scheduler once it is durable.</summary>
    public void Consider(SeatMapState state, JournalWriter writer)
    {
        if (Saving.IsCompleted && writer.BytesWritten - _writtenBefore >= Math.Max(MinBytes, _lastSize))
        {
            _writtenBefore = writer.BytesWritten;
            var (version, durable, picture) = (state.Version, writer.Durable(), SnapshotCodec.Encode(state));
            Saving = Task.Run(() => Save(version, durable, picture));
        }
    }

    private async Task Save(long version, Task<bool> durable, Action<ByteWriter> picture)
    {
        try
        {
            // As large as the last one and what came since, so that it need not grow.
            var bytes = new ByteWriter(checked(_lastSize + (_lastSize / 4) + 65_536));
            picture(bytes);
            _lastSize = bytes.Length;
            if (await durable && await journal.SaveSnapshot(performance, opening.Epoch, version, time.GetUtcNow(), bytes.Written.ToArray()))
            {
                await journal.Prune(performance, time.GetUtcNow() - AuditPeriod);
            }
        }
#pragma warning disable CA1031 // Nothing is lost with a snapshot: the next one is tried when the journal has grown again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = exception;
        }
    }
}
