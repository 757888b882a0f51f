using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>Places chosen by name, and so many of an unnumbered area, which are as good as one another.</summary>
[GenerateSerializer, Immutable, Alias("PlaceSelection")]
public sealed record PlaceSelection(ImmutableArray<PlaceKey> Places, ImmutableArray<AreaQuantity> Areas)
{
    [Id(0)] public ImmutableArray<PlaceKey> Places { get; } = Places.IsDefault ? [] : Places;

    [Id(1)] public ImmutableArray<AreaQuantity> Areas { get; } = Areas.IsDefault ? [] : Areas;

    public static PlaceSelection Of(params IEnumerable<string> places) => new([.. places.Select(p => new PlaceKey(p))], []);

    internal void AddTo(ref Fingerprint fingerprint)
    {
        foreach (var place in Places)
        {
            fingerprint.Add(place.Value);
        }

        foreach (var (area, quantity) in Areas)
        {
            fingerprint.Add(area.Value);
            fingerprint.Add(quantity);
        }
    }
}

/// <summary>A number of places of an unnumbered area.</summary>
/// <param name="Quantity">From 1.</param>
/// <param name="Area">The key of the unnumbered area.</param>
[GenerateSerializer, Immutable, Alias("AreaQuantity")]
public readonly record struct AreaQuantity(AreaKey Area, int Quantity);
