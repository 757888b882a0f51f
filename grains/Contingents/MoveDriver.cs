using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Contingents;

/// <summary>
/// Carries one move on as far as it gets: withdraw by the first distributor's export, hand the places over, offer them by the second's.
/// Every step may be taken again; how far it came is kept before the next step.
/// </summary>
internal sealed class MoveDriver(IGrainFactory grains, CatalogDirectory directory, ConnectorCatalog connectors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task Drive(MoveRecord record, ContingentFacts from, Func<MoveRecord, Task> keep, CancellationToken cancellationToken)
    {
        if (record.View.Phase is MovePhase.Blocking)
        {
            await Begin(
                record,
                async next =>
                {
                    await keep(next);
                    record = next;
                });
        }

        if (record.View.Phase is MovePhase.Withdrawing)
        {
            record = await Withdraw(record, from, keep, cancellationToken);
        }

        if (record.View.Phase is MovePhase.Offering)
        {
            await Offer(record, keep, cancellationToken);
        }
    }

    /// <summary>Blocks the places. It may be done twice: the seat map knows the command.</summary>
    public async Task<Outcome<Move>> Begin(MoveRecord record, Func<MoveRecord, Task> keep)
    {
        var map = grains.GetGrain<ISeatMapGrain>(record.View.Performance.Value);
        var begun = await map.BeginMove(new BeginMove(record.Context.Step("begin"), record.View.From, record.Selection));
        if (begun is Outcome<MoveStep>.Done { Value: var step })
        {
            var view = record.View with { Phase = MovePhase.Withdrawing, Waiting = step.Waiting, Problem = null };
            await keep(record with { View = view, Places = step.Numbers, Names = step.Names });
            return view;
        }

        var refusals = ((Outcome<MoveStep>.Refused)begun).Refusals;
        var unsure = refusals[0].Code is RefusalCode.StorageFailed or RefusalCode.Overloaded;
        await keep(record with { View = record.View with { Phase = unsure ? MovePhase.Blocking : MovePhase.Refused, Problem = refusals[0].Message } });
        return new Outcome<Move>.Refused(refusals);
    }

    private async Task<MoveRecord> Withdraw(MoveRecord record, ContingentFacts from, Func<MoveRecord, Task> keep, CancellationToken cancellationToken)
    {
        record = record with { Attempt = record.Attempt + 1 };
        await keep(record);
        Execution? withdrawal = null;
        var distributor = from.ExternalChannel is { } channel ? await directory.InterfaceOfChannel(channel) : null;
        if (record.View.Waiting > 0 && distributor is not null && connectors.Find(distributor.Type) is { Capabilities.Export: true })
        {
            withdrawal = await Export(record, distributor, "withdraw", cancellationToken);
        }

        var map = grains.GetGrain<ISeatMapGrain>(record.View.Performance.Value);
        var finished = await map.FinishMove(new FinishMove(
            record.Context.Step($"finish {record.Attempt}"), record.View.From, record.To, record.Places));
        if (finished is not Outcome<MoveStep>.Done { Value: var step })
        {
            return await Stuck(record, ((Outcome<MoveStep>.Refused)finished).First.Message, keep);
        }

        ImmutableArray<string> moved = [.. record.View.Moved.Union(step.Names)];
        var view = record.View with { Moved = moved, Waiting = step.Waiting, Withdrawal = withdrawal?.Id ?? record.View.Withdrawal };
        if (step.Waiting > 0)
        {
            var why = withdrawal?.FirstError?.Message ?? await HowToWithdraw(record, distributor);
            return await Stuck(record with { View = view }, $"{step.Waiting} places may still be sold by {from.Name}'s distributor. {why}", keep);
        }

        record = record with
        {
            View = view with { Phase = MovePhase.Offering, Stayed = [.. record.Names.Except(moved)], Problem = null },
        };
        await keep(record);
        return record;
    }

    /// <summary>Where no machine of the distributor's says that it gave places back, somebody has to.</summary>
    private async Task<string> HowToWithdraw(MoveRecord record, InterfaceFacts? distributor)
    {
        if (distributor is null || connectors.Find(distributor.Type) is not { Capabilities: { ByWord: true } can })
        {
            return "The export has not withdrawn them yet.";
        }

        var performance = await NameOf(record.View.Performance);
        var sheet = can.Export ? $"Its last allotment sheet for {performance}" : $"Make its allotment sheet for {performance} (makeAllotmentSheet): it";
        return $"{distributor.Name} has to agree. {sheet} names them under what is to be given back "
            + $"(/allotment-sheets/{distributor.Interface}/{record.View.Performance}.pdf). Read it out, then enter who agreed, when and how (confirmAllotmentSheet); the move goes on within a minute.";
    }

    /// <summary>A distributor that no machine tells of its new places has to be told by somebody; null where there is nothing to tell.</summary>
    private async Task<string?> HowToTell(MoveRecord record) =>
        !record.View.Moved.IsEmpty && record.To.ByWord is { } told && await directory.FindInterface(told) is { } distributor
            ? $"{distributor.Name} may sell these places from now on, and does not know it yet: make its allotment sheet for {await NameOf(record.View.Performance)} (makeAllotmentSheet), read it out, "
                + "then enter who agreed (confirmAllotmentSheet)."
            : null;

    private async Task<string> NameOf(PerformanceId performance) => (await directory.FindPerformance(performance))?.Name ?? performance.ToString();

    /// <summary>A distributor without an export has the places from the moment they are in its contingent.</summary>
    private async Task Offer(MoveRecord record, Func<MoveRecord, Task> keep, CancellationToken cancellationToken)
    {
        Execution? offer = null;
        if (!record.View.Moved.IsEmpty && record.To.ByWord is null && record.To.Channel is { } channel && await directory.InterfaceOfChannel(channel) is { } distributor)
        {
            record = record with { Attempt = record.Attempt + 1 };
            await keep(record);
            offer = await Export(record, distributor, "offer", cancellationToken);
            if (offer?.State is not (ExecutionState.Succeeded or ExecutionState.SucceededWithErrors))
            {
                var why = offer?.FirstError?.Message ?? "Its export could not be started.";
                await Stuck(record with { View = record.View with { Offer = offer?.Id } }, $"The places have moved, but are not offered yet. {why}", keep);
                return;
            }
        }

        await keep(record with { View = record.View with { Phase = MovePhase.Done, Offer = offer?.Id, Problem = offer?.FirstError?.Message, Notice = await HowToTell(record) } });
    }

    /// <summary>Runs the export and waits for its end; null where it could not be started within the time.</summary>
    private async Task<Execution?> Export(MoveRecord record, InterfaceFacts distributor, string step, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IDistributorInterfaceGrain>(distributor.Interface.Value);
        var command = new RunFunction(
            record.Context.Step($"{step} {record.Attempt}"), DistributorFunction.ContingentExport, record.View.Performance, ExecutionTrigger.Move);
        for (var tries = 0; tries < 10; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = await grain.Run(command);
            if (started is Outcome<Execution>.Done done)
            {
                var ended = await grain.WaitFor(done.Value.Id, Patience).WaitAsync(cancellationToken);
                return ended is Outcome<Execution>.Done { Value: { State: not ExecutionState.Running } execution } ? execution : null;
            }

            // Another export runs: its end is worth waiting for, since it may do our work.
            var refusal = ((Outcome<Execution>.Refused)started).First;
            if (refusal.Code is not RefusalCode.Busy)
            {
                return null;
            }

            await grain.WaitFor(new ExecutionId(Guid.Parse(refusal.Subject)), Patience).WaitAsync(cancellationToken);
        }

        return null;
    }

    private static async Task<MoveRecord> Stuck(MoveRecord record, string problem, Func<MoveRecord, Task> keep)
    {
        record = record with { View = record.View with { Problem = problem } };
        await keep(record);
        return record;
    }
}
