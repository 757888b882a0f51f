namespace Distribution.Sandbox.Ticketnet;

/// <summary>Holds a message to the types and limits of the protocol.</summary>
internal static class AllotmentChecks
{
    private const int MaxPlaces = 200_000;
    private const int MaxAreas = 1_000;
    private const long MaxVersion = 9_007_199_254_740_991;

    /// <summary>The field that is wrong and why; null for a right message.</summary>
    public static (string Field, string Message)? Problem(AllotmentBody body)
    {
        if (!IsId(body.Performance))
        {
            return ("performance", "Not an id.");
        }

        if (body.Version is < 1 or > MaxVersion)
        {
            return ("version", "Not a version.");
        }

        return body.Additions.Count + body.Withdrawals.Count > MaxPlaces ? ("additions", $"More than {MaxPlaces} additions and withdrawals.")
            : body.Areas.Count > MaxAreas ? ("areas", $"More than {MaxAreas} areas.")
            : PlaceProblem(body) ?? AreaProblem(body);
    }

    public static bool IsId(string? text) => text is { Length: > 0 and <= 64 } && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    private static (string Field, string Message)? PlaceProblem(AllotmentBody body)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < body.Additions.Count; i++)
        {
            var addition = body.Additions[i];
            if (addition is null || !IsId(addition.Place) || !IsId(addition.Block) || !IsId(addition.Row) || !IsId(addition.Seat) || !IsId(addition.Category))
            {
                return ($"additions[{i}]", "Its place, block, row, seat and category are ids.");
            }

            if (!seen.Add(addition.Place))
            {
                return ($"additions[{i}].place", $"“{addition.Place}” is there twice.");
            }
        }

        for (var i = 0; i < body.Withdrawals.Count; i++)
        {
            if (!IsId(body.Withdrawals[i]))
            {
                return ($"withdrawals[{i}]", "Not an id.");
            }

            if (!seen.Add(body.Withdrawals[i]))
            {
                return ($"withdrawals[{i}]", $"“{body.Withdrawals[i]}” is there twice.");
            }
        }

        return null;
    }

    private static (string Field, string Message)? AreaProblem(AllotmentBody body)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var areas = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < body.Areas.Count; i++)
        {
            var area = body.Areas[i];
            if (area is null || !IsId(area.Key) || !IsId(area.Area) || !IsId(area.Category) || area.Allotted is < 0 or > MaxPlaces)
            {
                return ($"areas[{i}]", $"Its key, area and category are ids, allotted is 0 to {MaxPlaces}.");
            }

            if (!keys.Add(area.Key) || !areas.Add(area.Area))
            {
                return ($"areas[{i}]", "Its key or area is there twice.");
            }
        }

        return null;
    }
}
