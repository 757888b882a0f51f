using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Api.Catalog;

/// <summary>Everything in a venue's catalog, by its id.</summary>
[NodeFields]
public static class CatalogNodes
{
    [Requires(Role.Reader)]
    public static Deferred<Venue?> Venue(VenueId id, CatalogEntries entries) => Entry<Venue>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<LogicalConfiguration?> LogicalConfiguration(LogicalConfigurationId id, CatalogEntries entries) => Entry<LogicalConfiguration>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<Event?> Event(EventId id, CatalogEntries entries) => Entry<Event>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<Performance?> Performance(PerformanceId id, CatalogEntries entries) => Entry<Performance>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<AudienceSubCategory?> AudienceSubCategory(AudienceSubCategoryId id, CatalogEntries entries) => Entry<AudienceSubCategory>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<Tariff?> Tariff(TariffId id, CatalogEntries entries) => Entry<Tariff>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<SalesChannel?> SalesChannel(SalesChannelId id, CatalogEntries entries) => Entry<SalesChannel>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<Contact?> Contact(ContactId id, CatalogEntries entries) => Entry<Contact>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<Contingent?> Contingent(ContingentId id, CatalogEntries entries) => Entry<Contingent>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<Distributor?> Distributor(DistributorId id, CatalogEntries entries) => Entry<Distributor>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<RegisteredInterface?> DistributorInterface(DistributorInterfaceId id, CatalogEntries entries) => Entry<RegisteredInterface>(id.Value, entries);

    [Requires(Role.Reader)]
    public static Deferred<ActivityProfile?> ActivityProfile(ActivityProfileId id, CatalogEntries entries) => Entry<ActivityProfile>(id.Value, entries);

    private static Deferred<T?> Entry<T>(Guid id, CatalogEntries entries) where T : CatalogEntry => entries.Load(id).Then(entry => entry as T);
}

/// <summary>Catalog entries of any venue and kind, in one read.</summary>
public sealed class CatalogEntries(CatalogDirectory directory) : BatchLoader<Guid, CatalogEntry>
{
    protected override Task<IReadOnlyDictionary<Guid, CatalogEntry>> Load(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) => directory.Entries(keys);
}
