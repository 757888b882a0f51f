using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>What an operator does about an execution: runs it again, or ends it.</summary>
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
                : new Refusal(RefusalCode.WrongState, execution.ToString(), $"It has ended already: {found.State.InWords()}.");
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

    private async Task<Execution?> FindHere(ExecutionId execution) => await _log.Find(execution) is { } found && found.Interface == Id ? found : null;

    private static Refusal NoSuchExecution(ExecutionId execution) =>
        new(RefusalCode.NotFound, execution.ToString(), "This interface has no such execution.");

    /// <summary>As exact as it is stored.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
