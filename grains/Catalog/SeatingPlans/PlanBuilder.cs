using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>Holds the seats of a draft against each other and against the limits, and puts them in order.</summary>
internal static class PlanBuilder
{
    public static SeatingPlan? Build(PlanDraft draft, ImmutableArray<NewUnnumberedArea> unnumbered, PlanProblems problems)
    {
        var categories = Categories(draft);
        CheckSeats(draft, categories, problems);
        var areas = UnnumberedAreas(draft, unnumbered, categories, problems);
        CheckCounts(draft, areas, categories.Count, problems);
        if (problems.Any)
        {
            return null;
        }

        var colors = draft.Categories.ToDictionary(category => category.Code, category => category.Color, StringComparer.Ordinal);
        return new SeatingPlan(
            draft.Name,
            [
                .. categories.OrderBy(category => category.Value)
                    .Select(category => new PlanCategory(category.Key, colors.GetValueOrDefault(category.Key))),
            ],
            [.. draft.Areas.Select(area => new PlanArea(new AreaKey(area)))],
            [.. draft.Blocks.Select(block => new PlanBlock(block.Code, block.Area))],
            [.. draft.Rows.Select(row => new PlanRow(row.Number, row.Block))],
            InOrder(draft, categories),
            areas);
    }

    private static Dictionary<string, int> Categories(PlanDraft draft)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var category in draft.Categories)
        {
            indexes.TryAdd(category.Code, indexes.Count);
        }

        return indexes;
    }

    private static void CheckSeats(PlanDraft draft, Dictionary<string, int> categories, PlanProblems problems)
    {
        var first = new Dictionary<string, PlanPath>(draft.Seats.Count, StringComparer.Ordinal);
        foreach (var seat in draft.Seats)
        {
            if (!first.TryAdd(seat.Key, seat.At))
            {
                problems.Add(RefusalCode.Duplicate, seat.At.OfKey(), $"The seat {seat.Key} is already there, at {first[seat.Key]}.");
            }

            if (!categories.ContainsKey(seat.Category))
            {
                problems.Add(RefusalCode.Invalid, seat.At.Of("category"), $"The plan has no category \"{seat.Category}\".");
            }
        }
    }

    private static ImmutableArray<UnnumberedArea> UnnumberedAreas(
        PlanDraft draft, ImmutableArray<NewUnnumberedArea> wanted, Dictionary<string, int> categories, PlanProblems problems)
    {
        var keys = draft.Areas.ToHashSet(StringComparer.Ordinal);
        var areas = ImmutableArray.CreateBuilder<UnnumberedArea>();
        for (var i = 0; i < Math.Min(wanted.Length, SeatingPlan.MaxAreas + 1); i++)
        {
            if (IsGood(wanted[i], $"unnumberedAreas[{i}]", keys, problems))
            {
                categories.TryAdd(wanted[i].Category, categories.Count);
                areas.Add(new UnnumberedArea(new AreaKey(wanted[i].Key), categories[wanted[i].Category], wanted[i].Capacity));
            }
        }

        return areas.DrainToImmutable();
    }

    private static bool IsGood(NewUnnumberedArea area, string path, HashSet<string> keys, PlanProblems problems)
    {
        if (PlanLabel.WrongWith(area.Key) is { } wrongKey)
        {
            problems.Add(wrongKey.Code, $"{path}.key", wrongKey.Message);
        }
        else if (!keys.Add(area.Key))
        {
            problems.Add(RefusalCode.Duplicate, $"{path}.key", $"The plan has an area \"{area.Key}\" already.");
        }
        else if (PlanLabel.WrongWith(area.Category) is { } wrongCategory)
        {
            problems.Add(wrongCategory.Code, $"{path}.category", wrongCategory.Message);
        }
        else if (area.Capacity < 1)
        {
            problems.Add(RefusalCode.Invalid, $"{path}.capacity", $"A capacity is from 1, not {area.Capacity}.");
        }
        else if (area.Capacity > SeatingPlan.MaxPlaces)
        {
            problems.Add(RefusalCode.LimitExceeded, $"{path}.capacity", $"A plan has at most {SeatingPlan.MaxPlaces} places, not {area.Capacity}.");
        }
        else
        {
            return true;
        }

        return false;
    }

    private static void CheckCounts(PlanDraft draft, ImmutableArray<UnnumberedArea> unnumbered, int categories, PlanProblems problems)
    {
        var places = draft.Seats.Count + unnumbered.Sum(area => (long)area.Capacity);
        if (places == 0 && !problems.Any)
        {
            problems.Add(RefusalCode.Invalid, draft.Start, "The plan has no places: no seat in the file, and no unnumbered area beside it.");
        }

        Limit("places", places, SeatingPlan.MaxPlaces);
        Limit("categories", categories, SeatingPlan.MaxCategories);
        Limit("areas", draft.Areas.Count + unnumbered.Length, SeatingPlan.MaxAreas);
        Limit("blocks", draft.Blocks.Count, SeatingPlan.MaxBlocks);
        Limit("rows", draft.Rows.Count, SeatingPlan.MaxRows);

        void Limit(string what, long count, int max)
        {
            if (count > max)
            {
                problems.Add(RefusalCode.LimitExceeded, PlanPath.Root, $"A plan has at most {max} {what}; this one has more.");
            }
        }
    }

    /// <summary>
    /// Row by row, and in a row along it: by x then y where the row is wider than deep, else by y then x, so that those who
    /// sit together stand together. Seats at one spot stay in the order of the file.
    /// </summary>
    private static ImmutableArray<PlanSeat> InOrder(PlanDraft draft, Dictionary<string, int> categories)
    {
        var rows = draft.Seats.ToLookup(seat => seat.Row);
        var seats = ImmutableArray.CreateBuilder<PlanSeat>(draft.Seats.Count);
        for (var row = 0; row < draft.Rows.Count; row++)
        {
            foreach (var seat in AlongTheRow([.. rows[row]]))
            {
                seats.Add(new PlanSeat(new PlaceKey(seat.Key), seat.Number, row, categories[seat.Category], seat.X, seat.Y, seat.Kind));
            }
        }

        return seats.DrainToImmutable();
    }

    private static IEnumerable<SeatDraft> AlongTheRow(SeatDraft[] row)
    {
        var width = row.Max(seat => seat.X) - row.Min(seat => seat.X);
        var depth = row.Max(seat => seat.Y) - row.Min(seat => seat.Y);
        return width >= depth
            ? row.OrderBy(seat => seat.X).ThenBy(seat => seat.Y)
            : row.OrderBy(seat => seat.Y).ThenBy(seat => seat.X);
    }
}
