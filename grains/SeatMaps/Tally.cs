using System.Collections.Immutable;

namespace Distribution.SeatMaps;

/// <summary>
/// The counts of a seat map by contingent and category, kept up to date with every change of a place. Twice: by the contingent a place is
/// in, and by the one it was offered from, for places that left it and may still be sold by its distributor.
/// </summary>
internal sealed class Tally(PlaceIndex index, Parties parties)
{
    private readonly List<PlaceCounts[]> _inside = [];
    private readonly List<PlaceCounts[]> _withdrawing = [];

    public void Add(int place, PlaceFacts facts)
    {
        var (one, category) = (CountOf(facts), index.Category(place));
        At(_inside, facts.Contingent)[category] += one;
        if (IsWithdrawing(facts))
        {
            At(_withdrawing, facts.OfferedFrom)[category] += one;
        }
    }

    public void Remove(int place, PlaceFacts facts)
    {
        var (one, category) = (CountOf(facts), index.Category(place));
        At(_inside, facts.Contingent)[category] -= one;
        if (IsWithdrawing(facts))
        {
            At(_withdrawing, facts.OfferedFrom)[category] -= one;
        }
    }

    public SeatMapCounts Counts(long version) => new(
        version,
        _inside.Aggregate(default(PlaceCounts), (sum, contingent) => contingent.Aggregate(sum, (a, b) => a + b)),
        Rows(_inside),
        Rows(_withdrawing));

    private static bool IsWithdrawing(PlaceFacts facts) => facts.IsOffered && facts.OfferedFrom != facts.Contingent;

    private PlaceCounts CountOf(PlaceFacts facts) => new(
        Places: 1,
        Free: facts.IsFree && !facts.Blocked ? 1 : 0,
        Held: facts.Status == SaleStatus.Held ? 1 : 0,
        Sold: facts.Status == SaleStatus.Sold ? 1 : 0,
        Blocked: facts.IsFree && facts.Blocked ? 1 : 0,
        Offered: facts.Offer == OfferStage.Acknowledged ? 1 : 0,
        InDoubt: facts.Offer == OfferStage.InDoubt ? 1 : 0,
        Pending: ExportPlan.IsPending(parties, facts) ? 1 : 0);

    private PlaceCounts[] At(List<PlaceCounts[]> counts, ushort contingent)
    {
        while (counts.Count <= contingent)
        {
            counts.Add(new PlaceCounts[index.Plan.Categories.Length]);
        }

        return counts[contingent];
    }

    private ImmutableArray<CountRow> Rows(List<PlaceCounts[]> counts)
    {
        var rows = ImmutableArray.CreateBuilder<CountRow>();
        for (var contingent = 0; contingent < counts.Count; contingent++)
        {
            for (var category = 0; category < counts[contingent].Length; category++)
            {
                if (counts[contingent][category] is { Places: > 0 } count)
                {
                    rows.Add(new CountRow(contingent == 0 ? null : parties.ContingentAt((ushort)contingent), index.Plan.Categories[category].Code, count));
                }
            }
        }

        return rows.ToImmutable();
    }
}
