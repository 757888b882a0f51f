using System.Collections.Immutable;
using System.Globalization;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>Finds the places of a selection, and says of each that can't be had why.</summary>
internal static class Selecting
{
    /// <summary>Refusals told at once; what is beyond is counted.</summary>
    public const int MaxRefusals = 50;

    /// <param name="limit">The most places one command may name.</param>
    /// <param name="problem">Why a place can't be taken, or null; it also chooses among the places of an unnumbered area.</param>
    /// <param name="next">The first place from one up to another that may have no problem, where the caller knows of a quicker way than to look at all.</param>
    public static (ImmutableArray<int> Places, ImmutableArray<Refusal> Refusals) Select(
        SeatMapState state, PlaceSelection selection, int limit, Func<int, PlaceFacts, Refusal?> problem, Func<int, int, int>? next = null)
    {
        if (Malformed(selection, limit) is { } malformed)
        {
            return ([], [malformed]);
        }

        var places = new List<int>(selection.Places.Length);
        var refusals = new List<Refusal>();
        var seen = new HashSet<int>();
        for (var i = 0; i < selection.Places.Length; i++)
        {
            var refusal = SelectSeat(state, selection.Places[i], seen, problem, places);
            refusals.AddRange(refusal is null ? [] : [refusal with { Argument = string.Create(CultureInfo.InvariantCulture, $"places[{i}]") }]);
        }

        for (var i = 0; i < selection.Areas.Length; i++)
        {
            var (area, quantity) = selection.Areas[i];
            var refusal = SelectFromArea(state, area, quantity, seen, problem, next ?? Any, places);
            refusals.AddRange(refusal is null ? [] : [refusal with { Argument = string.Create(CultureInfo.InvariantCulture, $"areas[{i}]") }]);
        }

        return refusals.Count == 0 ? ([.. places], []) : ([], Capped(refusals));
    }

    private static Refusal? Malformed(PlaceSelection selection, int limit)
    {
        if (selection.Places.IsEmpty && selection.Areas.IsEmpty)
        {
            return new Refusal(RefusalCode.Invalid, "places", "Name at least one place, or a quantity of an unnumbered area.");
        }

        var areas = new HashSet<AreaKey>();
        for (var i = 0; i < selection.Areas.Length; i++)
        {
            var (area, quantity) = selection.Areas[i];
            if (!areas.Add(area))
            {
                return new Refusal(RefusalCode.Invalid, area.Value, $"Area {area} is named twice. Name it once, with the quantity of both.")
                {
                    Argument = string.Create(CultureInfo.InvariantCulture, $"areas[{i}].area"),
                };
            }

            if (quantity < 1)
            {
                return new Refusal(RefusalCode.Invalid, area.Value, $"The quantity of an area is 1 or more, not {quantity.ToString(CultureInfo.InvariantCulture)}.")
                {
                    Argument = string.Create(CultureInfo.InvariantCulture, $"areas[{i}].quantity"),
                };
            }
        }

        var asked = selection.Places.Length + selection.Areas.Sum(a => (long)a.Quantity);
        return asked > limit
            ? new Refusal(RefusalCode.LimitExceeded, "places", string.Create(CultureInfo.InvariantCulture, $"{asked} places in one command; at most {limit} are taken."))
            : null;
    }

    private static Refusal? SelectSeat(
        SeatMapState state, PlaceKey key, HashSet<int> seen, Func<int, PlaceFacts, Refusal?> problem, List<int> places)
    {
        if (state.Index.Find(key) is not { } place)
        {
            return Unknown(state.Index, key);
        }

        if (!seen.Add(place))
        {
            return new Refusal(RefusalCode.Invalid, key.Value, $"Place {key} is named twice.");
        }

        places.Add(place);
        return problem(place, state[place]);
    }

    private static Refusal Unknown(PlaceIndex index, PlaceKey key)
    {
        var area = index.FindNamed(key.Value) is { } place ? index.AreaOf(place) : index.FindArea(key.Value);
        return new Refusal(RefusalCode.NotFound, key.Value, area is { } unnumbered
            ? $"{key} is not a numbered place: the places of area {index.Plan.UnnumberedAreas[unnumbered].Key} are asked for by their number. Name the area, and how many of its places, in areas."
            : $"There is no place {key} in this seat map.");
    }

    private static Refusal? SelectFromArea(
        SeatMapState state, AreaKey key, int quantity, HashSet<int> seen, Func<int, PlaceFacts, Refusal?> problem, Func<int, int, int> next, List<int> places)
    {
        if (state.Index.FindArea(key) is not { } area)
        {
            return new Refusal(RefusalCode.NotFound, key.Value, $"There is no unnumbered area {key} in this seat map.");
        }

        var (start, length) = state.Index.PlacesOf(area);
        var end = start + length;
        var found = 0;
        for (var place = next(start, end); place < end && found < quantity; place = next(place + 1, end))
        {
            if (!seen.Contains(place) && problem(place, state[place]) is null)
            {
                seen.Add(place);
                places.Add(place);
                found++;
            }
        }

        return found == quantity
            ? null
            : new Refusal(RefusalCode.NotEnoughPlaces, key.Value, string.Create(CultureInfo.InvariantCulture, $"Area {key} has {found} places that can be taken for this, not {quantity}."));
    }

    private static int Any(int from, int end) => Math.Min(from, end);

    private static ImmutableArray<Refusal> Capped(List<Refusal> refusals)
    {
        var told = refusals.OrderBy(r => r.Code).Take(MaxRefusals).ToList();
        if (refusals.Count > MaxRefusals)
        {
            var last = told[^1];
            told[^1] = last with { Message = string.Create(CultureInfo.InvariantCulture, $"{last.Message} And {refusals.Count - MaxRefusals} more places were refused.") };
        }

        return [.. told];
    }
}
