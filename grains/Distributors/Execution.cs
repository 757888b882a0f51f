using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>One run of a function of a distributor interface.</summary>
/// <param name="Performance">Null: every performance that is mapped, or for an import all sales.</param>
/// <param name="EndedAt">Null while it runs; also of one that was cut off, until it is run again.</param>
/// <param name="ErrorCount">All of them; <paramref name="FirstError"/> is the one to mend first.</param>
/// <param name="MappingVersion">The version of the interface's mappings that it uses from its start to its end; 0: there were none.</param>
/// <param name="Warning">What somebody should look at though it ran: what a preflight found to be missing, a distributor that is ahead, the first sales that came for places it was not offered.</param>
/// <param name="Counts">What it did so far, or did.</param>
/// <param name="FirstError">The error to mend first; null where there is none.</param>
/// <param name="Function">What it runs.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="State">Whether it runs, or how it ended.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Who">The name of the caller who started it, or of the part of the system that did.</param>
/// <param name="DryRun">It says what it would do: its counts and items are what they would be, and nothing was changed, here or there.</param>
/// <param name="AgainOf">The execution that it runs again.</param>
/// <param name="OnlyFailed">It takes only what failed in <paramref name="AgainOf"/>.</param>
/// <param name="Progress">How far it is, or was when it ended; null before it knew.</param>
/// <param name="ItemCount">How many of its items are kept, at most 100,000.</param>
/// <param name="ItemsLeftOut">Items that are counted and not kept.</param>
/// <param name="CancelledBy">Who asked for its end before its time; null: nobody.</param>
/// <param name="CancelledAt">When that was asked.</param>
/// <param name="File">The file that came by hand and that it is about; null: none.</param>
[GenerateSerializer, Immutable, Alias("Execution")]
public sealed record Execution(
    ExecutionId Id,
    VenueId Venue,
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
    string? Warning = null,
    bool DryRun = false,
    ExecutionId? AgainOf = null,
    bool OnlyFailed = false,
    ExecutionProgress? Progress = null,
    int ItemCount = 0,
    int ItemsLeftOut = 0,
    string? CancelledBy = null,
    DateTimeOffset? CancelledAt = null,
    SalesFileId? File = null);

/// <summary>How far a run is: performances of an export, lines of an import.</summary>
/// <param name="Total">As far as it is known: it grows with each page of an import. Null: nothing is known yet.</param>
/// <param name="Done">How many are done.</param>
[GenerateSerializer, Immutable, Alias("ExecutionProgress")]
public sealed record ExecutionProgress(int Done, int? Total);

/// <summary>What an execution did. An export fills the first line, an import the second, a preparation of access control the third.</summary>
/// <param name="Added">Places that the distributor took.</param>
/// <param name="Withdrawn">Places that it gave back.</param>
/// <param name="Refused">Places of which it refused the change.</param>
/// <param name="PutBack">Places it was to give back and had sold: they are back in its contingent.</param>
/// <param name="InDoubt">Places of which it is not known; the next export asks again.</param>
/// <param name="Imported">Tickets made.</param>
/// <param name="Cancelled">Tickets cancelled.</param>
/// <param name="Known">Lines that brought nothing new.</param>
/// <param name="Waiting">Lines that could not be taken; each is an error, and is tried again at the next import.</param>
/// <param name="Differences">Places and tickets of which our books and the distributor's do not say the same; an export compares them too.</param>
/// <param name="Warned">Warnings about tickets, made now or known before, each of which stands on its ticket.</param>
/// <param name="Final">Valid tickets of a performance whose access control is prepared, by the distributor's count.</param>
/// <param name="Skipped">Items that were left out because somebody said so.</param>
[GenerateSerializer, Immutable, Alias("ExecutionCounts")]
public readonly record struct ExecutionCounts(
    int Added, int Withdrawn, int Refused, int PutBack, int InDoubt,
    int Imported, int Cancelled, int Known, int Waiting,
    int Final = 0, int Skipped = 0, int Differences = 0, int Warned = 0);

/// <summary>Something that went wrong, who mends it, and how.</summary>
/// <param name="Subject">The thing it is about: a place, a mapping, a ticket, a line.</param>
/// <param name="Kind">Who mends it.</param>
/// <param name="Message">What went wrong, in a sentence.</param>
/// <param name="WhatToDo">How it is mended, in a sentence.</param>
/// <param name="Since">When the same first failed, in which it has failed ever since; null where that is not followed.</param>
/// <param name="Times">In how many runs it has, this one too.</param>
[GenerateSerializer, Immutable, Alias("ExecutionError")]
public sealed record ExecutionError(ErrorKind Kind, string Subject, string Message, string WhatToDo, DateTimeOffset? Since = null, int Times = 1);

/// <summary>Some executions, one after the other.</summary>
[GenerateSerializer, Immutable, Alias("ExecutionPage")]
public sealed record ExecutionPage(ImmutableArray<Execution> Executions, ExecutionId? After);
