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
    public static Task<Outcome<SeatMapCounts>> Counts(Performance performance, IGrainFactory grains) => Of(grains, performance).Counts();

    /// <summary>The places that fit a filter, in the seating plan's order.</summary>
    /// <param name="filter">Null takes all places.</param>
    public static async Task<Outcome<PlaceConnection>> Places(Performance performance, IGrainFactory grains, [PageSize(PlaceConnection.Size)] Page page, PlaceFilter? filter = null) =>
        PlaceConnection.Of(page, await Of(grains, performance).Places(filter ?? new PlaceFilter(), PlaceConnection.After(page), page.First));

    /// <summary>
    /// The audit log: every change of a place with when, who, through which channel, under which command and execution, the latest first.
    /// Entries are kept for at least 400 days.
    /// </summary>
    /// <param name="place">Only changes of the place of this name.</param>
    [Requires(Role.Operator)]
    public static async Task<Outcome<Connection<AuditEntry>>> AuditLog(
        Performance performance, IGrainFactory grains, Page page, CancellationToken cancellationToken, string? place = null) =>
        (await grains.GetGrain<ISeatMapAuditGrain>(performance.Id.Value).Read(place, page.AfterNumber(), page.First, cancellationToken)).Match<Outcome<Connection<AuditEntry>>>(
            found => Entries(page, found), refusals => new Outcome<Connection<AuditEntry>>.Refused(refusals));

    /// <summary>A part may have fewer entries than asked for, or none, and yet not be the last: it ends where the log's reader stopped.</summary>
    private static Connection<AuditEntry> Entries(Page page, AuditPage found)
    {
        var part = page.OfNumbers(found.Entries, entry => entry.Version, found.Before is not null);
        return found.Before is { } before ? part with { PageInfo = part.PageInfo with { EndCursor = Cursor.Of(before) } } : part;
    }

    private static ISeatMapGrain Of(IGrainFactory grains, Performance performance) => grains.GetGrain<ISeatMapGrain>(performance.Id.Value);
}
