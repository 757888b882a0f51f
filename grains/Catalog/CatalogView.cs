using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>The whole catalog of a venue, as durable; each list by name, performances by start, tariffs by category and price.</summary>
/// <param name="Version">Grows by one with every accepted change.</param>
[GenerateSerializer, Immutable, Alias("Catalog.View")]
public sealed record CatalogView(
    long Version,
    Venue Venue,
    ImmutableArray<LogicalConfiguration> Configurations,
    ImmutableArray<Event> Events,
    ImmutableArray<Performance> Performances,
    ImmutableArray<AudienceSubCategory> AudienceSubCategories,
    ImmutableArray<Tariff> Tariffs,
    ImmutableArray<SalesChannel> SalesChannels,
    ImmutableArray<Contact> Contacts,
    ImmutableArray<Contingent> Contingents,
    ImmutableArray<Distributor> Distributors,
    ImmutableArray<RegisteredInterface> Interfaces,
    ImmutableArray<ActivityProfile> ActivityProfiles);

/// <summary>Some venues, one after the other.</summary>
/// <param name="Next">Ask on from here; null: there is no more.</param>
[GenerateSerializer, Immutable, Alias("Catalog.VenuePage")]
public sealed record VenuePage(ImmutableArray<Venue> Venues, VenueId? Next);
