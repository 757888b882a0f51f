using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>How many places of one area, block and seat category are in the contingents of a channel.</summary>
/// <param name="Block">Null in an unnumbered area.</param>
[GenerateSerializer, Immutable, Alias("ChannelPlaces")]
public sealed record ChannelPlaces(string Area, string? Block, string Category, int Places)
{
    /// <summary>Blocked and sold places count too: they are exported again once they are free.</summary>
    internal static ImmutableArray<ChannelPlaces> Of(ConfirmedPlaces confirmed, SeatMapState state, SalesChannelId channel)
    {
        var counts = new Dictionary<(string Area, string? Block, string Category), int>();
        for (var place = 0; place < state.Index.Count; place++)
        {
            if (state.ChannelOf(confirmed[place].Contingent) == channel)
            {
                var (area, block, _, _) = state.Index.Locate(place);
                var key = (area, block, state.Index.CategoryCode(place));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        return
        [
            .. counts.Select(count => new ChannelPlaces(count.Key.Area, count.Key.Block, count.Key.Category, count.Value))
                .OrderBy(row => row.Area, StringComparer.Ordinal)
                .ThenBy(row => row.Block, StringComparer.Ordinal)
                .ThenBy(row => row.Category, StringComparer.Ordinal),
        ];
    }
}
