using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>A run, from its start until its row says how it ended.</summary>
internal sealed partial class DistributorInterfaceGrain
{
    private static bool IsOf(Execution execution, RunFunction command) =>
        (execution.Function, execution.Performance, execution.DryRun, execution.AgainOf, execution.OnlyFailed, execution.File)
        == (command.Function, command.Performance, command.DryRun, command.AgainOf, command.OnlyFailed, command.File);

    private Execution New(RunFunction command) => new(
        new ExecutionId(command.Context.Id.Value),
        _facts!.Venue,
        Id,
        command.Function,
        command.Performance,
        command.Trigger,
        command.Context.Who,
        ExecutionState.Running,
        Now(),
        null,
        default,
        0,
        null,
        _mappings.Version,
        DryRun: command.DryRun,
        AgainOf: command.AgainOf,
        OnlyFailed: command.OnlyFailed,
        File: command.File);

    private async Task<Outcome<Execution>> Start(RunFunction command)
    {
        var execution = New(command);
        await this.RegisterOrUpdateReminder(Watch, WatchPeriod, WatchPeriod);
        if (!await _recorder.Start(execution))
        {
            return new Refusal(RefusalCode.CommandMismatch, execution.Id.ToString(), "This command id was used before for another run.");
        }

        await Launch(execution, command);
        return execution;
    }

    /// <summary>Runs what was cut off again, unless somebody had asked for its end. Cut off itself before it is durable, the next reminder finds the lost run once more.</summary>
    private async Task Recover(Execution lost)
    {
        if (lost.CancelledBy is not null)
        {
            await CloseCancelled(lost);
            return;
        }

        Interrupted(Id, lost.Id, lost.Function);
        var context = new CommandContext(new CommandId(DerivedId.From(lost.Id.Value, "recovery", "")), lost.Who);
        var command = new RunFunction(
            context, lost.Function, lost.Performance, ExecutionTrigger.Recovery, lost.File is not null, lost.DryRun, lost.AgainOf, lost.OnlyFailed, File: lost.File);
        var error = new ExecutionError(
            ErrorKind.Technical, lost.Id.ToString(), "The process that ran this execution ended before it was done.", $"Nothing to do: it is run again by itself, as execution {context.Id}.");
        var closed = lost with { State = ExecutionState.Interrupted, EndedAt = Now(), ErrorCount = 1, FirstError = error };
        var execution = New(command);
        await _recorder.Replace(closed, error, execution);
        await Tell(closed);
        await Launch(execution, command);
    }

    private async Task<Execution> CloseCancelled(Execution execution)
    {
        var closed = execution with { State = ExecutionState.Cancelled, EndedAt = Now() };
        await _recorder.CloseCancelled(closed.Id, closed.EndedAt.Value);
        await Tell(closed);
        return closed;
    }

    private async Task Launch(Execution execution, RunFunction command)
    {
        var report = new ExecutionReport(new FailureHistory(await _recorder.Failing(Id, command.Function), execution.StartedAt));
        var run = new RunUnderWay(execution, new MappingIndex(_mappings), report, _time, Advance);
        _runs[command.Function] = run;
        run.Task = Execute(run, command);
        await Tell(execution);
    }

