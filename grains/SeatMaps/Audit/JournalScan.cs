using System.Runtime.CompilerServices;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps.Audit;

/// <summary>Goes backwards through a journal, from the entry before a version.</summary>
/// <param name="rowsBefore">The rows of <see cref="SeatMapJournal.ReadBack"/>, from the one with the entry before a version.</param>
internal sealed class JournalScan(Func<long, Task<IReadOnlyList<byte[]>>> rowsBefore, long before)
{
    /// <summary>Entries that one scan goes through at most, and the rest of the rows it has then.</summary>
    public const int MaxScanned = 100_000;

    private long _before = before;
    private bool _isOver;

    /// <summary>Scan on from here; null where nothing is older, or is there any more.</summary>
    public long? Before => _isOver || _before <= 1 ? null : _before;

    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async IAsyncEnumerable<JournalEntry> Entries([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var scanned = 0; scanned < MaxScanned && Before is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = await rowsBefore(_before);
            var scannedBefore = scanned;
            foreach (var entry in rows.SelectMany(row => JournalCodec.Decode(row).Reverse()).SkipWhile(entry => entry.Version >= _before))
            {
                _before = entry.Version;
                scanned++;
                yield return entry;
            }

            // The last row there is comes again, with nothing older in it: what was before it is gone, or never was.
            _isOver = scanned == scannedBefore;
        }
    }
}
