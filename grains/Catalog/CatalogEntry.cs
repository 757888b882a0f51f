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
    /// <summary>A place where events happen.</summary>
    Venue = 1,
    /// <summary>A way to lay the venue out.</summary>
    LogicalConfiguration,
    /// <summary>What is played.</summary>
    Event,
    /// <summary>One date of an event.</summary>
    Performance,
    /// <summary>Who buys.</summary>
    AudienceSubCategory,
    /// <summary>A price.</summary>
    Tariff,
    /// <summary>A way to sell.</summary>
    SalesChannel,
    /// <summary>Under whose name orders run.</summary>
    Contact,
    /// <summary>A set of places kept for somebody.</summary>
    Contingent,
    /// <summary>Who sells places to the public.</summary>
    Distributor,
    /// <summary>The link to a distributor.</summary>
    DistributorInterface,
    /// <summary>What a channel sells.</summary>
    ActivityProfile,
}

/// <summary>The place; its manager is the master of every seat.</summary>
/// <param name="Name">As visitors know it.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Venue")]
public sealed record Venue(VenueId Id, string Name) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.Venue;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}
