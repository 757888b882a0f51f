using Distribution.Primitives;

namespace Distribution.Distributors.Executions;

/// <summary>Which executions to list; null takes all.</summary>
/// <param name="Error">Those with at least one error of this kind.</param>
/// <param name="From">Started then or later.</param>
/// <param name="Until">Started before.</param>
/// <param name="DryRun">Only dry runs, or only others.</param>
public sealed record ExecutionFilter(
    VenueId? Venue = null,
    DistributorInterfaceId? Interface = null,
    DistributorFunction? Function = null,
    PerformanceId? Performance = null,
    ExecutionState? State = null,
    ExecutionTrigger? Trigger = null,
    ErrorKind? Error = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    bool? DryRun = null)
{
    internal IEnumerable<string> Conditions()
    {
        string?[] conditions =
        [
            Venue is null ? null : "venue_id = @Venue",
            Interface is null ? null : "interface_id = @Interface",
            Function is null ? null : "function = @Function",
            Performance is null ? null : "performance_id = @Performance",
            State is null ? null : "state = @State",
            Trigger is null ? null : "trigger_kind = @Trigger",
            Error is null ? null : "(error_kinds & @Error) <> 0",
            From is null ? null : "started_at >= @From",
            Until is null ? null : "started_at < @Until",
            DryRun is null ? null : "dry_run = @DryRun",
        ];
        return conditions.OfType<string>();
    }

    internal object Parameters(ExecutionId? after, int limit) => new
    {
        Venue,
        Interface,
        Function = (int?)Function,
        Performance,
        State = (int?)State,
        Trigger = (int?)Trigger,
        Error = Error is { } kind ? ExecutionReport.BitOf(kind) : (int?)null,
        From,
        Until,
        DryRun = DryRun is { } dry ? dry ? 1 : 0 : (int?)null,
        After = after,
        Limit = limit,
    };
}
