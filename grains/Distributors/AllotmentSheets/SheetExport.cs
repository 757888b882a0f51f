using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>
/// Sends a performance's whole allotment to a distributor that does not answer. What came to it counts as its own from then on; what it is to give back stays its own until somebody
/// confirms the sheet. While one waits for that and nothing else changed, no other is sent: the word would never catch up.
/// </summary>
internal sealed class SheetExport(IGrainFactory grains, AllotmentSheetLedger ledger, TimeProvider time)
{
    public async Task Run(
        FunctionJob job, IDistributorConnector connector, PerformanceId performance, ExportExceptions except, CancellationToken cancellationToken)
    {
        var map = grains.GetGrain<ISeatMapGrain>(performance.Value);
        var preview = await Ready(job, map, performance, await map.PreviewExport(job.Interface.Interface, job.Interface.Channel, except));
        var last = await ledger.Find(job.Interface.Interface, performance);
        if (preview is null || (last is { Word: null } && SaysTheSame(last.Body, preview.Value)))
        {
            Remind(job, last);
            return;
        }

        if (job.Command.DryRun)
        {
            ExportItems.Promise(job.Report, performance, preview.Value.Intent);
            return;
        }

        var begun = await map.BeginExport(new BeginExport(job.Step($"begin {performance}"), job.Interface.Interface, job.Interface.Channel, except));
        if (await Ready(job, map, performance, begun) is not { } ready)
        {
            // Places may have come since the preview that can't be named to the distributor: nothing is sent.
            if (begun is Outcome<AllotmentIntent>.Done { Value: var unsent })
            {
                await Record(job, map, performance, unsent, unsent.Undo);
            }

            return;
        }

        await Send(job, connector, map, performance, ready, cancellationToken);
    }

    private async Task Send(
        FunctionJob job, IDistributorConnector connector, ISeatMapGrain map, PerformanceId performance, Ready ready, CancellationToken cancellationToken)
    {
        var (intent, allotment) = ready;
        var message = Message(job, performance, ready);
        switch (await connector.SendAllotment(job.Link, message, cancellationToken))
        {
            case AllotmentAnswer.Answered:
                await Record(job, map, performance, intent, AllotmentSheetMaking.Told(intent));
                var before = await ledger.LastAgreed(job.Interface.Interface, performance, intent.Version);
                await ledger.Keep(job.Interface.Interface, performance, intent.Version, job.Command.Context, time.GetUtcNow(), Body(intent, allotment, before?.Version, message));
                job.Report.Counts = job.Report.Counts with
                {
                    Added = job.Report.Counts.Added + intent.Additions.Length + intent.Areas.Where(area => area.Withdrawals == 0).Sum(area => area.Additions),
                };
                job.Report.History.WentThrough(ItemKey.Of(performance));
                ExportItems.Tell(job.Report, performance, intent, ItemOutcome.InDoubt);
                Remind(job, await ledger.Find(job.Interface.Interface, performance));
                break;
            case AllotmentAnswer.NotTaken notTaken:
                job.Report.Fail(ItemKey.Of(performance), notTaken.Error);
                await Record(job, map, performance, intent, intent.Undo);
                break;
            case AllotmentAnswer.InDoubt inDoubt:
                job.Report.Fail(ItemKey.Of(performance), inDoubt.Error);
                ExportItems.Doubt(job.Report, performance, intent);
                job.Report.Counts = job.Report.Counts with { InDoubt = job.Report.Counts.InDoubt + intent.PlaceCount };
                break;
        }
    }

    /// <summary>What is to be sent, with everything in it named; null where there is nothing, or the report says why not.</summary>
    private static async Task<Ready?> Ready(FunctionJob job, ISeatMapGrain map, PerformanceId performance, Outcome<AllotmentIntent> outcome)
    {
        if (outcome is not Outcome<AllotmentIntent>.Done { Value: var intent })
        {
            job.Report.Fail(ItemKey.Of(performance), ((Outcome<AllotmentIntent>.Refused)outcome).Refusals);
            return null;
        }

        var list = await map.AllotmentOf(job.Interface.Interface);
        if (list is not Outcome<AllotmentList>.Done { Value: var allotment })
        {
            job.Report.Fail(ItemKey.Of(performance), ((Outcome<AllotmentList>.Refused)list).Refusals);
            return null;
        }

        var whole = intent with { Additions = [.. intent.Additions, .. allotment.Places], Areas = [.. intent.Areas, .. allotment.Areas] };
        var missing = intent.IsEmpty ? [] : AllotmentMapping.Missing(job.Mappings, performance, whole).ToList();
        foreach (var (kind, ours) in missing)
        {
            job.Report.Fail(new ItemKey(ItemKind.Other, performance, ours), new ExchangeError(ErrorKind.Mapping, $"The {kind.InWords()} \"{ours}\" has no id of the distributor.", $"Enter the distributor's id for the {kind.InWords()} \"{ours}\" in the interface's mappings, then run the export again. Nothing of this performance was sent."));
        }

        return intent.IsEmpty || missing.Count > 0 ? null : new Ready(intent, allotment);
    }

