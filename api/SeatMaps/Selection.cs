using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Api.SeatMaps;

internal static class Selection
{
    public static PlaceSelection Of(IReadOnlyList<PlaceKey>? places, IReadOnlyList<AreaQuantity>? areas) => new([.. places ?? []], [.. areas ?? []]);
}
