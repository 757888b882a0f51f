using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>What an export leaves out: it is neither offered nor withdrawn, and stays as it is.</summary>
/// <param name="Places">Numbered places; those that there are not are passed over.</param>
/// <param name="Areas">Unnumbered areas, each as a whole.</param>
[GenerateSerializer, Immutable, Alias("ExportExceptions")]
public sealed record ExportExceptions(ImmutableArray<PlaceKey> Places, ImmutableArray<AreaKey> Areas)
{
    public static readonly ExportExceptions None = new([], []);

    public bool IsEmpty => Places.IsEmpty && Areas.IsEmpty;
}
