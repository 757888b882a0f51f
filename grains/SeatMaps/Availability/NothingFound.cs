using System.Globalization;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Availability;

/// <summary>Why nothing was found for a party, and what is possible instead.</summary>
internal static class NothingFound
{
    public static Refusal Of(SeatMapState state, SeatWish wish)
    {
        if (wish.Together && BestAvailable.Find(state, wish with { Together = false }).Seating is { } apart)
        {
            return NotTogether(state, wish, apart);
        }

        return wish.Accessible > 0 ? TooFewWithAccessible(state, wish) : TooFew(state.Index, wish);
    }

    private static Refusal NotTogether(SeatMapState state, SeatWish wish, Seating apart)
    {
        var least = Math.Max(2, wish.Accessible);
        var most = wish.Quantity - 1;
        while (most >= least && BestAvailable.Find(state, wish with { Quantity = most }).Seating is null)
        {
            most--;
        }

        var how = apart switch
        {
            Seating.TwoRows => "in two rows, one behind the other",
            Seating.OneRow => "in one row with gaps",
            _ => "apart",
        };
        var fewer = most < least ? "nor are fewer" : string.Create(CultureInfo.InvariantCulture, $"but {most} are");
        return new(RefusalCode.NotTogether, "together", string.Create(
            CultureInfo.InvariantCulture, $"{wish.Quantity} free places are not to be had together, {fewer}. Without together, all {wish.Quantity} are to be had {how}."))
        {
            ForGood = wish.Accessible == 0 && Room.Together(state.Index, wish) < wish.Quantity,
        };
    }

    private static Refusal TooFew(PlaceIndex index, SeatWish wish)
    {
        if (Room.OfStandard(index, wish) is var all && all < wish.Quantity)
        {
            var kept = Room.OfAccessible(index, wish with { Accessible = 1 }) > 0 ? " besides accessible and companion places" : "";
            return new(RefusalCode.NotEnoughPlaces, "quantity", string.Create(
                CultureInfo.InvariantCulture, $"There are only {all} such places in all{kept}, free or not. Ask for fewer, or in another category or block."))
            {
                ForGood = true,
            };
        }

        var hint = index.Rows.HaveAccessible ? " Accessible and companion places are kept for requests that say how many must be accessible." : "";
        return new(RefusalCode.NotEnoughPlaces, "quantity", string.Create(CultureInfo.InvariantCulture, $"Fewer than {wish.Quantity} free places fit.{hint}"));
    }

    private static Refusal TooFewWithAccessible(SeatMapState state, SeatWish wish)
    {
        Span<int> found = stackalloc int[Holding.MaxPlaces];
        var accessible = AccessibleSeating.TakeAccessible(state.Holdable.Of(wish.Contingent), wish, found[..wish.Accessible]);
        if (accessible == wish.Accessible)
        {
            return new(RefusalCode.NotEnoughPlaces, "quantity", string.Create(
                CultureInfo.InvariantCulture, $"There are accessible places, but fewer than {wish.Quantity - wish.Accessible} free places for those who come along."));
        }

        var all = Room.OfAccessible(state.Index, wish);
        var never = all < wish.Accessible ? string.Create(CultureInfo.InvariantCulture, $" There are only {all} in all: ask for fewer, or in another category or block.") : "";
        return new(RefusalCode.NotEnoughPlaces, "accessible", string.Create(CultureInfo.InvariantCulture, $"{accessible} free accessible places fit, not {wish.Accessible}.{never}"))
        {
            ForGood = never.Length > 0,
        };
    }
}
