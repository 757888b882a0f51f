using Distribution.Catalog;

namespace Distribution.Distributors;

/// <summary>The things of one venue that a mapping may name: a mistyped code would lie there unseen until an export misses it.</summary>
/// <param name="things">Each with its id as <see cref="Guid.ToString()"/> writes it, its code or its key, and its name.</param>
internal sealed class MappableThings(IEnumerable<(MappingKind Kind, string Ours, string Name)> things)
{
    private readonly Dictionary<(MappingKind, string), string> _names = things.GroupBy(it => (it.Kind, it.Ours)).ToDictionary(group => group.Key, group => group.First().Name);

    public static MappableThings Of(CatalogView catalog) => new(
    [
        .. catalog.Events.Select(it => (MappingKind.Event, it.Id.ToString(), it.Name)),
        .. catalog.Performances.Select(it => (MappingKind.Performance, it.Id.ToString(), it.Name)),
        .. catalog.AudienceSubCategories.Select(it => (MappingKind.AudienceSubCategory, it.Id.ToString(), it.Name)),
        .. catalog.Configurations.Select(it => (MappingKind.LogicalConfiguration, it.Id.ToString(), it.Name)),
        .. catalog.Configurations.SelectMany(it => it.Categories).Select(it => (MappingKind.SeatCategory, it.Code, it.Code)),
        .. catalog.Configurations.SelectMany(it => it.Areas).Select(it => (MappingKind.Area, it.Key.Value, it.Key.Value)),
        .. catalog.Configurations.SelectMany(it => it.Areas).SelectMany(it => it.Blocks).Select(it => (MappingKind.Block, it.Code, it.Code)),
    ]);

    public bool Has(MappingKind kind, string ours) => _names.ContainsKey((kind, ours));

    /// <summary>For people to read; our code where it has no name.</summary>
    public string NameOf(MappingKind kind, string ours) => _names.GetValueOrDefault((kind, ours)) ?? ours;
}
