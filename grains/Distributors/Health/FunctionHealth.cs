using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors.Health;

/// <summary>How a function of an interface does. Dry runs count for nothing here.</summary>
/// <param name="LastSuccess">When the last run that did its work ended, some items of it failed or not; null: none ever.</param>
/// <param name="LastSuccessId">That run.</param>
/// <param name="LastRun">The last run that ended by itself; null: none ever.</param>
/// <param name="FailingSince">Of a failing function, when the first run since the last success failed; of books that differ, since when.</param>
/// <param name="FirstError">Of the last run, the error to mend first; of books that differ, the difference that has stayed longest.</param>
/// <param name="Due">The time since when a success is owed by a schedule; null: none is.</param>
/// <param name="Lag">How long ago that is; null: nothing is owed.</param>
/// <param name="NextDue">When a schedule runs it next.</param>
/// <param name="Running">The execution under way.</param>
/// <param name="Problem">Why its schedule could not start it.</param>
/// <param name="ErrorCount">Of the last run, all errors; of books that differ, how many differences have stayed.</param>
/// <param name="Function">The function.</param>
/// <param name="State">How it does.</param>
public sealed record FunctionHealth(
    VenueId Venue,
    DistributorInterfaceId Interface,
    DistributorFunction Function,
    HealthState State,
    DateTimeOffset? LastSuccess = null,
    ExecutionId? LastSuccessId = null,
    ExecutionId? LastRun = null,
    DateTimeOffset? FailingSince = null,
    ExecutionError? FirstError = null,
    int ErrorCount = 0,
    DateTimeOffset? Due = null,
    TimeSpan? Lag = null,
    DateTimeOffset? NextDue = null,
    ExecutionId? Running = null,
    string? Problem = null);

/// <summary>In order of precedence: the first that holds is told.</summary>
public enum HealthState
{
    /// <summary>Its last run could not do its work.</summary>
    Failing = 1,
    /// <summary>A schedule has owed a success for more than 15 minutes.</summary>
    Late,
    /// <summary>Its last run did its work, and items of it failed that somebody has to mend or to skip.</summary>
    ItemsFailing,
    /// <summary>It never ran to an end.</summary>
    NeverRun,
    /// <summary>It is well, and its schedules are paused or over.</summary>
    Paused,
    /// <summary>Nothing of all that.</summary>
    Ok,
    /// <summary>Of the reconciliation: the distributor's books and ours have differed in the same way for too long. It comes after late.</summary>
    Differing,
}

/// <summary>How the functions of one interface do.</summary>
/// <param name="Functions">Each function of its type by itself.</param>
public sealed record InterfaceHealth(VenueId Venue, DistributorInterfaceId Interface, ImmutableArray<FunctionHealth> Functions);

/// <summary>Some interfaces, one after the other.</summary>
public sealed record InterfaceHealthPage(ImmutableArray<InterfaceHealth> Interfaces, bool HasMore);