    private async Task Execute(RunUnderWay run, RunFunction command)
    {
        // The caller of Run gets its answer before the work begins.
        await Task.Yield();
        DelayDeactivation(TimeSpan.FromHours(1));
        try
        {
            await RunToItsEnd(run, command);
            Forget(run);
            if (command.Function == DistributorFunction.SalesImport && run.Mappings.Version < _mappings.Version)
            {
                await TakeWhatWaitsForMappings();
            }
        }
#pragma warning disable CA1031 // Its end could not be written down: the row stays unfinished, and the reminder runs it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            EndNotKept(exception, Id, run.Execution.Id);
        }
        finally
        {
            Forget(run);
        }
    }

    /// <summary>Another run of the function may have begun.</summary>
    private void Forget(RunUnderWay run)
    {
        if (_runs.GetValueOrDefault(run.Execution.Function) == run)
        {
            _runs.Remove(run.Execution.Function);
        }
    }

    private async Task RunToItsEnd(RunUnderWay run, RunFunction command)
    {
        try
        {
            await _runner.Run(await Job(run, command), _ending.Token);
        }
        catch (RunStoppedException stopped)
        {
            if (!stopped.IsSuperseded)
            {
                await Finish(run, ExecutionState.Cancelled);
            }

            return;
        }
#pragma warning disable CA1031 // Whatever breaks while the process ends: the row stays unfinished, the reminder finds it on another silo and runs it again.
        catch (Exception) when (_ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return;
        }
#pragma warning disable CA1031 // A bug in one run must end that run, with an error somebody reads, and not the interface.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RunFailed(exception, Id, run.Execution.Id);
            run.Report.Fail(run.Execution.Id.ToString(), new ExchangeError(ErrorKind.Technical, "The run broke off with an internal error; the log has it under this execution's id.", "Run it again; if it breaks off again, report the execution's id to support."));
        }

        await Finish(run, run.Report switch
        {
            { HasFailed: true } => ExecutionState.Failed,
            { ErrorCount: > 0 } => ExecutionState.SucceededWithErrors,
            _ => ExecutionState.Succeeded,
        });
    }

    private async Task<FunctionJob> Job(RunUnderWay run, RunFunction command)
    {
        var skipped = await _skips.InForce(Id);
        var performances = run.Mappings.AllOurs(MappingKind.Performance).Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty);
        var names = await _directory.Entries([.. performances.Append(command.Performance?.Value ?? Guid.Empty).Where(id => id != Guid.Empty).Distinct()]);
        return new FunctionJob(
            _facts!,
            Link() with { Trace = run.Trace, IsDry = command.DryRun },
            _state.State.LinkVersion,
            _state.State.Setup!.Contact,
            run.Mappings,
            command,
            run.Report,
            run.Control,
            [.. skipped.Where(item => item.Function == command.Function).Select(item => item.Key)],
            command is { OnlyFailed: true, AgainOf: { } again } ? [.. await _recorder.FailedIn(again)] : null)
        {
            Lines = _lines,
            Rules = Rules,
            Names = names.Where(name => name.Value.Label is not null).ToDictionary(name => name.Key, name => name.Value.Label!),
        };
    }

    private async Task<RunStanding> Advance(RunUnderWay run, ExecutionProgress progress)
    {
        var now = run.Now with { Progress = progress };
        var standing = await _recorder.Advance(now, run.Report.TakeItems(), run.Trace.Take());
        if (standing is not RunStanding.Superseded)
        {
            await Tell(now);
        }

        return standing;
    }

    private async Task Finish(RunUnderWay run, ExecutionState state)
    {
        var ended = run.Now with { State = state, EndedAt = Now(), Warning = run.Report.Warning };
        await _recorder.Finish(ended, run.Report, run.Trace.Take());
        await Tell(ended);
        if (run.Report.ConflictsChanged)
        {
            await TellConflicts();
        }
    }

    private Task Tell(Execution execution) => _observers.Notify(observer => observer.Changed(execution));

    /// <summary>One run of a function, from its start until its row says how it ended.</summary>
    private sealed class RunUnderWay
    {
        private readonly Execution _execution;

        public RunUnderWay(
            Execution execution, MappingIndex mappings, ExecutionReport report, TimeProvider time, Func<RunUnderWay, ExecutionProgress, Task<RunStanding>> advance)
        {
            _execution = execution;
            Mappings = mappings;
            Report = report;
            Trace = new ExchangeTrace(time);
            Control = new RunControl(report, time, progress => advance(this, progress));
        }

        /// <summary>As it began.</summary>
        public Execution Execution => _execution;

        /// <summary>As far as it is.</summary>
        public Execution Now => _execution with
        {
            Counts = Report.Counts,
            ErrorCount = Report.ErrorCount,
            FirstError = Report.Errors.Count > 0 ? Report.Errors[0] : null,
            Progress = Control.Progress,
            ItemCount = Report.Items,
            ItemsLeftOut = Report.ItemsLeftOut,
            CancelledBy = CancelledBy,
            CancelledAt = CancelledAt,
        };

        /// <summary>Of the version that the execution says, whatever changes meanwhile.</summary>
        public MappingIndex Mappings { get; }

        public ExecutionReport Report { get; }

        public ExchangeTrace Trace { get; }

        public RunControl Control { get; }

        public string? CancelledBy { get; set; }

        public DateTimeOffset? CancelledAt { get; set; }

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
