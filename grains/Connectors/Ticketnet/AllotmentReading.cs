using System.Collections.Immutable;
using System.Text.Json;
using Distribution.Catalog.SeatingPlans;
using Distribution.Connectors.Ticketnet.Wire;
using Distribution.Primitives;

namespace Distribution.Connectors.Ticketnet;

/// <summary>
/// Reads the answer to an allotment message. It is believed as a whole or not at all: a distributor that answers for a place it was not asked may
/// have mixed up two venues, and then nothing it says is safe.
/// </summary>
internal static class AllotmentReading
{
    private const int MaxReasonLength = 300;

    /// <summary>The answer, or what is wrong with it.</summary>
    public static AllotmentAnswer.Answered? Read(ReadOnlyMemory<byte> body, AllotmentMessage message, out string problem)
    {
        try
        {
            var reply = JsonSerializer.Deserialize(body.Span, TicketnetJson.Default.AllotmentReply);
            problem = reply is null ? "it is empty" : Problem(reply, message) ?? "";
            return problem.Length == 0 ? Answer(reply!) : null;
        }
        catch (JsonException exception)
        {
            problem = $"it is not the JSON that was agreed ({TicketnetWords.Where(exception)})";
            return null;
        }
    }

    private static string? Problem(AllotmentReply reply, AllotmentMessage message)
    {
        if (reply.Id != message.Id || reply.Performance != message.Performance || reply.Version != message.Version)
        {
            return "it is the answer to another message";
        }

        return reply.Places is null ? "it has no list of places"
            : reply.Areas is null ? "it has no list of areas"
            : PlaceProblem(reply.Places, message) ?? AreaProblem(reply.Areas, message);
    }

    private static string? PlaceProblem(IReadOnlyList<PlaceReply?> places, AllotmentMessage message)
    {
        var additions = message.Additions.Select(place => place.Place.Value).ToHashSet(StringComparer.Ordinal);
        var withdrawals = message.Withdrawals.Select(place => place.Value).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            var name = place?.Place;
            if (name is null || (!additions.Contains(name) && !withdrawals.Contains(name)))
            {
                return $"it answers for the place “{TicketnetWords.Quoted(name)}”, which was not asked";
            }

            if (!seen.Add(name))
            {
                return $"it answers twice for the place “{name}”";
            }

            var verdict = Verdict(place!.Verdict);
            if (verdict is null || (verdict == PlaceVerdict.AlreadySold && !withdrawals.Contains(name)))
            {
                return $"it says “{TicketnetWords.Quoted(place.Verdict)}” of the place “{name}”, which is not an answer to what was asked";
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
                return $"it answers for the area “{TicketnetWords.Quoted(area?.Key)}”, which was not asked";
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

    private static AllotmentAnswer.Answered Answer(AllotmentReply reply) => new(
        [.. reply.Places!.Select(place => new PlaceAnswer(new PlaceKey(place!.Place!), Verdict(place.Verdict)!.Value, Reason(place)))],
        [.. reply.Areas!.Select(area => new AreaAnswer(new AreaKey(area!.Key!), area.Allotted!.Value, area.Sold!.Value, Short(area.Reason)))]);

    private static PlaceVerdict? Verdict(string? text) => text switch
    {
        "accepted" => PlaceVerdict.Accepted,
        "refused" => PlaceVerdict.Refused,
        "already_sold" => PlaceVerdict.AlreadySold,
        _ => null,
    };

    private static string? Reason(PlaceReply place) =>
        place.Verdict == "refused" ? Short(place.Reason) ?? "Ticketnet gave no reason." : Short(place.Reason);

    private static string? Short(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : TicketnetWords.Quoted(reason, MaxReasonLength);

    private static string Count(int? count) => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of";
}
