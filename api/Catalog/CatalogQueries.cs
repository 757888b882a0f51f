using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Api.Catalog;

[QueryFields]
public static class CatalogQueries
{
    /// <summary>All venues, by name.</summary>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="first">From 1 to 200.</param>
    [Requires(Role.Reader)]
    public static Task<VenuePage> Venues(IGrainFactory grains, VenueId? after = null, int first = 50) => Directory(grains).Venues(after, first);

    /// <summary>A venue with its whole catalog; null when there is no such venue.</summary>
    [Requires(Role.Reader)]
    public static Task<CatalogView?> Venue(IGrainFactory grains, VenueId id) => grains.GetGrain<IVenueGrain>(id.Value).Get();

    /// <summary>A performance; null when there is no such performance.</summary>
    [Requires(Role.Reader)]
    public static async Task<Performance?> Performance(IGrainFactory grains, PerformanceId id) =>
        await Directory(grains).FindPerformance(id) is { } found
            ? new Performance(found.Performance, found.Event, found.Configuration, found.Plan, found.Name, found.StartsAt, found.TimeZone)
            : null;

    /// <summary>A distributor interface; null when there is no such interface.</summary>
    [Requires(Role.Reader)]
    public static async Task<RegisteredInterface?> DistributorInterface(IGrainFactory grains, DistributorInterfaceId id) =>
        await Directory(grains).FindInterface(id) is { } found
            ? new RegisteredInterface(found.Interface, found.Distributor, found.Channel, found.Type, found.Name)
            : null;

    private static ICatalogDirectoryGrain Directory(IGrainFactory grains) => grains.GetGrain<ICatalogDirectoryGrain>(0);
}