    private static AllotmentMessage Message(FunctionJob job, PerformanceId performance, Ready ready)
    {
        var id = job.Step($"message {performance}").Id.Value;
        // What is about to be added is not offered before the answer, so it stands in the intent alone at first.
        var whole = AllotmentMapping.Message(job.Mappings, id, performance, ready.Intent with { Additions = ready.Allotment.Places, Areas = Areas(ready) });
        return AllotmentMapping.Message(job.Mappings, id, performance, ready.Intent) with { Whole = whole.Additions, WholeAreas = whole.Areas };
    }

    /// <summary>Those that change as they will be, the others as they are.</summary>
    private static ImmutableArray<IntentArea> Areas(Ready ready) =>
        [.. ready.Intent.Areas, .. ready.Allotment.Areas.Where(area => ready.Intent.Areas.All(changed => changed.Key != area.Key))];

    private static SheetBody Body(AllotmentIntent intent, AllotmentList allotment, long? before, AllotmentMessage message)
    {
        var theirs = message.Whole.ToDictionary(place => place.Place.Value);
        var areas = message.WholeAreas.ToDictionary(area => area.Area.Value);
        var body = AllotmentSheetMaking.Body(intent, allotment, before);
        return body with
        {
            TheirPerformance = message.Performance,
            Added = [.. message.Additions.Select(place => place.Place.Value)],
            Places = [.. body.Places.Select(place => place with { TheirBlock = theirs[place.Key].Block, TheirCategory = theirs[place.Key].Category })],
            Areas = [.. body.Areas.Select(area => area with { TheirArea = areas[area.Key].DistributorArea, TheirCategory = areas[area.Key].Category })],
        };
    }

    private static bool SaysTheSame(SheetBody last, Ready now)
    {
        var body = AllotmentSheetMaking.Body(now.Intent, now.Allotment, null);
        return last.Places.Select(place => place.Key).SequenceEqual(body.Places.Select(place => place.Key))
            && last.Withdrawals.Select(place => place.Key).SequenceEqual(body.Withdrawals.Select(place => place.Key))
            && last.Areas.Select(area => (area.Key, area.Allotted, area.Withdrawals)).SequenceEqual(body.Areas.Select(area => (area.Key, area.Allotted, area.Withdrawals)));
    }

    private static void Remind(FunctionJob job, KeptSheet? sheet)
    {
        if (sheet is { Word: null } && sheet.Body.Withdrawals.Length + sheet.Body.Areas.Sum(area => area.Withdrawals) is > 0 and var waiting)
        {
            job.Report.Warn($"{waiting} places are to be given back by allotment sheet {sheet.Version}: they stay the distributor's until somebody confirms that it took the sheet.");
        }
    }

    private static async Task Record(FunctionJob job, ISeatMapGrain map, PerformanceId performance, AllotmentIntent intent, ExportResult result)
    {
        var recorded = await map.RecordExport(new RecordExport(job.Step($"record {performance}"), job.Interface.Interface, intent.Version, result));
        if (recorded is Outcome<ExportRecorded>.Refused refused)
        {
            job.Report.Fail(ItemKey.Of(performance), refused.Refusals);
        }
        else if (recorded is Outcome<ExportRecorded>.Done { Value: var done })
        {
            job.Report.Counts = job.Report.Counts with { InDoubt = job.Report.Counts.InDoubt + done.InDoubt };
        }
    }
}

/// <summary>A performance's allotment with everything in it mapped.</summary>
internal readonly record struct Ready(AllotmentIntent Intent, AllotmentList Allotment);
