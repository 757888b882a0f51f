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
