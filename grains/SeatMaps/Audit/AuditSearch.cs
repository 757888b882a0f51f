using System.Collections.Immutable;

namespace Distribution.SeatMaps.Audit;

/// <summary>Looks for one page of the audit log. A page of one place's changes may end before it is full.</summary>
internal sealed class AuditSearch(JournalScan scan, AuditReading reading)
{
    /// <exception cref="OperationCanceledException">Nobody waits for the page any more.</exception>
    public async Task<AuditPage> Page(int first, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AuditEntry>();
        await foreach (var entry in scan.Entries(cancellationToken))
        {
            if (reading.Read(entry) is { } read)
            {
                found.Add(read);
                if (found.Count == first)
                {
                    break;
                }
            }
        }

        return new AuditPage(found.ToImmutable(), scan.Before);
    }
}
