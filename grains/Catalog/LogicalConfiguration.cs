using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>One way to lay the venue out, for any number of performances. Only its name can change.</summary>
/// <param name="Plan">The seating plan, which never changes.</param>
/// <param name="PlanName">The name in the imported file.</param>
/// <param name="Seats">Numbered places.</param>
/// <param name="UnnumberedPlaces">The capacities of all unnumbered areas together.</param>
/// <param name="Areas">Its areas with their blocks.</param>
/// <param name="Categories">Its seat categories with their places.</param>
/// <param name="Name">As operators call it, unique in the venue.</param>
[GenerateSerializer, Immutable, Alias("Catalog.LogicalConfiguration")]
public sealed record LogicalConfiguration(
    LogicalConfigurationId Id,
    string Name,
    PlanHash Plan,
    string PlanName,
    int Seats,
    int UnnumberedPlaces,
    ImmutableArray<ConfigurationCategory> Categories,
    ImmutableArray<ConfigurationArea> Areas) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.LogicalConfiguration;
    public override Guid Key => Id.Value;
    public override string Label => Name;

    /// <summary>All its places, numbered or not.</summary>
    public int Places => Seats + UnnumberedPlaces;
}

/// <summary>A seat category of a logical configuration, with its places counted.</summary>
/// <param name="Color">As <c>#rrggbb</c>, or null.</param>
/// <param name="Places">Numbered and unnumbered together.</param>
/// <param name="Code">As the seating plan names it; tariffs and mappings refer to it.</param>
[GenerateSerializer, Immutable, Alias("Catalog.ConfigurationCategory")]
public sealed record ConfigurationCategory(string Code, string? Color, int Places);

/// <summary>An area of a logical configuration, with its places counted.</summary>
/// <param name="Numbered">Whether it has blocks with seats; if not, it is an unnumbered area of one category.</param>
/// <param name="Places">Its seats or its capacity.</param>
/// <param name="Category">The category of an unnumbered area; null for one with seats.</param>
/// <param name="Blocks">Its blocks with their seats; none in an unnumbered area.</param>
/// <param name="Key">As the seating plan names it.</param>
[GenerateSerializer, Immutable, Alias("Catalog.ConfigurationArea")]
public sealed record ConfigurationArea(
    AreaKey Key, bool Numbered, int Places, string? Category, ImmutableArray<ConfigurationBlock> Blocks);

/// <summary>A block of an area, with its seats counted.</summary>
/// <param name="Code">As the seating plan names it.</param>
/// <param name="Seats">How many numbered places it has.</param>
[GenerateSerializer, Immutable, Alias("Catalog.ConfigurationBlock")]
public sealed record ConfigurationBlock(string Code, int Seats);
