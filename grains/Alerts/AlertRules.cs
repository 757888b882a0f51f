using System.Collections.Immutable;
using Distribution.Distributors.Health;

namespace Distribution.Alerts;

/// <summary>
/// Pure: whom a change of health is told to, and when. One e-mail when something breaks, one when nothing is wrong any more, and between them at most one an hour
/// for what is wrong besides, and one a day: a link that is broken, or that comes and goes, fills nobody's mailbox.
/// </summary>
internal static class AlertRules
{
    /// <summary>Nothing may be wrong for so long before it is called mended: a link that comes and goes stays broken.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);

    /// <summary>What is wrong besides is told that long after the last e-mail at the earliest.</summary>
    public static readonly TimeSpan BetweenWorse = TimeSpan.FromHours(1);

    public static readonly TimeSpan BetweenReminders = TimeSpan.FromDays(1);

    public static AlertDecision Decide(AlertState state, ImmutableArray<FunctionHealth> functions, DateTimeOffset now)
    {
        var troubles = TroublesOf(functions).Select(health => new Trouble(health.Function, health.State)).ToImmutableArray();
        if (state.BrokenSince is null)
        {
            return troubles.IsEmpty ? new AlertDecision(state, null) : Tell(AlertKind.Broken, state with { BrokenSince = now }, troubles, now);
        }

        if (troubles.IsEmpty)
        {
            return state.SoundSince is not { } since ? new AlertDecision(state with { SoundSince = now }, null)
                : now - since < Settled ? new AlertDecision(state, null)
                : new AlertDecision(AlertState.Well with { LastTold = now, Version = state.Version }, AlertKind.Recovered);
        }

        state = state with { SoundSince = null };
        var sinceTold = now - state.LastTold;
        return sinceTold >= BetweenReminders ? Tell(AlertKind.StillBroken, state, troubles, now)
            : sinceTold >= BetweenWorse && troubles.Except(state.Told).Any() ? Tell(AlertKind.Worse, state, troubles, now)
            : new AlertDecision(state, null);
    }

    /// <summary>What somebody has to do something about.</summary>
    public static IEnumerable<FunctionHealth> TroublesOf(ImmutableArray<FunctionHealth> functions) =>
        functions.Where(health => health.State is HealthState.Failing or HealthState.Late or HealthState.ItemsFailing or HealthState.Differing);

    private static AlertDecision Tell(AlertKind kind, AlertState state, ImmutableArray<Trouble> troubles, DateTimeOffset now) => new(
        state with { LastTold = now, Told = kind is AlertKind.Worse ? [.. state.Told.Union(troubles)] : troubles }, kind);
}
