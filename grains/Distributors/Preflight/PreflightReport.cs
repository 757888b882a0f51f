using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors.Preflight;

/// <summary>Everything that is missing before an interface can do its work by itself, at once.</summary>
/// <param name="IsReady">Nothing hinders: its schedules can be resumed.</param>
/// <param name="Hindering">How many findings hinder; the list may be shorter.</param>
/// <param name="Warnings">How many warn.</param>
/// <param name="Findings">What hinders first, each in the order in which to mend them; at most 500.</param>
/// <param name="At">When it was checked.</param>
[GenerateSerializer, Immutable, Alias("PreflightReport")]
public sealed record PreflightReport(
    DistributorInterfaceId Interface, DateTimeOffset At, bool IsReady, int Hindering, int Warnings, ImmutableArray<PreflightFinding> Findings)
{
    public const int MaxFindings = 500;
}

/// <summary>One thing that is missing.</summary>
/// <param name="Mapping">The kind of mapping that is missing; null for anything else.</param>
/// <param name="Subject">The thing it is about: an id of ours, a code, a field.</param>
/// <param name="Message">What is missing, in a sentence.</param>
/// <param name="Topic">Where it is mended.</param>
/// <param name="Weight">What it keeps from happening.</param>
/// <param name="WhatToDo">How it is mended, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("PreflightFinding")]
public sealed record PreflightFinding(
    PreflightWeight Weight, PreflightTopic Topic, MappingKind? Mapping, string Subject, string Message, string WhatToDo);

/// <summary>What a finding keeps from happening.</summary>
public enum PreflightWeight
{
    /// <summary>No schedule of the interface can be resumed until it is mended.</summary>
    Hinders = 1,
    /// <summary>It works without, though perhaps not as it is meant.</summary>
    Warns,
}

/// <summary>Where to mend it.</summary>
public enum PreflightTopic
{
    /// <summary>How the interface reaches its distributor, and what it can do.</summary>
    SetUp = 1,
    /// <summary>The contact under whose name it sells.</summary>
    Contact,
    /// <summary>The contingents that are tied to the interface's channel, and their places.</summary>
    Contingents,
    /// <summary>What the channel sells, and when.</summary>
    ActivityProfile,
    /// <summary>The distributor's ids for what is sold.</summary>
    Mapping,
}
