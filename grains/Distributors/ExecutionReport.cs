using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>Collects what a running execution did and what went wrong, in the order in which it happened.</summary>
internal sealed class ExecutionReport(FailureHistory history)
{
    /// <summary>Errors kept for one execution; what is beyond is counted.</summary>
    public const int MaxErrors = 1_000;

    /// <summary>Warnings kept for one execution.</summary>
    public const int MaxWarnings = 20;

    /// <summary>Items kept while others than failed ones are taken.</summary>
    private const int MaxOfAll = ExecutionItem.MaxKept - 10_000;

    private readonly List<ExecutionError> _errors = [];
    private List<ExecutionItem> _items = [];
    private int _warnings;

    public ExecutionCounts Counts { get; set; }

    public int ErrorCount { get; private set; }

    /// <summary>Who mends them: one bit for each <see cref="ErrorKind"/>.</summary>
    public int ErrorKinds { get; private set; }

    /// <summary>The run could not do its work.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What somebody should look at, though the run is none the worse for it.</summary>
    public string? Warning { get; private set; }

    /// <summary>A conflict began, or went away.</summary>
    public bool ConflictsChanged { get; set; }

    public IReadOnlyList<ExecutionError> Errors => _errors;

    public FailureHistory History => history;

    /// <summary>Items kept so far.</summary>
    public int Items { get; private set; }

    public int ItemsLeftOut { get; private set; }

    /// <summary>Items that were not taken yet to be written down.</summary>
    public int Buffered => _items.Count;

    public static int BitOf(ErrorKind kind) => 1 << ((int)kind - 1);

    public void Add(ErrorKind kind, string subject, string message, string whatToDo) =>
        Add(ItemKey.Other(subject), null, new ExecutionError(kind, subject, message, whatToDo));

    /// <summary>An item that went through, or was left out.</summary>
    public void Add(ItemKey item, ItemAction action, ItemOutcome outcome, string? note = null)
    {
        if (outcome is not ItemOutcome.Skipped)
        {
            history.WentThrough(item);
        }

        Keep(item, action, outcome, note, null);
    }

    /// <summary>The error of an item that does not go through, with since when and how often.</summary>
    public ExecutionError Dated(ItemKey item, ExecutionError error)
    {
        var failing = history.Fails(item);
        return error with { Since = failing.Since, Times = failing.Times };
    }

    /// <summary>An item that did not go through.</summary>
    public void Add(ItemKey item, ItemAction? action, ExecutionError error, ItemOutcome outcome = ItemOutcome.Failed, string? note = null)
    {
        error = Dated(item, error);
        ErrorCount++;
        ErrorKinds |= BitOf(error.Kind);
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(error);
        }

        Keep(item, action, outcome, note, error);
    }

    /// <summary>Keeps the first warnings whole; how many there were in all, counts tell.</summary>
    public void Warn(string warning)
    {
        if (_warnings++ < MaxWarnings)
        {
            Warning = Warning is null ? warning : $"{Warning} {warning}";
        }
    }

    /// <summary>An item of which another error tells already.</summary>
    public void AddDoubtful(ItemKey item, ItemAction action) => Keep(item, action, ItemOutcome.InDoubt, null, null);

    public void Fail(string subject, ExchangeError error) => Fail(ItemKey.Other(subject), error);

    public void Fail(ItemKey item, ExchangeError error)
    {
        HasFailed = true;
        Add(item, null, new ExecutionError(error.Kind, item.Subject, error.Message, error.WhatToDo));
    }

    public void Fail(string subject, ImmutableArray<Refusal> refusals) => Fail(ItemKey.Other(subject), refusals);

    /// <summary>A refusal inside this system: it is ours to mend.</summary>
    public void Fail(ItemKey item, ImmutableArray<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            Fail(item, new ExchangeError(
                ErrorKind.Technical, refusal.Message, refusal.CanRetry ? "Run it again." : "Report it to support with this execution's id."));
        }
    }

    /// <summary>What is to be written down now; the report keeps it no longer.</summary>
    public IReadOnlyList<ExecutionItem> TakeItems()
    {
        var taken = _items;
        _items = [];
        return taken;
    }

    private void Keep(ItemKey item, ItemAction? action, ItemOutcome outcome, string? note, ExecutionError? error)
    {
        if (Items >= (error is null ? MaxOfAll : ExecutionItem.MaxKept))
        {
            ItemsLeftOut++;
            return;
        }

        _items.Add(new ExecutionItem(Items++, item.Kind, item.Performance, item.Subject, action, outcome, note, error));
    }
}
