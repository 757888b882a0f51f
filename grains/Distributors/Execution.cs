using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>One run of a function of a distributor interface.</summary>
/// <param name="Performance">Null: every performance that is mapped, or for an import all sales.</param>
/// <param name="ErrorCount">All of them; <paramref name="FirstError"/> is the one to mend first.</param>
/// <param name="MappingVersion">The version of the interface's mappings that it uses from its start to its end; 0: there were none.</param>
/// <param name="Warning">What a preflight found to be missing when it ran.</param>
/// <param name="Counts">What it did so far, or did.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="FirstError">The error to mend first; null where there is none.</param>
/// <param name="Function">What it runs.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="State">Whether it runs, or how it ended.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Who">The name of the caller who started it, or of the part of the system that did.</param>
[GenerateSerializer, Immutable, Alias("Execution")]
public sealed record Execution(
    ExecutionId Id,
    DistributorInterfaceId Interface,
    DistributorFunction Function,
    PerformanceId? Performance,
    ExecutionTrigger Trigger,
    string Who,
    ExecutionState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    ExecutionCounts Counts,
    int ErrorCount,
    ExecutionError? FirstError,
    long MappingVersion = 0,
    string? Warning = null);

/// <summary>What an execution did. An export fills the first line, an import the second, a preparation of access control the last.</summary>
/// <param name="Added">Places that the distributor took.</param>
/// <param name="Withdrawn">Places that it gave back.</param>
/// <param name="Refused">Places of which it refused the change.</param>
/// <param name="PutBack">Places it was to give back and had sold: they are back in its contingent.</param>
/// <param name="InDoubt">Places of which it is not known; the next export asks again.</param>
/// <param name="Imported">Tickets made.</param>
/// <param name="Cancelled">Tickets cancelled.</param>
/// <param name="Known">Lines that brought nothing new.</param>
/// <param name="Waiting">Lines that could not be taken; each is an error, and is tried again at the next import.</param>
/// <param name="Final">Valid tickets of a performance whose access control is prepared, by the distributor's count.</param>
[GenerateSerializer, Immutable, Alias("ExecutionCounts")]
public readonly record struct ExecutionCounts(
    int Added, int Withdrawn, int Refused, int PutBack, int InDoubt,
    int Imported, int Cancelled, int Known, int Waiting,
    int Final = 0);

/// <summary>Something that went wrong, who mends it, and how.</summary>
/// <param name="Subject">The thing it is about: a place, a mapping, a ticket, a line.</param>
/// <param name="Kind">Who mends it.</param>
/// <param name="Message">What went wrong, in a sentence.</param>
/// <param name="WhatToDo">How it is mended, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("ExecutionError")]
public sealed record ExecutionError(ErrorKind Kind, string Subject, string Message, string WhatToDo);

/// <summary>Some executions, one after the other.</summary>
[GenerateSerializer, Immutable, Alias("ExecutionPage")]
public sealed record ExecutionPage(ImmutableArray<Execution> Executions, ExecutionId? After);
