using System.Collections.Immutable;
using Distribution.Connectors;

namespace Distribution.Distributors.Reconciling;

/// <summary>
/// Whether a difference is the one that was there before. Sales go on while books are compared, so there is nearly always something that has not come yet: what counts is what
/// does not come.
/// </summary>
internal static class StayingRules
{
    /// <summary>What a comparison found, with since when, and whether people should be told.</summary>
    /// <param name="before">The last comparison of the performance; null before the first.</param>
    public static Reconciliation After(Reconciliation? before, Reconciliation found, ReconciliationSettings settings)
    {
        var differences = found.Differences.Select(difference => Continue(before, found, difference)).ToImmutableArray();
        return found with
        {
            Differences = differences,
            Runs = differences.IsEmpty ? 0 : (before?.Runs ?? 0) + 1,
            Alarm = differences.Any(difference => IsAlarm(difference, found.At, settings)),
        };
    }

    public static bool IsAlarm(Difference difference, DateTimeOffset at, ReconciliationSettings settings) =>
        difference.Runs >= settings.AlarmRuns && at - difference.Since >= settings.AlarmAfter;

    private static Difference Continue(Reconciliation? before, Reconciliation found, Difference difference)
    {
        var known = before?.Differences.FirstOrDefault(other => (other.Kind, other.Subject) == (difference.Kind, difference.Subject));
        ImmutableArray<string> staying = known is null or { Staying.IsDefaultOrEmpty: true } ? difference.Places : [.. difference.Places.Intersect(known.Staying)];
        var isSame = known is not null && !HasCome(before!, found, difference) && (staying.IsEmpty == difference.Places.IsEmpty);
        return isSame
            ? difference with { Runs = known!.Runs + 1, Since = known.Since, Staying = staying }
            : difference with { Runs = 1, Since = found.At, Staying = difference.Places };
    }

    /// <summary>Of sales that are only counted: all that was missing at the last comparison is here by now, and what is missing now is newer.</summary>
    private static bool HasCome(Reconciliation before, Reconciliation found, Difference difference) => difference switch
    {
        { Places.IsEmpty: false } => false,
        { Kind: DifferenceKind.NotImported } => Books(found, difference.Subject).Ours.Sold >= Books(before, difference.Subject).Theirs.Sold,
        { Kind: DifferenceKind.SoldOnlyHere } => Books(found, difference.Subject).Ours.Sold <= Books(before, difference.Subject).Theirs.Sold,
        _ => false,
    };

    private static (AllotmentTally Ours, AllotmentTally Theirs) Books(Reconciliation row, string subject) =>
        row.Areas.FirstOrDefault(area => area.Area == subject) is { } area ? (area.Ours, area.Theirs) : (row.Ours, row.Theirs);
}
