using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps.Availability;

/// <summary>
/// Finds the best free places for a party. It relaxes in this order:
/// <list type="number">
/// <item>neighbours in one row, of one category, that leave no single seat of the category alone;</item>
/// <item>neighbours in one row, of one category;</item>
/// <item>places of one unnumbered area;</item>
/// <item>two groups of neighbours of one category in two successive rows of a block, as even as may be; from four persons on, nobody alone;</item>
/// <item>the best places, apart.</item>
/// </list>
/// Within each the better category of the plan comes first, then the better row (<see cref="SeatRows"/>), then what is nearer to the
/// row's middle, then what stands earlier in the row; the areas of a category come in the plan's order, behind its rows. Neighbours
/// stand next to one another in <see cref="SeatingPlan.Seats"/>, without an aisle between (<see cref="Aisles"/>). Accessible and companion places are not for such
/// a party; for one that asks for them see <see cref="AccessibleSeating"/>.
/// </summary>
internal static class BestAvailable
{
    /// <summary>In the order of their numbers; empty, and of no seating, when there are not enough.</summary>
    public static (ImmutableArray<int> Places, Seating? Seating) Find(SeatMapState state, SeatWish wish)
    {
        Span<int> found = stackalloc int[Holding.MaxPlaces];
        found = found[..wish.Quantity];
        var places = state.Holdable.Of(wish.Contingent);
        var seating = wish.Accessible > 0 ? AccessibleSeating.Find(places, wish, found) : Find(places, wish, found);
        if (seating is null)
        {
            return ([], null);
        }

        found.Sort();
        return ([.. found], seating);
    }

    /// <summary>Finds standard places, as many as there is room for; null where there are too few.</summary>
    public static Seating? Find(ContingentPlaces places, SeatWish wish, Span<int> found) =>
        found.IsEmpty || InOneRow(places, wish, RunTree.LeavingNoneAlone(found.Length), found) ? Seating.Neighbours
        : InOneRow(places, wish, RunTree.AtLeast(found.Length), found) ? Seating.NeighboursLeavingOneAlone
        : InOneArea(places, wish, found) ? Seating.OneArea
        : wish.Together ? null
        : InTwoRows(places, wish, found) ? Seating.TwoRows
        : Apart(places, wish, found) ? Seating.Apart
        : null;

    private static bool InOneRow(ContingentPlaces places, SeatWish wish, ulong lengths, Span<int> found)
    {
        foreach (var category in wish.Categories)
        {
            var runs = places.Runs(category);
            var (from, end) = runs.Rows.Within(wish.Rows);
            if (runs.First(lengths, from, end) is >= 0 and var leaf)
            {
                TakeNeighbours(places, runs.Rows, leaf, found);
                return true;
            }
        }

        return false;
    }

    private static bool InOneArea(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        foreach (var category in wish.Categories)
        {
            foreach (var area in places.Index.AreasOf(category))
            {
                if (wish.WantsArea(area) && TakeFromArea(places, area, found) == found.Length)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool InTwoRows(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        var least = RunTree.AtLeast(LeastInARow(found.Length));
        foreach (var category in wish.Categories)
        {
            var runs = places.Runs(category);
            var (from, end) = runs.Rows.Within(wish.Rows);
            for (var leaf = runs.First(least, from, end - 1); leaf >= 0; leaf = runs.First(least, leaf + 1, end - 1))
            {
                if (places.Index.Rows.AreSuccessive(runs.Rows.Row(leaf), runs.Rows.Row(leaf + 1))
                    && InFirstRow(found.Length, runs.Longest(leaf), runs.Longest(leaf + 1)) is > 0 and var first)
                {
                    TakeNeighbours(places, runs.Rows, leaf, found[..first]);
                    TakeNeighbours(places, runs.Rows, leaf + 1, found[first..]);
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Apart(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        var count = 0;
        foreach (var category in wish.Categories)
        {
            var runs = places.Runs(category);
            var (from, end) = runs.Rows.Within(wish.Rows);
            while (count < found.Length && runs.First(RunTree.AtLeast(1), from, end) is >= 0 and var leaf)
            {
                count += TakeSingles(places, category, leaf, found[count..]);
                from = leaf + 1;
            }

            foreach (var area in places.Index.AreasOf(category))
            {
                count += wish.WantsArea(area) ? TakeFromArea(places, area, found[count..]) : 0;
            }
        }

        return count == found.Length;
    }

    /// <summary>How many of a party sit in the first of two rows, whose longest runs are given; 0 when it does not fit.</summary>
    private static int InFirstRow(int quantity, int first, int second)
    {
        var least = LeastInARow(quantity);
        var from = Math.Max(least, quantity - second);
        var to = Math.Min(first, quantity - least);
        return from <= to ? Math.Clamp((quantity + 1) / 2, from, to) : 0;
    }

    private static int LeastInARow(int quantity) => quantity < 4 ? 1 : 2;

    /// <summary>Takes neighbours in a row that has a run of so many: without leaving a single seat alone if that can be, then near to the middle.</summary>
    private static void TakeNeighbours(ContingentPlaces places, CategoryRows rows, int leaf, Span<int> found)
    {
        var quantity = found.Length;
        var twiceMiddle = places.Index.Rows[rows.Row(leaf)].TwiceMiddle;
        var best = (LeavesOneAlone: true, FromMiddle: int.MaxValue, At: -1);
        foreach (var (first, end) in rows.Stretches(leaf))
        {
            for (var start = places.Next(first, end); start < end;)
            {
                var stop = places.NextGap(start, end);
                if (stop - start >= quantity)
                {
                    Consider(start, stop, start);
                    Consider(start, stop, stop - quantity);
                }

                if (stop - start >= quantity + 4)
                {
                    Consider(start, stop, Math.Clamp((twiceMiddle - quantity + 1) >> 1, start + 2, stop - quantity - 2));
                }

                start = places.Next(stop, end);
            }
        }

        for (var i = 0; i < quantity; i++)
        {
            found[i] = best.At + i;
        }

        void Consider(int start, int stop, int at)
        {
            var candidate = (at - start == 1 || stop - at - quantity == 1, Math.Abs(at + at + quantity - 1 - twiceMiddle), at);
            best = candidate.CompareTo(best) < 0 ? candidate : best;
        }
    }

    private static int TakeSingles(ContingentPlaces places, int category, int leaf, Span<int> found)
    {
        var row = places.Index.Rows[places.Index.Rows.OfCategory(category).Row(leaf)];
        var count = 0;
        foreach (var place in new Outward(row.First, row.End, row.TwiceMiddle))
        {
            if (count == found.Length)
            {
                break;
            }

            if (places.Has(place) && places.Index.Category(place) == category && places.Index.Kind(place) == SeatKind.Standard)
            {
                found[count++] = place;
            }
        }

        return count;
    }

    private static int TakeFromArea(ContingentPlaces places, int area, Span<int> found)
    {
        var (start, length) = places.Index.PlacesOf(area);
        var count = 0;
        for (var place = places.Next(start, start + length); count < found.Length && place < start + length; place = places.Next(place + 1, start + length))
        {
            found[count++] = place;
        }

        return count;
    }
}
