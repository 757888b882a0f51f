namespace Distribution.Sandbox.Allotments;

/// <summary>Holds a message to the types and limits that all distributors share.</summary>
internal static class AllotmentChecks
{
    private const int MaxPlaces = 200_000;
    private const int MaxAreas = 1_000;
    private const long MaxVersion = 9_007_199_254_740_991;

    /// <summary>The field that is wrong and why; null for a right message. What was missing in it is empty, or less than 0.</summary>
    /// <param name="names">What the distributor calls the fields.</param>
    public static (string Field, string Message)? Problem(AllotmentChange change, AllotmentNames names)
    {
        if (!IsId(change.Performance))
        {
            return (names.Performance, "Not an id.");
        }

        if (change.Version is < 1 or > MaxVersion)
        {
            return (names.Version, "Not a version.");
        }

        return change.Additions.Count + change.Withdrawals.Count > MaxPlaces ? (names.Additions, $"More than {MaxPlaces} additions and withdrawals.")
            : change.Areas.Count > MaxAreas ? (names.Areas, $"More than {MaxAreas} areas.")
            : PlaceProblem(change, names) ?? AreaProblem(change, names);
    }

    public static bool IsId(string? text) => text is { Length: > 0 and <= 64 } && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    private static (string Field, string Message)? PlaceProblem(AllotmentChange change, AllotmentNames names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < change.Additions.Count; i++)
        {
            var addition = change.Additions[i];
            if (!IsId(addition.Place) || !IsId(addition.Block) || !IsId(addition.Row) || !IsId(addition.Seat) || !IsId(addition.Category))
            {
                return ($"{names.Additions}[{i}]", "Its place, block, row, seat and category are ids.");
            }

            if (!seen.Add(addition.Place))
            {
                return ($"{names.Additions}[{i}]", $"“{addition.Place}” is there twice.");
            }
        }

        for (var i = 0; i < change.Withdrawals.Count; i++)
        {
            if (!IsId(change.Withdrawals[i]))
            {
                return ($"{names.Withdrawals}[{i}]", "Not an id.");
            }

            if (!seen.Add(change.Withdrawals[i]))
            {
                return ($"{names.Withdrawals}[{i}]", $"“{change.Withdrawals[i]}” is there twice.");
            }
        }

        return null;
    }

    private static (string Field, string Message)? AreaProblem(AllotmentChange change, AllotmentNames names)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var areas = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < change.Areas.Count; i++)
        {
            var area = change.Areas[i];
            if (!IsId(area.Key) || !IsId(area.Area) || !IsId(area.Category) || area.Allotted is < 0 or > MaxPlaces)
            {
                return ($"{names.Areas}[{i}]", $"Its key, area and category are ids, its allotment is 0 to {MaxPlaces}.");
            }

            if (!keys.Add(area.Key) || !areas.Add(area.Area))
            {
                return ($"{names.Areas}[{i}]", "Its key or area is there twice.");
            }
        }

        return null;
    }
}

/// <summary>What a distributor calls the fields of a message.</summary>
internal sealed record AllotmentNames(string Performance, string Version, string Additions, string Withdrawals, string Areas);
