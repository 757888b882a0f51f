using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Distributors.Health;
using Distribution.Primitives;

namespace Distribution.Alerts;

/// <summary>What the people of an interface were told, so that they are not told it again.</summary>
/// <param name="BrokenSince">Null: all is well, as far as they know.</param>
/// <param name="SoundSince">While it is broken to them: since when nothing was wrong any more.</param>
/// <param name="LastTold">When they were told of anything.</param>
/// <param name="Told">The troubles that they know of.</param>
/// <param name="Version">One more with every change.</param>
internal sealed record AlertState(
    DateTimeOffset? BrokenSince, DateTimeOffset? SoundSince, DateTimeOffset? LastTold, ImmutableArray<Trouble> Told, long Version)
{
    public static readonly AlertState Well = new(null, null, null, [], 0);
}

/// <summary>Something that is wrong with a function.</summary>
internal sealed record Trouble(DistributorFunction Function, HealthState State);

/// <summary>Why somebody is told.</summary>
public enum AlertKind
{
    /// <summary>Something is wrong that was not before.</summary>
    Broken = 1,
    /// <summary>Something else is wrong as well.</summary>
    Worse,
    /// <summary>It still is, a day after they were told last.</summary>
    StillBroken,
    /// <summary>Nothing is wrong any more.</summary>
    Recovered,
}

/// <param name="Tell">Null: nobody is told anything.</param>
internal sealed record AlertDecision(AlertState State, AlertKind? Tell);
