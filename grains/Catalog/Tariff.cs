using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>Who buys: adult, student, …</summary>
/// <param name="Name">As operators call it, unique in the venue.</param>
[GenerateSerializer, Immutable, Alias("Catalog.AudienceSubCategory")]
public sealed record AudienceSubCategory(AudienceSubCategoryId Id, string Name) : CatalogEntry
{
    public override CatalogKind Kind => CatalogKind.AudienceSubCategory;
    public override Guid Key => Id.Value;
    public override string Label => Name;
}

/// <summary>
/// The price of a place of a category for an audience sub-category. There is one at most for each category, audience and
/// event; one that names an event goes before one that does not.
/// </summary>
/// <param name="Category">The code of a seat category of one of the venue's configurations.</param>
/// <param name="Event">The only event it is for; null: for every event.</param>
/// <param name="Price">What a place costs.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Tariff")]
public sealed record Tariff(TariffId Id, string Category, AudienceSubCategoryId Audience, EventId? Event, Money Price) : CatalogEntry
{
    /// <summary>In minor units.</summary>
    public const long MaxPrice = 100_000_000;

    public override CatalogKind Kind => CatalogKind.Tariff;
    public override Guid Key => Id.Value;
    public override string? Label => null;
}
