using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>
/// Makes entries durable in batches, with one write under way at a time: what is decided during a write goes into the next one. Entries are added
/// and answers given on the grain's own scheduler; encoding and writing are not, so that neither the disk nor the grain waits until the
/// other has a turn.
/// </summary>
/// <param name="confirm">Told of every batch once it is durable, on the grain's scheduler, before anybody who waits for it is.</param>
/// <param name="end">Told on the grain's scheduler of every batch that is not durable, or may not be, before those who wait for it are.</param>
internal sealed class JournalWriter(
    SeatMapJournal journal, PerformanceId performance, long epoch, long version, TimeProvider time, Action<IReadOnlyList<JournalEntry>> confirm, Action end)
    : IThreadPoolWorkItem
{
    private readonly TaskScheduler _grain = TaskScheduler.Current;
    private readonly Lock _gate = new();

    // Under the gate: where entries are added, the last batch that was taken from there as long as it is unsettled, those that are not in use.
    private readonly Stack<Batch> _spare = [];
    private Batch _filling = new();
    private Batch? _last;
    private bool _isWriting;

    // Of the write that is under way.
    private readonly ByteWriter _bytes = new();
    private long _durable = version;

    private volatile bool _isBroken;

    // On the grain's scheduler only.
    private bool _isUnconfirmed;

    /// <summary>A write failed, or another activation took over: nothing decided here and not confirmed holds any more.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>The reason, where an exception broke it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Bytes that were made durable here.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Entries that were made durable here.</summary>
    public long EntriesWritten { get; private set; }

    /// <summary>It is written once somebody waits for it, which whoever adds does next, so that what is decided in one turn is written together.</summary>
    public void Add(JournalEntry entry)
    {
        lock (_gate)
        {
            _filling.Entries.Add(entry);
        }
    }

    /// <summary>Has it settled once all that was added so far is durable, or may not be. False: that is so already.</summary>
    public bool Await(IAwaitsDurability waiting)
    {
        bool begins;
        lock (_gate)
        {
            var adds = _filling.Entries.Count > 0;
            if ((adds ? _filling : _last) is not { } batch)
            {
                return false;
            }

            batch.Waiting.Add(waiting);
            begins = adds && !_isWriting;
            _isWriting |= begins;
        }

        if (begins)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    /// <summary>Completes when all that was added so far is durable; false when it isn't, or may not be.</summary>
    public Task<bool> Durable()
    {
        var waiting = new Completion();
        return Await(waiting) ? waiting.Task : Task.FromResult(!IsBroken);
    }

    // It can't fail: Write tells every failure to those who wait.
    void IThreadPoolWorkItem.Execute() => _ = WriteAll();

    private async Task WriteAll()
    {
        while (Take() is { } batch)
        {
            batch.IsDurable = !_isBroken && await Write(batch.Entries);
            batch.Bytes = _bytes.Length;
            _ = Task.Factory.StartNew(Settle, batch, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _grain);
        }
    }

    private Batch? Take()
    {
        lock (_gate)
        {
            if (_filling.Entries.Count == 0)
            {
                _isWriting = false;
                return null;
            }

            _last = _filling;
            _filling = _spare.TryPop(out var spare) ? spare : new Batch();
            return _last;
        }
    }

    private async Task<bool> Write(List<JournalEntry> entries)
    {
        try
        {
            _bytes.Clear();
            JournalCodec.WriteRow(_bytes, entries);
            var last = entries[^1].Version;
            if (await journal.Append(performance, epoch, _durable, last, time.GetUtcNow(), _bytes.WrittenMemory).ConfigureAwait(false))
            {
                _durable = last;
                return true;
            }
        }
#pragma warning disable CA1031 // Whatever broke the write, its callers are told the same: it may or may not hold.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure = exception;
        }

        _isBroken = true;
        return false;
    }

    private void Settle(object? settled)
    {
        var batch = (Batch)settled!;
        var durable = batch.IsDurable && Confirm(batch);
        // Who goes on within this turn may add and wait again, but not to this batch.
        lock (_gate)
        {
            _last = _last == batch ? null : _last;
        }

        if (!durable)
        {
            end();
        }

        foreach (var waiting in batch.Waiting)
        {
            waiting.Settle(durable);
        }

        batch.Clear();
        lock (_gate)
        {
            _spare.Push(batch);
        }
    }

    /// <summary>Not after a batch before it could not be confirmed.</summary>
    private bool Confirm(Batch batch)
    {
        if (_isUnconfirmed)
        {
            return false;
        }

        try
        {
            confirm(batch.Entries);
            BytesWritten += batch.Bytes;
            EntriesWritten += batch.Entries.Count;
            return true;
        }
#pragma warning disable CA1031 // What readers see does not follow the journal any more: it is as if the write had failed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure = exception;
            _isBroken = _isUnconfirmed = true;
            return false;
        }
    }

    private sealed class Batch
    {
        public List<JournalEntry> Entries { get; } = [];

        public List<IAwaitsDurability> Waiting { get; } = [];

        public bool IsDurable { get; set; }

        public int Bytes { get; set; }

        public void Clear()
        {
            Entries.Clear();
            Waiting.Clear();
        }
    }

    private sealed class Completion : TaskCompletionSource<bool>, IAwaitsDurability
    {
        public void Settle(bool durable) => SetResult(durable);
    }
}

/// <summary>Somebody who is answered once what was decided is durable, or is known not to be.</summary>
internal interface IAwaitsDurability
{
    void Settle(bool durable);
}
