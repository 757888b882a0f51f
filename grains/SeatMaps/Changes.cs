using System.Collections.Immutable;

namespace Distribution.SeatMaps;

/// <summary>Turns "these places change like this" into as few effects as there are different results.</summary>
internal static class Changes
{
    public static IEnumerable<SeatMapEffect> To(SeatMapState state, Dictionary<int, PlaceFacts> facts) =>
        facts.Where(f => f.Value != state[f.Key])
            .OrderBy(f => f.Key)
            .GroupBy(f => f.Value, f => f.Key)
            .Select(group => new SeatMapEffect.PlacesSet(group.Key, [.. group]));

    public static IEnumerable<SeatMapEffect> Of(SeatMapState state, IEnumerable<int> places, Func<PlaceFacts, PlaceFacts> change) =>
        To(state, places.ToDictionary(place => place, place => change(state[place])));

    public static IEnumerable<SeatMapEffect> Freeing(SeatMapState state, ImmutableArray<int> places) =>
        Of(state, places, facts => facts.Free());
}
