namespace Distribution.Distributors.Reconciling;

/// <summary>A difference as an error of a run, or of the health of an interface, tells it.</summary>
internal static class DifferenceWords
{
    /// <param name="performance">Its name.</param>
    public static ExecutionError Of(Difference difference, string performance)
    {
        var what = difference.Subject == ReconciliationRules.Numbered ? difference.Subject : $"places of area {difference.Subject}";
        var named = difference.Places.IsEmpty ? "" : $" ({string.Join(", ", difference.Places)}{(difference.Places.Length < difference.Count ? ", …" : "")})";
        return new ExecutionError(
            difference.Kind is DifferenceKind.InDoubt or DifferenceKind.NotImported ? ErrorKind.Technical : ErrorKind.External,
            difference.Subject,
            $"{performance}: {difference.Count} {what}{named}, {Words(difference.Kind)}.",
            difference.Explanation);
    }

    private static string Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.InDoubt => "of which it is in doubt whether the distributor has them",
        DifferenceKind.UnknownThere => "which we offered and the distributor does not have",
        DifferenceKind.UnknownHere => "which the distributor has and we did not offer",
        DifferenceKind.Waiting => "sold by the distributor, whose lines wait here",
        DifferenceKind.NotImported => "sold by the distributor and not imported yet",
        DifferenceKind.SoldOnlyHere => "sold by our books and not by the distributor's",
        _ => throw new InvalidOperationException($"A difference of a kind that is not known: {kind}."),
    };
}
