using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Connectors;

/// <summary>A distributor's answer about one performance's allotment as it came; it may lack anything until <see cref="Check"/> has found nothing.</summary>
internal sealed record StatusReply(
    string? Performance, long? Version, int? Allotted, int? Sold, IReadOnlyList<AreaStatusReply?>? Areas, IReadOnlyList<PlaceState>? Places)
{
    private const int MaxAreas = 1_000;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Check(string performance)
    {
        if (Performance != performance)
        {
            return "it is the answer about another performance";
        }

        return Version is not >= 0 ? "it does not say which version it took last"
            : !AddsUp(Allotted, Sold) ? "its counts of numbered places are missing or impossible"
            : Areas is not { Count: <= MaxAreas } ? $"it has no list of at most {MaxAreas} areas"
            : AreaProblem(Areas) ?? PlaceProblem();
    }

    /// <summary>Only after <see cref="Check"/> found nothing.</summary>
    public AllotmentStatus Status() => new(
        Version!.Value,
        new AllotmentTally(Allotted!.Value, Sold!.Value),
        [.. Areas!.Select(area => new AreaTally(area!.Area!, new AllotmentTally(area.Allotted!.Value, area.Sold!.Value)))],
        Places?.ToImmutableArray() ?? []);

    private static string? AreaProblem(IReadOnlyList<AreaStatusReply?> areas)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var area in areas)
        {
            if (area is null || !KeyText.IsValid(area.Area) || !AddsUp(area.Allotted, area.Sold))
            {
                return $"the counts of the area “{Text.Quoted(area?.Area)}” are missing or impossible";
            }

            if (!seen.Add(area.Area!))
            {
                return $"it has the area “{area.Area}” twice";
            }
        }

        return null;
    }

    private string? PlaceProblem()
    {
        if (Places is null)
        {
            return null;
        }

        if (Places.Count != Allotted || Places.Count(place => place.IsSold) != Sold)
        {
            return "its list of places and its counts say different things";
        }

        return Places.DistinctBy(place => place.Place).Count() == Places.Count ? null : "it has a place twice";
    }

    private static bool AddsUp(int? allotted, int? sold) => allotted is >= 0 and <= SeatingPlan.MaxPlaces && sold >= 0 && sold <= allotted;
}

internal sealed record AreaStatusReply(string? Area, int? Allotted, int? Sold);
