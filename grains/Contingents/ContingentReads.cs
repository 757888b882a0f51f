using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Contingents;

/// <summary>What a seat map's counts say of one contingent.</summary>
internal static class ContingentReads
{
    public static ContingentView View(PerformanceId performance, ContingentFacts facts, SeatMapCounts counts, ImmutableArray<Move> moves)
    {
        var rows = counts.Rows.Where(row => row.Contingent == facts.Contingent).ToImmutableArray();
        var total = rows.Aggregate(default(PlaceCounts), (sum, row) => sum + row.Counts);
        var withdrawing = counts.Withdrawing.Where(row => row.Contingent == facts.Contingent).Aggregate(default(PlaceCounts), (sum, row) => sum + row.Counts);
        return new ContingentView(
            performance,
            facts.Contingent,
            facts.Name,
            facts.ExternalChannel,
            total,
            rows,
            withdrawing.Places,
            facts.ExternalChannel is null ? null : State(total, withdrawing),
            moves);
    }

    private static ContingentExportState State(PlaceCounts inside, PlaceCounts withdrawing)
    {
        if (inside.InDoubt + withdrawing.InDoubt > 0)
        {
            return ContingentExportState.InDoubt;
        }

        return inside.Pending + withdrawing.Places > 0 ? ContingentExportState.ChangedSince : ContingentExportState.InSync;
    }
}
