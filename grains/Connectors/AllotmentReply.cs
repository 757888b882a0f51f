using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Connectors;

/// <summary>A distributor's answer to an allotment message as it came; it may lack anything until <see cref="Check"/> has found nothing.</summary>
internal sealed record AllotmentReply(Guid? Id, string? Performance, long? Version, IReadOnlyList<PlaceReply?>? Places, IReadOnlyList<AreaReply?>? Areas)
{
    private const int MaxReasonLength = 300;

    /// <summary>
    /// What is wrong with it; null when nothing is. It is believed as a whole or not at all: a distributor that answers for a place it was not asked
    /// may have mixed up two venues, and then nothing it says is safe.
    /// </summary>
    /// <param name="verdicts">What the protocol calls each verdict.</param>
    public string? Check(AllotmentMessage message, Func<string?, PlaceVerdict?> verdicts)
    {
        if (Id != message.Id || Performance != message.Performance || Version != message.Version)
        {
            return "it is the answer to another message";
        }

        return Places is null ? "it has no list of places"
            : Areas is null ? "it has no list of areas"
            : PlaceProblem(Places, message, verdicts) ?? AreaProblem(Areas, message);
    }

    /// <summary>Only after <see cref="Check"/> found nothing.</summary>
    public AllotmentAnswer.Answered Answer(Func<string?, PlaceVerdict?> verdicts) => new(
        [.. Places!.Select(place => new PlaceAnswer(new PlaceKey(place!.Place!), verdicts(place.Verdict)!.Value, Short(place.Reason)))],
        [.. Areas!.Select(area => new AreaAnswer(new AreaKey(area!.Key!), area.Allotted!.Value, area.Sold!.Value, Short(area.Reason)))]);

    private static string? PlaceProblem(IReadOnlyList<PlaceReply?> places, AllotmentMessage message, Func<string?, PlaceVerdict?> verdicts)
    {
        var additions = message.Additions.Select(place => place.Place.Value).ToHashSet(StringComparer.Ordinal);
        var withdrawals = message.Withdrawals.Select(place => place.Value).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            var name = place?.Place;
            if (name is null || (!additions.Contains(name) && !withdrawals.Contains(name)))
            {
                return $"it answers for the place “{Text.Quoted(name)}”, which was not asked";
            }

            if (!seen.Add(name))
            {
                return $"it answers twice for the place “{name}”";
            }

            var verdict = verdicts(place!.Verdict);
            if (verdict is null || (verdict == PlaceVerdict.AlreadySold && !withdrawals.Contains(name)))
            {
                return $"it says “{Text.Quoted(place.Verdict)}” of the place “{name}”, which is not an answer to what was asked";
            }
        }

        return null;
    }

    private static string? AreaProblem(IReadOnlyList<AreaReply?> areas, AllotmentMessage message)
    {
        var asked = message.Areas.Select(area => area.Area.Value).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var area in areas)
        {
            if (area?.Key is not { } name || !asked.Contains(name))
            {
                return $"it answers for the area “{Text.Quoted(area?.Key)}”, which was not asked";
            }

            if (!seen.Add(name))
            {
                return $"it answers twice for the area “{name}”";
            }

            if (area is not { Allotted: >= 0 and <= SeatingPlan.MaxPlaces, Sold: >= 0 } || area.Sold > area.Allotted)
            {
                return $"it says that the area “{name}” has {Count(area.Allotted)} places of which {Count(area.Sold)} are sold";
            }
        }

        return null;
    }

    private static string? Short(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : Text.Quoted(reason, MaxReasonLength);

    private static string Count(int? count) => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of";
}

internal sealed record PlaceReply(string? Place, string? Verdict, string? Reason);

internal sealed record AreaReply(string? Key, int? Allotted, int? Sold, string? Reason);
