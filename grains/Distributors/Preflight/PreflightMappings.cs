using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Distributors.Preflight;

/// <summary>
/// Everything sold through the channel that the distributor has no id for, each once. What allotments and sales name hinders; an event and the area around
/// numbered seats are named by neither, and warn. A tariff is mapped by its category and its audience sub-category.
/// </summary>
internal static class PreflightMappings
{
    public static IEnumerable<PreflightFinding> Missing(PreflightFacts facts) => facts.Performances
        .SelectMany(performance => Needed(facts, performance))
        .Where(needed => facts.Mappings.Theirs(needed.Kind, needed.Ours) is null)
        .GroupBy(needed => (needed.Kind, needed.Ours))
        .Select(needs => Finding(needs.MinBy(needed => needed.Weight)!))
        .OrderBy(finding => finding.Mapping);

    private static IEnumerable<Need> Needed(PreflightFacts facts, Performance performance)
    {
        var lines = facts.SoldAs(performance);
        var places = facts.PlacesOf(performance);
        if (lines.IsEmpty && places.IsEmpty && facts.Scope.Performance is null)
        {
            yield break;
        }

        var name = facts.NameOf(performance);
        yield return new(MappingKind.Performance, performance.Id.ToString(), name, PreflightWeight.Hinders);
        yield return new(MappingKind.Event, performance.Event.ToString(), name, PreflightWeight.Warns);
        foreach (var row in places)
        {
            yield return row.Block is { } block
                ? new(MappingKind.Block, block, block, PreflightWeight.Hinders)
                : new(MappingKind.Area, row.Area, row.Area, PreflightWeight.Hinders);
            yield return new(MappingKind.Area, row.Area, row.Area, PreflightWeight.Warns);
            yield return new(MappingKind.SeatCategory, row.Category, row.Category, PreflightWeight.Hinders);
        }

        foreach (var tariff in lines.SelectMany(line => line.Tariffs).Distinct())
        {
            var audience = facts.Catalog.AudienceSubCategories.FirstOrDefault(it => it.Id == tariff.Audience)?.Name ?? "";
            yield return new(MappingKind.SeatCategory, tariff.Category, tariff.Category, PreflightWeight.Hinders);
            yield return new(MappingKind.AudienceSubCategory, tariff.Audience.ToString(), audience, PreflightWeight.Hinders);
        }
    }

    private static PreflightFinding Finding(Need need) => new(
        need.Weight,
        PreflightTopic.Mapping,
        need.Kind,
        need.Ours,
        $"The {need.Kind.InWords()} {Quoted(need)} has no id of the distributor.",
        $"Enter the distributor's id for the {need.Kind.InWords()} {Quoted(need)} in the interface's mappings.");

    private static string Quoted(Need need) => need.Kind is MappingKind.Performance or MappingKind.Event ? $"of {need.Name}" : $"\"{need.Name}\"";

    private sealed record Need(MappingKind Kind, string Ours, string Name, PreflightWeight Weight);
}
