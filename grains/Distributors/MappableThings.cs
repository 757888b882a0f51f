using Distribution.Catalog;

namespace Distribution.Distributors;

/// <summary>The things of one venue that a mapping may name: a mistyped code would lie there unseen until an export misses it.</summary>
/// <param name="things">Each with its id as <see cref="Guid.ToString()"/> writes it, its code or its key.</param>
internal sealed class MappableThings(IEnumerable<(MappingKind Kind, string Ours)> things)
{
    private readonly HashSet<(MappingKind, string)> _things = [.. things];

    public static MappableThings Of(CatalogView catalog) => new(
    [
        .. catalog.Events.Select(it => (MappingKind.Event, it.Id.ToString())),
        .. catalog.Performances.Select(it => (MappingKind.Performance, it.Id.ToString())),
        .. catalog.AudienceSubCategories.Select(it => (MappingKind.AudienceSubCategory, it.Id.ToString())),
        .. catalog.Configurations.Select(it => (MappingKind.LogicalConfiguration, it.Id.ToString())),
        .. catalog.Configurations.SelectMany(it => it.Categories).Select(it => (MappingKind.SeatCategory, it.Code)),
        .. catalog.Configurations.SelectMany(it => it.Areas).Select(it => (MappingKind.Area, it.Key.Value)),
        .. catalog.Configurations.SelectMany(it => it.Areas).SelectMany(it => it.Blocks).Select(it => (MappingKind.Block, it.Code)),
    ]);

    public bool Has(MappingKind kind, string ours) => _things.Contains((kind, ours));
}
