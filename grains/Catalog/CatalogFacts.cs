using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>What a seat map needs to know of its performance. Nothing of it but the name ever changes.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.PerformanceFacts")]
public sealed record PerformanceFacts(
    VenueId Venue,
    PerformanceId Performance,
    EventId Event,
    LogicalConfigurationId Configuration,
    PlanHash Plan,
    string Name,
    DateTimeOffset StartsAt,
    string TimeZone);

/// <summary>Nothing of it but the name ever changes.</summary>
/// <param name="ExternalChannel">Null for an internal contingent.</param>
[GenerateSerializer, Immutable, Alias("Catalog.ContingentFacts")]
public sealed record ContingentFacts(VenueId Venue, ContingentId Contingent, string Name, SalesChannelId? ExternalChannel);

/// <summary>Nothing of it but the name ever changes.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.InterfaceFacts")]
public sealed record InterfaceFacts(
    VenueId Venue, DistributorInterfaceId Interface, DistributorId Distributor, SalesChannelId Channel, string Type, string Name);

/// <summary>Nothing of it but the name ever changes.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.ChannelFacts")]
public sealed record ChannelFacts(VenueId Venue, SalesChannelId Channel, string Name, SalesChannelType Type);

/// <summary>Nothing of it but the name ever changes.</summary>
[GenerateSerializer, Immutable, Alias("Catalog.ContactFacts")]
public sealed record ContactFacts(VenueId Venue, ContactId Contact, string Name, string Email, string? Phone);
