using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog;

namespace Distribution.Distributors.Mappings;

/// <summary>Something of a venue that a distributor has an id for, or should have.</summary>
/// <param name="Ours">Our id or code of it, as a mapping names it.</param>
/// <param name="Name">What an operator calls it; a performance is named with its event and start.</param>
/// <param name="Theirs">The distributor's id; null: it is missing.</param>
/// <param name="Kind">What it is.</param>
public sealed record MappableObject(MappingKind Kind, string Ours, string Name, string? Theirs)
{
    /// <summary>What it may be called besides, by somebody who has only some of the name.</summary>
    internal ImmutableArray<string> OtherNames { get; init; } = [];

    /// <summary>All of a venue's, by kind, in the order in which the catalog shows them, each once; then mappings of what the venue no longer has.</summary>
    internal static ImmutableArray<MappableObject> Of(CatalogView catalog, MappingSet set)
    {
        var theirs = set.Mappings.ToDictionary(mapping => (mapping.Kind, mapping.Ours), mapping => mapping.Theirs);
        var known = All(catalog).DistinctBy(it => (it.Kind, it.Ours)).Select(it => it with { Theirs = theirs.GetValueOrDefault((it.Kind, it.Ours)) }).ToList();
        var keys = known.Select(it => (it.Kind, it.Ours)).ToHashSet();
        var gone = set.Mappings.Where(mapping => !keys.Contains((mapping.Kind, mapping.Ours)));
        return [.. known.Concat(gone.Select(mapping => new MappableObject(mapping.Kind, mapping.Ours, mapping.Ours, mapping.Theirs))).OrderBy(it => it.Kind)];
    }

    private static IEnumerable<MappableObject> All(CatalogView catalog)
    {
        var events = catalog.Events.ToDictionary(it => it.Id, it => it.Name);
        return
        [
            .. catalog.Events.Select(it => Missing(MappingKind.Event, it.Id.ToString(), it.Name)),
            .. catalog.Performances.Select(it => Missing(MappingKind.Performance, it.Id.ToString(), NameOf(events[it.Event], it), it.Name, $"{events[it.Event]} {it.Name}")),
            .. catalog.Configurations.SelectMany(it => it.Areas).Select(it => Missing(MappingKind.Area, it.Key.Value, it.Key.Value)),
            .. catalog.Configurations.SelectMany(it => it.Areas).SelectMany(it => it.Blocks.Select(block => Missing(MappingKind.Block, block.Code, $"{it.Key}, {block.Code}", block.Code))),
            .. catalog.Configurations.SelectMany(it => it.Categories).Select(it => Missing(MappingKind.SeatCategory, it.Code, it.Code)),
            .. catalog.Configurations.Select(it => Missing(MappingKind.LogicalConfiguration, it.Id.ToString(), it.Name)),
            .. catalog.AudienceSubCategories.Select(it => Missing(MappingKind.AudienceSubCategory, it.Id.ToString(), it.Name)),
        ];
    }

    private static MappableObject Missing(MappingKind kind, string ours, string name, params ImmutableArray<string> otherNames) =>
        new(kind, ours, name, Theirs: null) { OtherNames = otherNames };

    private static string NameOf(string @event, Performance performance)
    {
        var start = TimeZoneInfo.ConvertTime(performance.StartsAt, TimeZoneInfo.FindSystemTimeZoneById(performance.TimeZone));
        return string.Create(CultureInfo.InvariantCulture, $"{@event}, {performance.Name}, {start:yyyy-MM-dd HH:mm}");
    }
}
