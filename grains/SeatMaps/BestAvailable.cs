using System.Collections.Immutable;

namespace Distribution.SeatMaps;

/// <summary>
/// Finds n free places to sit together. In this order: neighbours in one row that leave no single seat alone; neighbours
/// in one row; places of one unnumbered area; the best rows' places, apart. Within each, the better category of the
/// plan comes first, then the earlier row, then the nearer to the row's middle.
/// </summary>
internal static class BestAvailable
{
    public static ImmutableArray<int> Find(SeatMapState state, ushort contingent, string? category, string? block, int quantity)
    {
        var index = state.Index;
        var wantedCategory = category is null ? null : index.FindCategory(category);
        bool Fits(int place) =>
            Holding.IsHoldable(state[place], contingent)
            && (wantedCategory is null || index.Category(place) == wantedCategory)
            && (block is null || index.BlockCode(place) == block);

        return Together(index, Fits, quantity) ?? InOneArea(index, Fits, quantity) ?? Apart(index, Fits, quantity);
    }

    private static ImmutableArray<int>? Together(PlaceIndex index, Func<int, bool> fits, int quantity)
    {
        (int Orphans, int Category, int Row, double FromMiddle, int Start)? best = null;
        foreach (var (row, first, length) in index.Rows)
        {
            foreach (var (start, run) in Runs(first, length, fits))
            {
                for (var at = start; at + quantity <= start + run; at++)
                {
                    var orphans = Orphans(at - start, start + run - at - quantity);
                    var fromMiddle = Math.Abs(at + (quantity / 2.0) - (first + (length / 2.0)));
                    var candidate = (orphans, index.Category(at), row, fromMiddle, at);
                    best = best is null || candidate.CompareTo(best.Value) < 0 ? candidate : best;
                }
            }
        }

        return best is { } found ? [.. Enumerable.Range(found.Start, quantity)] : null;
    }

    private static int Orphans(int left, int right) => left == 1 || right == 1 ? 1 : 0;

    private static IEnumerable<(int Start, int Length)> Runs(int first, int length, Func<int, bool> fits)
    {
        var start = first;
        for (var place = first; place <= first + length; place++)
        {
            if (place < first + length && fits(place))
            {
                continue;
            }

            if (place > start)
            {
                yield return (start, place - start);
            }

            start = place + 1;
        }
    }

    private static ImmutableArray<int>? InOneArea(PlaceIndex index, Func<int, bool> fits, int quantity)
    {
        foreach (var area in Enumerable.Range(0, index.AreaCount).OrderBy(area => index.Category(index.PlacesOf(area).Start)))
        {
            var (start, length) = index.PlacesOf(area);
            ImmutableArray<int> found = [.. Enumerable.Range(start, length).Where(fits).Take(quantity)];
            if (found.Length == quantity)
            {
                return found;
            }
        }

        return null;
    }

    private static ImmutableArray<int> Apart(PlaceIndex index, Func<int, bool> fits, int quantity)
    {
        ImmutableArray<int> found = [.. Enumerable.Range(0, index.Count).Where(fits).OrderBy(index.Category).ThenBy(place => place).Take(quantity)];
        return found.Length == quantity ? found : [];
    }
}
