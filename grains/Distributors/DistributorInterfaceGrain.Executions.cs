using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>What an operator does about an execution: runs it again, ends it, or has an item left out.</summary>
internal sealed partial class DistributorInterfaceGrain
{
    public async Task<Outcome<Execution>> RunAgain(CommandContext context, ExecutionId execution, bool onlyFailed)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (await FindHere(execution) is not { } before)
        {
            return NoSuchExecution(execution);
        }

        if (before is { DryRun: true, File: not null })
        {
            return new Refusal(RefusalCode.WrongState, execution.ToString(), "A file of which a dry run was made is not kept. Send it again.");
        }

        var command = new RunFunction(
            context, before.Function, before.Performance, ExecutionTrigger.Manual, before.File is not null, before.DryRun, before.Id, onlyFailed, File: before.File);
        if (await _log.Find(new ExecutionId(context.Id.Value)) is null)
        {
            if (before.EndedAt is null)
            {
                return new Refusal(RefusalCode.WrongState, execution.ToString(), "It has not ended yet. Wait for its end, or cancel it.");
            }

            if (onlyFailed && (await _recorder.FailedIn(execution)).IsEmpty)
            {
                return new Refusal(RefusalCode.WrongState, execution.ToString(), "Nothing failed in it, or what failed is no longer kept. Run all of it again.");
            }
        }

        return await Run(command);
    }

    public async Task<Outcome<Execution>> Cancel(CommandContext context, ExecutionId execution)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (await FindHere(execution) is not { } found)
        {
            return NoSuchExecution(execution);
        }

        var now = Now();
        await _recorder.AskToCancel(execution, context.Who, now);
        found = (await _log.Find(execution))!;
        if (found.EndedAt is not null)
        {
            // One that was asked to stop may have ended by itself before it noticed; who asks again is answered as before.
            return found.State is ExecutionState.Cancelled || found.CancelledBy is not null
                ? found
                : new Refusal(RefusalCode.WrongState, execution.ToString(), $"It has ended already: {found.State}.");
        }

        if (_runs.Values.FirstOrDefault(run => run.Execution.Id == execution) is { } running)
        {
            running.CancelledBy ??= found.CancelledBy;
            running.CancelledAt ??= found.CancelledAt;
            running.Control.Stop();
            await Tell(running.Now);
            return running.Now;
        }

        // No process runs it: it was cut off, and is not run again.
        return await CloseCancelled(found);
    }

    public async Task<Outcome<SkippedItem>> Skip(SkipItem command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var item = new SkippedItem(
            new SkippedItemId(command.Context.Id.Value), Id, command.Function, command.Kind, command.Performance, command.Subject, command.Reason, command.Context.Who, Now());
        if (await _skips.Find(item.Id) is { } earlier)
        {
            return earlier with { Who = item.Who, At = item.At, EndedAt = null, EndedBy = null } == item ? earlier : Mismatch(command.Context.Id);
        }

        var problems = SkipRules.Problems(command).ToList();
        if (problems.Count > 0)
        {
            return new Outcome<SkippedItem>.Refused([.. problems]);
        }

        if (command.Performance is { } performance && await UnknownPerformance(performance) is { } unknown)
        {
            return unknown;
        }

        var inForce = await _skips.InForce(Id);
        if (inForce.Length >= SkippedItem.MaxInForce)
        {
            return new Refusal(RefusalCode.LimitExceeded, Id.ToString(), $"An interface skips at most {SkippedItem.MaxInForce} items at once; have some taken again first.");
        }

        return await _skips.Add(item)
            ? item
            : new Refusal(RefusalCode.Duplicate, command.Subject, "It is skipped already.");
    }

    public async Task<Outcome<SkippedItem>> Unskip(UnskipItem command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (await _skips.EndedBy(command.Context.Id) is { } repeat)
        {
            return repeat.Id == command.Skipped && repeat.Interface == Id ? repeat : Mismatch(command.Context.Id);
        }

        if (await _skips.Find(command.Skipped) is not { } item || item.Interface != Id)
        {
            return new Refusal(RefusalCode.NotFound, command.Skipped.ToString(), "This interface has no such skipped item.");
        }

        if (item.EndedAt is not null)
        {
            return new Refusal(RefusalCode.WrongState, command.Skipped.ToString(), $"{item.EndedBy} had it taken again at {item.EndedAt:u}.");
        }

        await _skips.End(command, Now());
        return (await _skips.Find(command.Skipped))!;
    }

    private async Task<Execution?> FindHere(ExecutionId execution) => await _log.Find(execution) is { } found && found.Interface == Id ? found : null;

    private static Refusal NoSuchExecution(ExecutionId execution) =>
        new(RefusalCode.NotFound, execution.ToString(), "This interface has no such execution.");

    /// <summary>As exact as it is stored.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
