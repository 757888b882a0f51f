using Distribution.SeatMaps.Audit;
using Distribution.SeatMaps.Journal;

namespace Distribution.Tests.Rules.SeatMaps.Audit;

/// <summary>The journal of a seat map, two entries to a row.</summary>
internal sealed class JournalRows(SeatMapSpecification map)
{
    public int Reads { get; private set; }

    /// <param name="pruned">The oldest rows are gone.</param>
    public JournalScan Scan(long before = long.MaxValue, int pruned = 0) => new(version => Task.FromResult(RowsBefore(version, pruned)), before);

    /// <summary>As the journal answers: from the row with the entry before that version, backwards; the last row there is where there is none.</summary>
    private IReadOnlyList<byte[]> RowsBefore(long before, int pruned)
    {
        (++Reads).ShouldBeLessThan(100, "the search reads for ever");
        var rows = map.Map.Entries.Chunk(2).Skip(pruned).ToList();
        var from = rows.Where(row => row[^1].Version >= before - 1).Select(row => row[^1].Version).DefaultIfEmpty(before - 1).Min();
        return [.. rows.Where(row => row[^1].Version <= from).Reverse().Take(50).Select(row => JournalCodec.Encode(row))];
    }
}
