using Distribution.Catalog.SeatingPlans;

namespace Distribution.SeatMaps.Availability;

/// <summary>Whether a wish could be met if every place were free: whoever asks for what there never was should not ask again.</summary>
internal static class Room
{
    /// <summary>Standard places, those of unnumbered areas among them; counted up to the number wanted.</summary>
    public static int OfStandard(PlaceIndex index, SeatWish wish) => Sum(index, wish, wish.Quantity, static (sum, stretch) => sum + stretch);

    /// <summary>The most standard places that stand together, up to the number wanted.</summary>
    public static int Together(PlaceIndex index, SeatWish wish) => Sum(index, wish, wish.Quantity, Math.Max);

    /// <summary>Accessible places, counted up to the number wanted.</summary>
    public static int OfAccessible(PlaceIndex index, SeatWish wish)
    {
        var count = 0;
        foreach (var category in wish.Categories)
        {
            foreach (var row in index.Rows.WithAccessible(category))
            {
                for (var place = index.Rows[row].First; wish.WantsRow(row) && count < wish.Accessible && place < index.Rows[row].End; place++)
                {
                    count += index.Kind(place) == SeatKind.Accessible && index.Category(place) == category ? 1 : 0;
                }
            }
        }

        return count;
    }

    /// <summary>Stretches of standard seats and unnumbered areas, put together until there are enough.</summary>
    private static int Sum(PlaceIndex index, SeatWish wish, int enough, Func<int, int, int> add)
    {
        var sum = 0;
        foreach (var category in wish.Categories)
        {
            var rows = index.Rows.OfCategory(category);
            var (leaf, end) = rows.Within(wish.Rows);
            for (; leaf < end && sum < enough; leaf++)
            {
                foreach (var stretch in rows.Stretches(leaf))
                {
                    sum = add(sum, stretch.End - stretch.First);
                }
            }

            foreach (var area in index.AreasOf(category))
            {
                sum = wish.WantsArea(area) ? add(sum, index.PlacesOf(area).Length) : sum;
            }
        }

        return Math.Min(sum, enough);
    }
}
