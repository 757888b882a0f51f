using System.Collections.Immutable;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Catalog;
using Distribution.Primitives;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Api.Catalog;

/// <summary>What a venue's catalog holds.</summary>
[FieldsOf<Venue>]
public static class VenueFields
{
    /// <summary>Grows by one with every accepted change of the catalog.</summary>
    public static Deferred<long> CatalogVersion(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.Version);

    /// <summary>Its events, by name.</summary>
    public static Deferred<Connection<Event>> Events(Venue venue, VenueCatalogs catalogs, Page page) =>
        Of(venue, catalogs, catalog => page.OfAll(catalog.Events, entry => entry.Id.Value));

    /// <summary>The performances of all its events, by start.</summary>
    public static Deferred<Connection<Performance>> Performances(Venue venue, VenueCatalogs catalogs, Page page) =>
        Of(venue, catalogs, catalog => page.OfAll(catalog.Performances, entry => entry.Id.Value));

    /// <summary>The ways to lay it out, by name.</summary>
    public static Deferred<ImmutableArray<LogicalConfiguration>> Configurations(Venue venue, VenueCatalogs catalogs) =>
        Of(venue, catalogs, catalog => catalog.Configurations);

    /// <summary>Who may buy at prices of their own, by name.</summary>
    public static Deferred<ImmutableArray<AudienceSubCategory>> AudienceSubCategories(Venue venue, VenueCatalogs catalogs) =>
        Of(venue, catalogs, catalog => catalog.AudienceSubCategories);

    /// <summary>Its prices, by category and amount.</summary>
    public static Deferred<ImmutableArray<Tariff>> Tariffs(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.Tariffs);

    /// <summary>The ways to sell, by name.</summary>
    public static Deferred<ImmutableArray<SalesChannel>> SalesChannels(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.SalesChannels);

    /// <summary>Under whose names orders run, by name.</summary>
    public static Deferred<ImmutableArray<Contact>> Contacts(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.Contacts);

    /// <summary>Its contingents, by name.</summary>
    public static Deferred<ImmutableArray<Contingent>> Contingents(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.Contingents);

    /// <summary>Who sells its places, by name.</summary>
    public static Deferred<ImmutableArray<Distributor>> Distributors(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.Distributors);

    /// <summary>The links to its distributors, by name.</summary>
    public static Deferred<ImmutableArray<RegisteredInterface>> Interfaces(Venue venue, VenueCatalogs catalogs) => Of(venue, catalogs, catalog => catalog.Interfaces);

    /// <summary>What each sales channel sells.</summary>
    public static Deferred<ImmutableArray<ActivityProfile>> ActivityProfiles(Venue venue, VenueCatalogs catalogs) =>
        Of(venue, catalogs, catalog => catalog.ActivityProfiles);

    /// <summary>A venue that was found has a catalog.</summary>
    private static Deferred<T> Of<T>(Venue venue, VenueCatalogs catalogs, Func<CatalogView, T> part) => catalogs.LoadEach(venue.Id).Then(catalog => part(catalog!));
}

[FieldsOf<Event>]
public static class EventFields
{
    /// <summary>Its performances, by start.</summary>
    public static Deferred<Connection<Performance>> Performances(Event @event, PerformancesOfEvents performances, Page page) =>
        performances.Load(@event.Id).Then(all => page.OfAll(all.IsDefault ? [] : all, performance => performance.Id.Value));
}

/// <summary>The catalogs of venues: one call for each venue, whatever is asked of it.</summary>
public sealed class VenueCatalogs(IGrainFactory grains) : EachLoader<VenueId, CatalogView?>
{
    protected override Task<CatalogView?> Ask(VenueId key, CancellationToken cancellationToken) => grains.GetGrain<IVenueGrain>(key.Value).Get();
}

/// <summary>The performances of events, in one read.</summary>
public sealed class PerformancesOfEvents(CatalogDirectory directory) : BatchLoader<EventId, ImmutableArray<Performance>>
{
    protected override async Task<IReadOnlyDictionary<EventId, ImmutableArray<Performance>>> Load(IReadOnlyCollection<EventId> keys, CancellationToken cancellationToken) =>
        (await directory.PerformancesOf(keys)).ToDictionary(performances => performances.Key, performances => performances.ToImmutableArray());
}
