using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.Distributors.Reconciling;

/// <summary>
/// Holds our books against the distributor's, performance after performance, and keeps what it found. It changes nothing else; who mends a difference does
/// it by export, import, or with the distributor.
/// </summary>
internal sealed class ReconciliationRun(ReconciliationReading reading, ReconciliationBook book, TimeProvider time)
{
    /// <param name="isAside">After an export, whose report it leaves alone: differences are only counted there.</param>
    public async Task Run(FunctionJob job, IDistributorConnector connector, bool isAside, CancellationToken cancellationToken)
    {
        foreach (var performance in job.Performances)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Compare(job, connector, performance, isAside, cancellationToken);
        }
    }

    private async Task Compare(FunctionJob job, IDistributorConnector connector, PerformanceId performance, bool isAside, CancellationToken cancellationToken)
    {
        if (job.Mappings.Theirs(MappingKind.Performance, performance.ToString()) is not { } theirs)
        {
            job.Report.Fail(performance.ToString(), new ExchangeError(
                ErrorKind.Mapping, $"Performance {job.NameOf(performance)} has no id of the distributor.", "Enter the distributor's id for it in the interface's mappings, then run it again."));
            return;
        }

        // The distributor is asked first: what it sells while we look at our own books is not imported yet, and not the other way round.
        var answer = await connector.ReadAllotment(job.Link, theirs, cancellationToken);
        var ours = await reading.Read(job, performance, theirs);
        if (answer is StatusAnswer.Failed failed)
        {
            Fail(job, isAside, report => report.Fail(performance.ToString(), failed.Error));
        }
        else if (ours is Outcome<IReadOnlyDictionary<string, OurBooks>>.Refused refused)
        {
            Fail(job, isAside, report => report.Fail(performance.ToString(), refused.Refusals));
        }
        else
        {
            var found = Collect(job, performance, ((Outcome<IReadOnlyDictionary<string, OurBooks>>.Done)ours).Value, ((StatusAnswer.Read)answer).Status);
            if (!job.Command.DryRun)
            {
                await book.Append(found);
            }

            Report(job, found, job.NameOf(performance), isAside);
        }
    }

    private Reconciliation Collect(FunctionJob job, PerformanceId performance, IReadOnlyDictionary<string, OurBooks> ours, AllotmentStatus status)
    {
        var differences = new List<Difference>(ReconciliationRules.Compare(ReconciliationRules.Numbered, ours[""], status.Numbered, status.Places));
        var areas = ImmutableArray.CreateBuilder<ReconciledArea>();
        var theirs = status.Areas.ToDictionary(area => job.Mappings.Ours(MappingKind.Area, area.Area) ?? area.Area, area => area.Tally, StringComparer.Ordinal);
        foreach (var area in ours.Keys.Where(key => key.Length > 0).Union(theirs.Keys).Order(StringComparer.Ordinal))
        {
            var books = ours.GetValueOrDefault(area) ?? new OurBooks(0, 0, 0, 0, [], [], []);
            var tally = theirs.GetValueOrDefault(area);
            differences.AddRange(ReconciliationRules.Compare(area, books, tally, []));
            areas.Add(new ReconciledArea(area, new AllotmentTally(books.Offered, books.Sold), books.InDoubt, tally));
        }

        return new Reconciliation(
            job.Interface.Interface,
            performance,
            job.Execution,
            time.GetUtcNow(),
            new AllotmentTally(ours[""].Offered, ours[""].Sold),
            ours[""].InDoubt,
            status.Numbered,
            areas.ToImmutable(),
            [.. differences]);
    }

    private static void Report(FunctionJob job, Reconciliation found, string performance, bool isAside)
    {
        job.Report.Counts = job.Report.Counts with { Differences = job.Report.Counts.Differences + found.Differences.Sum(difference => difference.Count) };
        foreach (var difference in isAside ? [] : found.Differences)
        {
            var error = DifferenceWords.Of(difference, performance);
            job.Report.Add(error.Kind, error.Subject, error.Message, error.WhatToDo);
        }
    }

    /// <summary>An export that went well is none the worse for a question that was not answered.</summary>
    private static void Fail(FunctionJob job, bool isAside, Action<ExecutionReport> fail)
    {
        if (!isAside)
        {
            fail(job.Report);
        }
    }
}
