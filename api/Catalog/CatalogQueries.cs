using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Api.Catalog;

[QueryFields]
public static class CatalogQueries
{
    /// <summary>All venues, by name.</summary>
    [Requires(Role.Reader)]
    public static async Task<Connection<Venue>> Venues(CatalogDirectory directory, Page page)
    {
        var found = await directory.Venues(page.AfterId<VenueId>(), page.First);
        return page.OfIds(found.Venues, venue => venue.Id.Value, found.Next is not null);
    }

    /// <summary>A venue; null when there is no such venue.</summary>
    [Requires(Role.Reader)]
    public static Deferred<Venue?> Venue(CatalogEntries entries, VenueId id) => CatalogNodes.Venue(id, entries);

    /// <summary>A performance; null when there is no such performance.</summary>
    [Requires(Role.Reader)]
    public static Deferred<Performance?> Performance(CatalogEntries entries, PerformanceId id) => CatalogNodes.Performance(id, entries);

    /// <summary>A distributor interface; null when there is no such interface.</summary>
    [Requires(Role.Reader)]
    public static Deferred<RegisteredInterface?> DistributorInterface(CatalogEntries entries, DistributorInterfaceId id) => CatalogNodes.DistributorInterface(id, entries);
}
