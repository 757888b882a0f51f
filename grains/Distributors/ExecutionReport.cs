using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>Collects what a running execution did and what went wrong, in the order in which it happened.</summary>
internal sealed class ExecutionReport
{
    /// <summary>Errors kept for one execution; what is beyond is counted.</summary>
    public const int MaxErrors = 1_000;

    /// <summary>Warnings kept for one execution.</summary>
    public const int MaxWarnings = 20;

    private readonly List<ExecutionError> _errors = [];
    private int _warnings;

    public ExecutionCounts Counts { get; set; }

    public int ErrorCount { get; private set; }

    /// <summary>The run could not do its work.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What somebody should look at, though the run is none the worse for it.</summary>
    public string? Warning { get; private set; }

    public IReadOnlyList<ExecutionError> Errors => _errors;

    public void Add(ErrorKind kind, string subject, string message, string whatToDo)
    {
        ErrorCount++;
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(new ExecutionError(kind, subject, message, whatToDo));
        }
    }

    /// <summary>Keeps the first warnings whole; how many there were in all, counts tell.</summary>
    public void Warn(string warning)
    {
        if (_warnings++ < MaxWarnings)
        {
            Warning = Warning is null ? warning : $"{Warning} {warning}";
        }
    }

    public void Fail(string subject, ExchangeError error)
    {
        HasFailed = true;
        Add(error.Kind, subject, error.Message, error.WhatToDo);
    }

    /// <summary>A refusal inside this system: it is ours to mend.</summary>
    public void Fail(string subject, ImmutableArray<Refusal> refusals)
    {
        HasFailed = true;
        foreach (var refusal in refusals)
        {
            Add(ErrorKind.Technical, subject, refusal.Message, refusal.CanRetry ? "Run it again." : "Report it to support with this execution's id.");
        }
    }
}
