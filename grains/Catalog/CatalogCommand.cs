using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>
/// A change of a venue's catalog. What it makes bears the command's id. Names have 1 to 200 characters after trimming, no
/// control characters, and are unique in the venue among things of a kind (a performance's: in its event).
/// </summary>
[GenerateSerializer, Immutable, Alias("Catalog.Command")]
public abstract record CatalogCommand([property: JsonIgnore] CommandContext Context)
{
    internal Guid Id => Context.Id.Value;
}

/// <summary>Sent to the venue whose id is the command's id.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.CreateVenue")]
public sealed record CreateVenue(CommandContext Context, string Name) : CatalogCommand(Context);

/// <summary>Makes a logical configuration of a seating plan.</summary>
/// <param name="Name">The configuration's; also the plan's, where the format has no name for it (CSV).</param>
/// <param name="Text">The whole file, at most 32 MiB as UTF-8.</param>
[GenerateSerializer, Immutable, Alias("Catalog.ImportSeatingPlan")]
public sealed record ImportSeatingPlan(
    CommandContext Context,
    string Name,
    SeatingPlanFormat Format,
    string Text,
    ImmutableArray<NewUnnumberedArea> UnnumberedAreas) : CatalogCommand(Context);

[GenerateSerializer, Immutable, Alias("Catalog.CreateEvent")]
public sealed record CreateEvent(CommandContext Context, string Name) : CatalogCommand(Context);

/// <param name="StartsAt">From the year 2000 to 2199.</param>
/// <param name="TimeZone">An IANA time zone that this machine knows.</param>
[GenerateSerializer, Immutable, Alias("Catalog.CreatePerformance")]
public sealed record CreatePerformance(
    CommandContext Context,
    EventId Event,
    LogicalConfigurationId Configuration,
    string Name,
    DateTimeOffset StartsAt,
    string TimeZone) : CatalogCommand(Context);

[GenerateSerializer, Immutable, Alias("Catalog.CreateAudienceSubCategory")]
public sealed record CreateAudienceSubCategory(CommandContext Context, string Name) : CatalogCommand(Context);

/// <summary>Makes the tariff of a category, an audience and an event (or every event), or gives it another price.</summary>
/// <param name="Price">From 0 to <see cref="Tariff.MaxPrice"/>.</param>
[GenerateSerializer, Immutable, Alias("Catalog.SetTariff")]
public sealed record SetTariff(CommandContext Context, string Category, AudienceSubCategoryId Audience, EventId? Event, Money Price)
    : CatalogCommand(Context);

[GenerateSerializer, Immutable, Alias("Catalog.CreateSalesChannel")]
public sealed record CreateSalesChannel(CommandContext Context, string Name, SalesChannelType Type) : CatalogCommand(Context);

/// <summary>Says what a channel sells, instead of what was said before.</summary>
/// <param name="Sold">At most <see cref="ActivityProfile.MaxLines"/>; none: the channel sells nothing.</param>
[GenerateSerializer, Immutable, Alias("Catalog.SetActivityProfile")]
public sealed record SetActivityProfile(CommandContext Context, SalesChannelId Channel, ImmutableArray<SoldEvent> Sold) : CatalogCommand(Context);

[GenerateSerializer, Immutable, Alias("Catalog.CreateContact")]
public sealed record CreateContact(CommandContext Context, string Name, string Email, string? Phone = null) : CatalogCommand(Context);

/// <param name="ExternalChannel">Null for an internal contingent.</param>
[GenerateSerializer, Immutable, Alias("Catalog.CreateContingent")]
public sealed record CreateContingent(CommandContext Context, string Name, SalesChannelId? ExternalChannel) : CatalogCommand(Context);

[GenerateSerializer, Immutable, Alias("Catalog.CreateDistributor")]
public sealed record CreateDistributor(CommandContext Context, string Name) : CatalogCommand(Context);

/// <param name="Channel">An external channel that no interface has yet.</param>
/// <param name="Type">1 to 32 lower-case letters, digits and hyphens.</param>
/// <param name="Types">Those there are a connector for; not given, every type is taken.</param>
[GenerateSerializer, Immutable, Alias("Catalog.RegisterInterface")]
public sealed record RegisterInterface(
    CommandContext Context, DistributorId Distributor, SalesChannelId Channel, string Type, string Name, [property: JsonIgnore] ImmutableArray<string> Types = default)
    : CatalogCommand(Context);

/// <summary>Mends a name. Nothing refers to a name, so nothing else changes.</summary>
/// <param name="Kind">Any kind that has names.</param>
[GenerateSerializer, Immutable, Alias("Catalog.Rename")]
public sealed record Rename(CommandContext Context, CatalogKind Kind, Guid Key, string Name) : CatalogCommand(Context);
