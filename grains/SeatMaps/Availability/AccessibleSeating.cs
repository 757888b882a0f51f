using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps.Availability;

/// <summary>
/// Finds places for a party of which so many need an accessible place. Those who come along sit in companion places or
/// in standard seats. It relaxes in this order:
/// <list type="number">
/// <item>neighbours in one row, with a companion place for each accessible one, as far as so many come along, and the rest in standard seats;</item>
/// <item>neighbours in one row, companion places and standard seats as they come;</item>
/// <item>the accessible places nearest to the middle of one row, and the others in the same row: a companion place right beside each, then other
/// companion places, then standard seats, as near to the accessible ones as may be;</item>
/// <item>the best accessible places, apart; a companion place right beside each; the rest as a party of its own (<see cref="BestAvailable"/>).</item>
/// </list>
/// Within each the better category of the accessible places comes first, then the better row, then what is nearer to the row's
/// middle, then what stands earlier in the row. In the first three all accessible places are of one category; the others are of the
/// category asked for, or of any. No more accessible places are taken than asked for.
/// </summary>
internal static class AccessibleSeating
{
    /// <summary>Null where too few fit.</summary>
    public static Seating? Find(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        var others = found.Length - wish.Accessible;
        return AsNeighbours(places, wish, Math.Min(wish.Accessible, others), found) ? Seating.NeighboursWithCompanions
            : AsNeighbours(places, wish, null, found) ? Seating.Neighbours
            : wish.Together ? null
            : InOneRow(places, wish, found) ? Seating.OneRow
            : InSeveralRows(places, wish, found) ? Seating.Apart
            : null;
    }

    /// <summary>Takes the best accessible places, as far as there is room; it answers how many there are.</summary>
    public static int TakeAccessible(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        var count = 0;
        foreach (var category in wish.Categories)
        {
            foreach (var row in places.Index.Rows.WithAccessible(category))
            {
                count += MayFit(places, wish, row) ? TakeAccessible(places, category, places.Index.Rows[row], found[count..]) : 0;
            }
        }

        return count;
    }

    /// <param name="companions">How many companion places there must be among them; null takes any number.</param>
    private static bool AsNeighbours(ContingentPlaces places, SeatWish wish, int? companions, Span<int> found)
    {
        foreach (var category in wish.Categories)
        {
            foreach (var row in places.Index.Rows.WithAccessible(category))
            {
                if (MayFit(places, wish, row) && FirstNeighbour(places, wish, category, places.Index.Rows[row], companions) is >= 0 and var first)
                {
                    for (var i = 0; i < found.Length; i++)
                    {
                        found[i] = first + i;
                    }

                    return true;
                }
            }
        }

        return false;
    }

    private static bool InOneRow(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        foreach (var category in wish.Categories)
        {
            foreach (var row in places.Index.Rows.WithAccessible(category))
            {
                if (MayFit(places, wish, row) && TakeInRow(places, wish, category, places.Index.Rows[row], found))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool InSeveralRows(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        if (TakeAccessible(places, wish, found[..wish.Accessible]) < wish.Accessible)
        {
            return false;
        }

        return BestAvailable.Find(places, wish, found[TakeBeside(places, wish, found)..]) is not null;
    }

    /// <summary>Takes a companion place right beside each accessible one that was found, as far as there is room; it answers how many places are found then.</summary>
    private static int TakeBeside(ContingentPlaces places, SeatWish wish, Span<int> found)
    {
        var count = wish.Accessible;
        for (var i = 0; i < wish.Accessible && count < found.Length; i++)
        {
            foreach (var beside in (ReadOnlySpan<int>)[found[i] - 1, found[i] + 1])
            {
                if (places.Index.AreNeighbours(found[i], beside)
                    && places.Index.Kind(beside) == SeatKind.Companion
                    && Fits(places, wish, beside)
                    && !found[..count].Contains(beside))
                {
                    found[count++] = beside;
                    break;
                }
            }
        }

        return count;
    }

    /// <summary>The first of as many neighbours as the party wants, those nearest to the row's middle; -1 when there are none.</summary>
    private static int FirstNeighbour(ContingentPlaces places, SeatWish wish, int category, SeatRow row, int? companions)
    {
        var best = (FromMiddle: int.MaxValue, At: -1);
        var (start, ofAccessible, ofCompanion) = (row.First, 0, 0);
        for (var place = row.First; place < row.End; place++)
        {
            if (places.Index.Rows.HasAisleBefore(place))
            {
                (start, ofAccessible, ofCompanion) = (place, 0, 0);
            }

            if (!Fits(places, wish, place) || (IsAccessible(places, place) && places.Index.Category(place) != category))
            {
                (start, ofAccessible, ofCompanion) = (place + 1, 0, 0);
                continue;
            }

            Count(place, 1);
            if (place - start == wish.Quantity)
            {
                Count(start++, -1);
            }

            var fromMiddle = Math.Abs(start + place - row.TwiceMiddle);
            if (place - start + 1 == wish.Quantity
                && ofAccessible == wish.Accessible
                && (companions is null || ofCompanion == companions)
                && fromMiddle < best.FromMiddle)
            {
                best = (fromMiddle, start);
            }
        }

        return best.At;

        void Count(int place, int one)
        {
            var kind = places.Index.Kind(place);
            ofAccessible += kind == SeatKind.Accessible ? one : 0;
            ofCompanion += kind == SeatKind.Companion ? one : 0;
        }
    }

    private static bool TakeInRow(ContingentPlaces places, SeatWish wish, int category, SeatRow row, Span<int> found)
    {
        if (TakeAccessible(places, category, row, found[..wish.Accessible]) < wish.Accessible)
        {
            return false;
        }

        var (first, last) = (found[0], found[0]);
        foreach (var place in found[..wish.Accessible])
        {
            (first, last) = (Math.Min(first, place), Math.Max(last, place));
        }

        var count = TakeBeside(places, wish, found);
        foreach (var kind in (ReadOnlySpan<SeatKind>)[SeatKind.Companion, SeatKind.Standard])
        {
            foreach (var place in new Outward(row.First, row.End, first + last))
            {
                if (count < found.Length && places.Index.Kind(place) == kind && Fits(places, wish, place) && !found[..count].Contains(place))
                {
                    found[count++] = place;
                }
            }
        }

        return count == found.Length;
    }

    private static int TakeAccessible(ContingentPlaces places, int category, SeatRow row, Span<int> found)
    {
        var count = 0;
        foreach (var place in new Outward(row.First, row.End, row.TwiceMiddle))
        {
            if (count == found.Length)
            {
                break;
            }

            if (places.Has(place) && IsAccessible(places, place) && places.Index.Category(place) == category)
            {
                found[count++] = place;
            }
        }

        return count;
    }

    private static bool MayFit(ContingentPlaces places, SeatWish wish, int row) => wish.WantsRow(row) && places.HasAccessible(places.Index.Rows[row]);

    private static bool IsAccessible(ContingentPlaces places, int place) => places.Index.Kind(place) == SeatKind.Accessible;

    private static bool Fits(ContingentPlaces places, SeatWish wish, int place) =>
        places.Has(place) && wish.WantsCategory(places.Index.Category(place));
}
