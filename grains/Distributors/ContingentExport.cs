using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors.AllotmentSheets;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors;

/// <summary>
/// Sends the allotment of one performance, or of every mapped one, to the distributor. For each: check the mappings, then message after message write
/// the intent down, send, write the answer down. It can be cut off anywhere and run again: what was sent without an answer is in doubt, and is asked
/// for anew.
/// </summary>
internal sealed class ContingentExport(IGrainFactory grains, SheetExport sheets)
{
    /// <summary>Numbered places in one message: far below what distributors take, so that a performance of any size takes no more memory than these.</summary>
    private const int PlacesAtOnce = 10_000;

    private const string RunAgain = "Run the export again; until then the places stay reserved for this distributor.";

    public async Task Run(FunctionJob job, IDistributorConnector connector, CancellationToken cancellationToken)
    {
        var performances = Performances(job).ToList();
        foreach (var (done, performance) in performances.Index())
        {
            // Before anything of the next performance is written down: what was sent is answered, or in doubt.
            await job.Control.SafePoint(done, performances.Count);
            cancellationToken.ThrowIfCancellationRequested();
            if (job.Skipped.Contains(ItemKey.Of(performance)))
            {
                Skip(job, ItemKey.Of(performance));
                continue;
            }

            var except = Exceptions(job, performance);
            await (connector.Capabilities.ByWord
                ? sheets.Run(job, connector, performance, except, cancellationToken)
                : Export(job, connector, performance, except, () => job.Control.SafePoint(done, performances.Count), cancellationToken));
        }

        job.Control.Ended(performances.Count);
    }

    private static IEnumerable<PerformanceId> Performances(FunctionJob job)
    {
        var all = job.Performances;

        // What failed and is of no performance is nothing that an export could take by itself.
        return job.Only is { } only && only.All(item => item.Performance is not null) ? all.Where(performance => only.Any(item => item.Performance == performance)) : all;
    }

    private async Task Export(
        FunctionJob job, IDistributorConnector connector, PerformanceId performance, ExportExceptions except, Func<ValueTask> safePoint, CancellationToken cancellationToken)
    {
        var seatMap = grains.GetGrain<ISeatMapGrain>(performance.Value);
        var preview = await seatMap.PreviewExport(job.Interface.Interface, job.Interface.Channel, except);
        if (!Ready(job, connector, performance, preview))
        {
            return;
        }

        if (job.Command.DryRun)
        {
            ExportItems.Promise(job.Report, performance, ((Outcome<AllotmentIntent>.Done)preview).Value);
            return;
        }

        for (var from = 0; await SendPart(job, connector, seatMap, performance, except, from, cancellationToken) is { } next; from = next)
        {
            await safePoint();
        }
    }

    /// <returns>The place that the next message begins with; null where this was the last, or no more is to be sent now.</returns>
    private static async Task<int?> SendPart(
        FunctionJob job, IDistributorConnector connector, ISeatMapGrain seatMap, PerformanceId performance, ExportExceptions except, int from, CancellationToken cancellationToken)
    {
        var begun = await seatMap.BeginExport(
            new BeginExport(job.Step($"begin {performance} {from}"), job.Interface.Interface, job.Interface.Channel, except, from, PlacesAtOnce));
        if (begun is not Outcome<AllotmentIntent>.Done { Value: var intent })
        {
            job.Report.Fail(ItemKey.Of(performance), ((Outcome<AllotmentIntent>.Refused)begun).Refusals);
            return null;
        }

        // Places may have been assigned since the preview; what can't be named to the distributor is not sent.
        var result = Ready(job, connector, performance, begun)
            ? await Send(job, connector, performance, intent, from, cancellationToken)
            : intent.Undo;
        if (result is not null)
        {
            await Record(job, seatMap, performance, intent, from, result);
        }

        return result is ExportResult.Answered ? intent.Next : null;
    }

    private static ExportExceptions Exceptions(FunctionJob job, PerformanceId performance)
    {
        var skipped = job.Skipped.Where(item => item.Performance == performance).ToList();
        foreach (var item in skipped)
        {
            Skip(job, item);
        }

        return new ExportExceptions(
            [.. skipped.Where(item => item.Kind is ItemKind.Place).Select(item => new PlaceKey(item.Subject))],
            [.. skipped.Where(item => item.Kind is ItemKind.Area).Select(item => new AreaKey(item.Subject))]);
    }

    private static void Skip(FunctionJob job, ItemKey item)
    {
        job.Report.Counts = job.Report.Counts with { Skipped = job.Report.Counts.Skipped + 1 };
        job.Report.Add(item, ItemAction.Add, ItemOutcome.Skipped);
    }

