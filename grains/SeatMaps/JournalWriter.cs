using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Makes entries durable in batches, with one write under way at a time: what is decided during a write goes into the next
/// one. It runs on the grain's own scheduler and needs no lock.
/// </summary>
internal sealed class JournalWriter(SeatMapJournal journal, PerformanceId performance, long epoch, long version, TimeProvider time)
{
    /// <summary>Entries that may wait; beyond, commands are refused as overloaded.</summary>
    public const int MaxWaiting = 20_000;

    private List<JournalEntry> _waiting = [];
    private Task<bool> _write = Task.FromResult(true);
    private Task<bool> _next = Task.FromResult(true);
    private long _durable = version;

    public bool IsFull => _waiting.Count >= MaxWaiting;

    /// <summary>A write failed, or another activation took over: nothing decided here holds any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The reason, where an exception broke it.</summary>
    public Exception? Failure { get; private set; }

    public void Add(JournalEntry entry)
    {
        _waiting.Add(entry);
        if (_waiting.Count == 1)
        {
            _next = WriteAfter(_write);
        }
    }

    /// <summary>Completes when all that was added so far is durable; false when it isn't, or may not be.</summary>
    public Task<bool> Durable() => _waiting.Count > 0 ? _next : _write;

    private async Task<bool> WriteAfter(Task<bool> previous)
    {
        var sound = await previous;
        await Task.Yield();
        var batch = _waiting;
        _waiting = [];
        _write = sound && !IsBroken ? Write(batch) : Task.FromResult(false);
        return await _write;
    }

    private async Task<bool> Write(List<JournalEntry> batch)
    {
        try
        {
            var last = batch[^1].Version;
            var written = await journal.Append(performance, epoch, _durable, last, time.GetUtcNow(), JournalCodec.Encode(batch));
            IsBroken |= !written;
            _durable = written ? last : _durable;
            return written;
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
}
