using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Audit;

namespace Distribution.Api.SeatMaps;

[FieldsOf<Performance>]
public static class SeatMapFields
{
    /// <summary>Counts of the places, by contingent and seat category.</summary>
    public static Deferred<Outcome<SeatMapCounts>> Counts(Performance performance, CountsOfPerformances counts) => counts.LoadEach(performance.Id);

    /// <summary>The places that fit a filter, in the seating plan's order.</summary>
    /// <param name="filter">Null takes all places.</param>
    public static Deferred<Outcome<PlaceConnection>> Places(
        Performance performance, PlacesOfPerformances places, [PageSize(PlaceConnection.Size)] Page page, PlaceFilter? filter = null) =>
        places.LoadEach((performance.Id, filter ?? new PlaceFilter(), PlaceConnection.After(page), page.First)).Then(found => PlaceConnection.Of(page, found));

    /// <summary>
    /// The audit log: every change of a place with when, who, through which channel, under which command and execution, the latest first.
    /// Entries are kept for at least 400 days.
    /// </summary>
    /// <param name="place">Only changes of the place of this name.</param>
    [Requires(Role.Operator)]
    public static Deferred<Outcome<Connection<AuditEntry>>> AuditLog(Performance performance, AuditLogsOfPerformances logs, Page page, string? place = null) =>
        logs.LoadEach((performance.Id, place, page.AfterNumber(), page.First)).Then(found => found.Match<Outcome<Connection<AuditEntry>>>(
            part => page.OfNumbers(part.Entries, entry => entry.Version, part.Before is not null, part.Before), refusals => new Outcome<Connection<AuditEntry>>.Refused(refusals)));
}

public sealed class CountsOfPerformances(IGrainFactory grains) : EachLoader<PerformanceId, Outcome<SeatMapCounts>>
{
    protected override Task<Outcome<SeatMapCounts>> Ask(PerformanceId key, CancellationToken cancellationToken) => grains.GetGrain<ISeatMapGrain>(key.Value).Counts();
}

public sealed class PlacesOfPerformances(IGrainFactory grains) : EachLoader<(PerformanceId Performance, PlaceFilter Filter, int? After, int First), Outcome<PlacePage>>
{
    protected override Task<Outcome<PlacePage>> Ask((PerformanceId Performance, PlaceFilter Filter, int? After, int First) key, CancellationToken cancellationToken) =>
        grains.GetGrain<ISeatMapGrain>(key.Performance.Value).Places(key.Filter, key.After, key.First);
}

public sealed class AuditLogsOfPerformances(IGrainFactory grains) : EachLoader<(PerformanceId Performance, string? Place, long? Before, int First), Outcome<AuditPage>>
{
    protected override Task<Outcome<AuditPage>> Ask((PerformanceId Performance, string? Place, long? Before, int First) key, CancellationToken cancellationToken) =>
        grains.GetGrain<ISeatMapAuditGrain>(key.Performance.Value).Read(key.Place, key.Before, key.First, cancellationToken);
}
