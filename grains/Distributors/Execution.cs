using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>One run of a function of a distributor interface.</summary>
/// <param name="Performance">Null: every performance that is mapped, or for an import all sales.</param>
/// <param name="ErrorCount">All of them; <paramref name="FirstError"/> is the one to mend first.</param>
/// <param name="MappingVersion">The version of the interface's mappings that it uses from its start to its end; 0: there were none.</param>
/// <param name="Warning">What somebody should look at though it ran: what a preflight found to be missing, a distributor that is ahead, the first sales that came for places it was not offered.</param>
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
/// <param name="Warned">Tickets made with a warning, which stands on the ticket.</param>
/// <param name="Final">Valid tickets of a performance whose access control is prepared, by the distributor's count.</param>
[GenerateSerializer, Immutable, Alias("ExecutionCounts")]
public readonly record struct ExecutionCounts(
    int Added, int Withdrawn, int Refused, int PutBack, int InDoubt,
    int Imported, int Cancelled, int Known, int Waiting,
    int Final = 0,
    int Warned = 0);

/// <summary>Something that went wrong, who mends it, and how.</summary>
/// <param name="Subject">The thing it is about: a place, a mapping, a ticket, a line.</param>
[GenerateSerializer, Immutable, Alias("ExecutionError")]
public sealed record ExecutionError(ErrorKind Kind, string Subject, string Message, string WhatToDo);

/// <summary>Some executions, one after the other.</summary>
[GenerateSerializer, Immutable, Alias("ExecutionPage")]
public sealed record ExecutionPage(ImmutableArray<Execution> Executions, ExecutionId? After);
