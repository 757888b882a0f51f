using System.Text.Json.Serialization;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>One thing in a venue's catalog. It bears the id of the command that made it; nothing is ever removed.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.Entry")]
public abstract record CatalogEntry
{
    private protected CatalogEntry()
    {
    }

    [JsonIgnore] public abstract CatalogKind Kind { get; }

    /// <summary>The id without its type, unique among all entries of all venues.</summary>
    [JsonIgnore] public abstract Guid Key { get; }

    /// <summary>What an operator calls it, or null where it has no name of its own (a tariff, an activity profile).</summary>
    [JsonIgnore] public abstract string? Label { get; }
}

/// <summary>What an entry is; also how it is known in the table, so the numbers and names don't change.</summary>
[GenerateSerializer, Alias("Catalog.Kind")]
public enum CatalogKind
{
    Venue = 1,
    LogicalConfiguration,
    Event,
    Performance,
    AudienceSubCategory,
    Tariff,
    SalesChannel,
    Contact,
    Contingent,
    Distributor,
    DistributorInterface,
    ActivityProfile,
}

/// <summary>The place; its manager is the master of every seat.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.Venue")]
public sealed record Venue(VenueId Id, string Name) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Venue;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}
