using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors;

/// <summary>The places of an allotment message as items of its execution, where the distributor said nothing of them.</summary>
internal static class ExportItems
{
    /// <summary>What a dry run would send: counted as if all of it were taken.</summary>
    public static void Promise(ExecutionReport report, PerformanceId performance, AllotmentIntent intent)
    {
        report.Counts = report.Counts with
        {
            Added = report.Counts.Added + intent.Additions.Length + intent.Areas.Sum(area => area.Additions),
            Withdrawn = report.Counts.Withdrawn + intent.Withdrawals.Length + intent.Areas.Sum(area => area.Withdrawals),
        };
        Tell(report, performance, intent, ItemOutcome.Done);
    }

    /// <summary>Each place that a message named, where all that it adds is taken.</summary>
    /// <param name="withdrawn">What became of what it withdraws: of a distributor that gives its word for that, nothing is known yet.</param>
    public static void Tell(ExecutionReport report, PerformanceId performance, AllotmentIntent intent, ItemOutcome withdrawn)
    {
        foreach (var place in intent.Additions)
        {
            report.Add(ItemKey.Of(performance, place.Key), ItemAction.Add, ItemOutcome.Done, WasInDoubt(place));
        }

        foreach (var place in intent.Withdrawals)
        {
            report.Add(ItemKey.Of(performance, place.Key), ItemAction.Withdraw, withdrawn, WasInDoubt(place));
        }

        foreach (var area in intent.Areas)
        {
            report.Add(
                ItemKey.Of(performance, area.Key),
                ActionOf(area),
                area.Withdrawals > 0 ? withdrawn : ItemOutcome.Done,
                $"{area.Allotted} places in all, {area.Additions} more than it has acknowledged, {area.Withdrawals} to give back.");
        }
    }

    /// <summary>A message without an answer, of which one error tells.</summary>
    public static void Doubt(ExecutionReport report, PerformanceId performance, AllotmentIntent intent)
    {
        foreach (var place in intent.Additions)
        {
            report.AddDoubtful(ItemKey.Of(performance, place.Key), ItemAction.Add);
        }

        foreach (var place in intent.Withdrawals)
        {
            report.AddDoubtful(ItemKey.Of(performance, place.Key), ItemAction.Withdraw);
        }

        foreach (var area in intent.Areas)
        {
            report.AddDoubtful(ItemKey.Of(performance, area.Key), ActionOf(area));
        }
    }

    public static ItemAction ActionOf(IntentArea area) => area.Additions > 0 ? ItemAction.Add : ItemAction.Withdraw;

    private static string? WasInDoubt(IntentPlace place) => place.WasInDoubt ? "It is in doubt, and is asked for anew." : null;
}
