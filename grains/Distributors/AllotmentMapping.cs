using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors;

/// <summary>Puts an allotment into the distributor's words.</summary>
internal static class AllotmentMapping
{
    /// <summary>Every mapping that an allotment needs and that is not there, each once.</summary>
    public static IEnumerable<(MappingKind Kind, string Ours)> Missing(MappingIndex mappings, PerformanceId performance, AllotmentIntent intent) =>
        intent.Additions.Select(place => (MappingKind.Block, place.Block))
            .Concat(intent.Areas.Select(area => (MappingKind.Area, area.Key.Value)))
            .Concat(intent.Additions.Select(place => (MappingKind.SeatCategory, place.Category)))
            .Concat(intent.Areas.Select(area => (MappingKind.SeatCategory, area.Category)))
            .Prepend((MappingKind.Performance, performance.ToString()))
            .Distinct()
            .Where(needed => mappings.Theirs(needed.Item1, needed.Item2) is null);

    /// <summary>Only after <see cref="Missing"/> found nothing.</summary>
    public static AllotmentMessage Message(MappingIndex mappings, Guid id, PerformanceId performance, AllotmentIntent intent) => new(
        id,
        mappings.Theirs(MappingKind.Performance, performance.ToString())!,
        intent.Version,
        [.. intent.Additions.Select(place => new AllottedPlace(
            place.Key, mappings.Theirs(MappingKind.Block, place.Block)!, place.Row, place.Seat, mappings.Theirs(MappingKind.SeatCategory, place.Category)!))],
        [.. intent.Withdrawals.Select(place => place.Key)],
        [.. intent.Areas.Select(area => new AllottedArea(
            area.Key, mappings.Theirs(MappingKind.Area, area.Key.Value)!, mappings.Theirs(MappingKind.SeatCategory, area.Category)!, area.Allotted))]);
}
