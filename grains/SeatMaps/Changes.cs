using System.Collections.Immutable;

namespace Distribution.SeatMaps;

/// <summary>Turns "these places change like this" into as few effects as there are different results.</summary>
internal static class Changes
{
    public static ImmutableArray<SeatMapEffect> To(SeatMapState state, Dictionary<int, PlaceFacts> facts) =>
    [
        .. facts.Where(f => f.Value != state[f.Key])
            .OrderBy(f => f.Key)
            .GroupBy(f => f.Value, f => f.Key)
            .Select(group => new SeatMapEffect.PlacesSet(group.Key, [.. group])),
    ];

    /// <param name="places">Each once.</param>
    public static ImmutableArray<SeatMapEffect> Of(SeatMapState state, ImmutableArray<int> places, Func<PlaceFacts, PlaceFacts> change) =>
        Uniform(state, places, change) is { } facts
            ? [new SeatMapEffect.PlacesSet(facts, places)]
            : To(state, places.ToDictionary(place => place, place => change(state[place])));

    public static ImmutableArray<SeatMapEffect> Freeing(SeatMapState state, ImmutableArray<int> places) =>
        Of(state, places, facts => facts.Free());

    /// <summary>A hold or a sale is over, and its places are free.</summary>
    /// <param name="places">All of it.</param>
    public static ImmutableArray<SeatMapEffect> Ending(SeatMapState state, int sale, SaleEnd why, ImmutableArray<int> places) =>
        [SeatMapEffect.SaleEnded.Of(sale, why, state.Sale(sale)), .. Freeing(state, places)];

    /// <summary>Some places of a sale are free; it begins anew with the others, which are as before.</summary>
    public static ImmutableArray<SeatMapEffect> Cancelling(SeatMapState state, int sale, ImmutableArray<int> places)
    {
        var all = state.PlacesOfSale(sale);
        var ended = Ending(state, sale, SaleEnd.Cancelled, all);
        var rest = all.RemoveRange(places);
        return rest.IsEmpty
            ? ended
            :
            [
                .. ended,
                new SeatMapEffect.SaleSet(sale, state.Sale(sale)),
                .. rest.GroupBy(place => state[place]).Select(group => new SeatMapEffect.PlacesSet(group.Key, [.. group])),
            ];
    }

    /// <summary>What all these places become, if that is one thing and new to each of them: so it is for nearly every hold and sale.</summary>
    private static PlaceFacts? Uniform(SeatMapState state, ImmutableArray<int> places, Func<PlaceFacts, PlaceFacts> change)
    {
        PlaceFacts? common = null;
        foreach (var place in places)
        {
            var before = state[place];
            var after = change(before);
            if (after == before || (common is { } others && after != others))
            {
                return null;
            }

            common = after;
        }

        return common;
    }
}
