using System.Collections.Immutable;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps.Audit;

/// <summary>Looks for one page of the audit log, backwards through the journal.</summary>
/// <param name="rowsBefore">The rows of <see cref="SeatMapJournal.ReadBack"/>, from the one with the entry before a version.</param>
internal sealed class AuditSearch(Func<long, Task<IReadOnlyList<byte[]>>> rowsBefore, AuditReading reading)
{
    /// <summary>Entries that one page looks through at most: a page of one place's changes may end before it is full.</summary>
    public const int MaxScanned = 100_000;

    /// <exception cref="OperationCanceledException">Nobody waits for the page any more.</exception>
    public async Task<AuditPage> Page(long before, int first, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AuditEntry>();
        for (var scanned = 0; scanned < MaxScanned && before > 1;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = await rowsBefore(before);
            var scannedBefore = scanned;
            foreach (var entry in rows.SelectMany(row => JournalCodec.Decode(row).Reverse()).SkipWhile(entry => entry.Version >= before))
            {
                before = entry.Version;
                scanned++;
                if (reading.Read(entry) is { } read)
                {
                    found.Add(read);
                    if (found.Count == first)
                    {
                        return new AuditPage(found.ToImmutable(), Next(before));
                    }
                }
            }

            // The last row there is comes again, with nothing older in it: what was before it is gone, or never was.
            if (scanned == scannedBefore)
            {
                return new AuditPage(found.ToImmutable(), null);
            }
        }

        return new AuditPage(found.ToImmutable(), Next(before));
    }

    private static long? Next(long before) => before > 1 ? before : null;
}
