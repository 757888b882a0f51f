using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>
/// Makes entries durable in batches, with one write under way at a time: what is decided during a write goes into the next
/// one, which is begun before those are told who waited for the first, so that the disk never waits for the answering. It runs on the
/// grain's own scheduler and needs no lock.
/// </summary>
/// <param name="confirm">Told of every batch once it is durable, before anybody who waits for it is.</param>
internal sealed class JournalWriter(
    SeatMapJournal journal, PerformanceId performance, long epoch, long version, TimeProvider time, Action<IReadOnlyList<JournalEntry>> confirm)
{
    private Batch _waiting = new();
    private Batch _spare = new();
    private Task<bool> _begun = Task.FromResult(true);
    // It can't fail: Write tells every failure to those who wait.
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;
    private long _durable = version;

    /// <summary>Bytes that were made durable here.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>A write failed, or another activation took over: nothing decided here holds any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The reason, where an exception broke it.</summary>
    public Exception? Failure { get; private set; }

    public void Add(JournalEntry entry)
    {
        _waiting.Add(entry);
        if (!_isWriting)
        {
            _isWriting = true;
            _writing = WriteAll();
        }
    }

    /// <summary>Completes when all that was added so far is durable; false when it isn't, or may not be.</summary>
    public Task<bool> Durable() => _waiting.Entries.Count > 0 ? _waiting.Durable.Task : _begun;

    private async Task WriteAll()
    {
        // All that is decided in this turn is one batch.
        await Task.Yield();
        var (waiters, write) = BeginWrite();
        while (true)
        {
            var durable = await write;
            var written = waiters;
            _isWriting = _waiting.Entries.Count > 0;
            if (!_isWriting)
            {
                written.SetResult(durable);
                return;
            }

            (waiters, write) = BeginWrite();
            written.SetResult(durable);
        }
    }

    private (TaskCompletionSource<bool> Waiters, Task<bool> Write) BeginWrite()
    {
        var batch = _waiting;
        (_waiting, _spare) = (_spare, batch);
        _waiting.Clear();
        _begun = batch.Durable.Task;
        return (batch.Durable, IsBroken ? Task.FromResult(false) : Write(batch));
    }

    private async Task<bool> Write(Batch batch)
    {
        try
        {
            var last = batch.Entries[^1].Version;
            if (!await journal.Append(performance, epoch, _durable, last, time.GetUtcNow(), batch.Bytes.WrittenMemory))
            {
                IsBroken = true;
                return false;
            }

            _durable = last;
            BytesWritten += batch.Bytes.Length;
            confirm(batch.Entries);
            return true;
        }
#pragma warning disable CA1031 // Whatever broke the write, its callers are told the same: it may or may not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure = exception;
            IsBroken = true;
            return false;
        }
    }

    /// <summary>Entries with their bytes; two batches take turns, one being written while the other fills.</summary>
    private sealed class Batch
    {
        public List<JournalEntry> Entries { get; } = [];

        public ByteWriter Bytes { get; } = new();

        /// <summary>Completes with whether the batch was made durable; its waiters go on within the completing turn.</summary>
        public TaskCompletionSource<bool> Durable { get; private set; } = new();

        public void Add(JournalEntry entry)
        {
            if (Entries.Count == 0)
            {
                Bytes.Byte(JournalCodec.Format);
            }

            Entries.Add(entry);
            JournalCodec.Write(Bytes, entry);
        }

        public void Clear()
        {
            Entries.Clear();
            Bytes.Clear();
            Durable = new TaskCompletionSource<bool>();
        }
    }
}