    /// <summary>Whether there is something to send and everything in it can be named; else the report says why not.</summary>
    private static bool Ready(FunctionJob job, IDistributorConnector connector, PerformanceId performance, Outcome<AllotmentIntent> outcome)
    {
        if (outcome is not Outcome<AllotmentIntent>.Done { Value: var intent })
        {
            job.Report.Fail(ItemKey.Of(performance), ((Outcome<AllotmentIntent>.Refused)outcome).Refusals);
            return false;
        }

        if (intent.IsEmpty)
        {
            job.Report.History.WentThrough(ItemKey.Of(performance));
            return false;
        }

        var missing = AllotmentMapping.Missing(job.Mappings, performance, intent).ToList();
        foreach (var (kind, ours) in missing)
        {
            var name = kind is MappingKind.Performance ? job.NameOf(performance) : ours;
            job.Report.Fail(new ItemKey(ItemKind.Other, performance, ours), new ExchangeError(ErrorKind.Mapping, $"The {kind.InWords()} \"{name}\" has no id of the distributor.", $"Enter the distributor's id for the {kind.InWords()} \"{name}\" in the interface's mappings, then run the export again. Nothing of {job.NameOf(performance)} was sent."));
        }

        if (!connector.Capabilities.UnnumberedAreas && !intent.Areas.IsEmpty)
        {
            job.Report.Fail(ItemKey.Of(performance, intent.Areas[0].Key), new ExchangeError(ErrorKind.Mapping, "This distributor takes no unnumbered areas.", "Take the area's places back from its contingent, then run the export again."));
            return false;
        }

        return missing.Count == 0;
    }

    /// <returns>What is to be recorded; null where nothing is known.</returns>
    private static async Task<ExportResult?> Send(
        FunctionJob job, IDistributorConnector connector, PerformanceId performance, AllotmentIntent intent, int from, CancellationToken cancellationToken)
    {
        var message = AllotmentMapping.Message(job.Mappings, job.Step($"message {performance} {from}").Id.Value, performance, intent);
        var answer = await connector.SendAllotment(job.Link, message, cancellationToken);
        switch (answer)
        {
            case AllotmentAnswer.Answered answered:
                job.Report.History.WentThrough(ItemKey.Of(performance));
                return AllotmentReading.Read(job.Report, performance, intent, answered);
            case AllotmentAnswer.NotTaken notTaken:
                job.Report.Fail(ItemKey.Of(performance), notTaken.Error);
                return notTaken.LastVersion is { } last && last > intent.Version ? GoOnFrom(job, performance, intent, last) : intent.Undo;
            case AllotmentAnswer.InDoubt inDoubt:
                job.Report.Fail(ItemKey.Of(performance), inDoubt.Error with { WhatToDo = $"{inDoubt.Error.WhatToDo} {RunAgain}" });
                ExportItems.Doubt(job.Report, performance, intent);
                job.Report.Counts = job.Report.Counts with { InDoubt = job.Report.Counts.InDoubt + intent.PlaceCount };
                return null;
            default:
                throw new InvalidOperationException($"An answer of a kind that is not known: {answer.GetType().Name}.");
        }
    }

    /// <summary>Its last version is not ours: one of the two was set back, as by a backup, or somebody else sends it allotments.</summary>
    private static ExportResult GoOnFrom(FunctionJob job, PerformanceId performance, AllotmentIntent intent, long last)
    {
        if (last <= AllotmentMessage.MaxVersion)
        {
            job.Report.Warn(
                $"The distributor has version {last} of the allotment of performance {job.NameOf(performance)}, and here {intent.Version} was the newest: the next export goes on from {last + 1}. "
                + "Compare what it has with what it should have: it may have been given places that are not known here.");
        }

        return intent.Undo with { LastVersion = last };
    }

    private static async Task Record(FunctionJob job, ISeatMapGrain seatMap, PerformanceId performance, AllotmentIntent intent, int from, ExportResult result)
    {
        var recorded = await seatMap.RecordExport(new RecordExport(job.Step($"record {performance} {from}"), job.Interface.Interface, intent.Version, result, from, intent.Next));
        if (recorded is not Outcome<ExportRecorded>.Done { Value: var done })
        {
            job.Report.Fail(ItemKey.Of(performance), ((Outcome<ExportRecorded>.Refused)recorded).Refusals);
            return;
        }

        job.Report.Counts = job.Report.Counts with
        {
            PutBack = job.Report.Counts.PutBack + done.PutBack.Length,
            InDoubt = job.Report.Counts.InDoubt + done.InDoubt,
        };
        if (done.InDoubt > 0 && result is ExportResult.Answered)
        {
            job.Report.Add(
                ItemKey.Of(performance),
                null,
                new ExecutionError(ErrorKind.External, performance.ToString(), $"The distributor did not answer for {done.InDoubt} places of {job.NameOf(performance)}.", RunAgain),
                ItemOutcome.InDoubt);
        }
    }
}
