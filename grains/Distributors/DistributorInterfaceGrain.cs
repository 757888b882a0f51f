using System.Security.Cryptography;
using System.Text.Json;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Conflicts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Distribution.Distributors;

/// <summary>
/// Owns the set-up and the mappings, and runs the functions: each as a task on this grain's scheduler, one of each kind at a time. A
/// reminder is there while anything runs, so that a run whose process died is found, marked and run again.
/// </summary>
internal sealed partial class DistributorInterfaceGrain : Grain, IDistributorInterfaceGrain, IRemindable
{
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private const string Watch = "running";
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ObserverLifetime = TimeSpan.FromMinutes(3);

    private readonly IPersistentState<InterfaceState> _state;
    private readonly CatalogDirectory _directory;
    private readonly ExecutionLog _log;
    private readonly ExecutionRecorder _recorder;
    private readonly SkipList _skips;
    private readonly MappingLedger _ledger;
    private readonly FunctionRunner _runner;
    private readonly SaleInbox _inbox;
    private readonly ConflictBook _conflicts;
    private readonly ConflictResolving _resolving;
    private readonly IDataProtector _passwords;
    private readonly TimeProvider _time;
    private readonly ILogger<DistributorInterfaceGrain> _logger;
    private readonly ObserverManager<IExecutionObserver> _observers;
    private readonly Dictionary<DistributorFunction, RunUnderWay> _runs = [];
    private readonly CancellationTokenSource _ending = new();
    private InterfaceFacts? _facts;

    public DistributorInterfaceGrain(
        [PersistentState("interface")] IPersistentState<InterfaceState> state,
        CatalogDirectory directory,
        ExecutionLog log,
        ExecutionRecorder recorder,
        SkipList skips,
        MappingLedger ledger,
        FunctionRunner runner,
        SaleInbox inbox,
        ConflictBook conflicts,
        ConflictResolving resolving,
        IDataProtectionProvider protection,
        TimeProvider time,
        ILogger<DistributorInterfaceGrain> logger)
    {
        _state = state;
        _directory = directory;
        _log = log;
        _recorder = recorder;
        _skips = skips;
        _ledger = ledger;
        _runner = runner;
        _inbox = inbox;
        _conflicts = conflicts;
        _resolving = resolving;
        _passwords = protection.CreateProtector("distributor-password");
        _time = time;
        _logger = logger;
        _observers = new ObserverManager<IExecutionObserver>(ObserverLifetime, logger);
    }

    private DistributorInterfaceId Id => new(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await IsKnown();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(run => run.Task)).WaitAsync(cancellationToken);
        _ending.Dispose();
    }

    public async Task<Outcome<Execution>> Run(RunFunction command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var id = new ExecutionId(command.Context.Id.Value);
        if (await _log.Find(id) is { } earlier)
        {
            return earlier.Interface == Id && IsOf(earlier, command)
                ? earlier
                : new Refusal(RefusalCode.CommandMismatch, id.ToString(), "This command id was used before for another run. Use a new id for a new run.");
        }

        if (await Problem(command) is { } problem)
        {
            return problem;
        }

        return await Start(command);
    }

    public async Task<Outcome<Execution>> WaitFor(ExecutionId execution, TimeSpan atMost)
    {
        var run = _runs.Values.FirstOrDefault(r => r.Execution.Id == execution);
        if (run is not null && atMost > TimeSpan.Zero)
        {
            await Task.WhenAny(run.Task, Task.Delay(atMost < MaxWait ? atMost : MaxWait, _time));
        }

        return await _log.Find(execution) is { } found && found.Interface == Id
            ? found
            : new Refusal(RefusalCode.NotFound, execution.ToString(), "This interface has no such execution.");
    }

    public async Task<Outcome<InterfaceView>> Get() => await IsKnown()
        ? new InterfaceView(Id, _state.State.Setup, _mappings, [.. _runs.Values.Select(run => run.Now)], Rules)
        : NotFound();

    public Task Observe(IExecutionObserver observer)
    {
        _observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    /// <summary>Runs while anything runs: finds what was cut off, and goes when nothing is left.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!await IsKnown())
        {
            return;
        }

        foreach (var execution in await _recorder.Unfinished(Id))
        {
            // One of a function that runs again waits for that run's end, since it may have been for another performance.
            if (!_runs.ContainsKey(execution.Function))
            {
                await Recover(execution);
            }
        }

        if (await GoOnWaiting() && _runs.Count == 0 && await this.GetReminder(Watch) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private async Task<Refusal?> Problem(RunFunction command)
    {
        if (!Enum.IsDefined(command.Function))
        {
            return new Refusal(RefusalCode.Invalid, "function", "There is no such function.");
        }

        if (command is { Function: DistributorFunction.SalesImport, Performance: not null })
        {
            return new Refusal(RefusalCode.Invalid, "performance", "An import takes the sales of every performance; name none.");
        }

        if (command is { Function: DistributorFunction.AccessControlPreparation, Performance: null })
        {
            return new Refusal(RefusalCode.Invalid, "performance", "Access control is prepared for one performance: name it.");
        }

        if (NotSetUp() is { } notSetUp)
        {
            return notSetUp;
        }

        if (command.Since is not null && _runner.Unsupported(_facts!.Type, can => can.Replay, "replay of sales from a date") is { } noReplay)
        {
            return noReplay;
        }

        if (_runner.Unsupported(_facts!.Type, command.Function) is { } unsupported)
        {
            return unsupported;
        }

        if (_runs.TryGetValue(command.Function, out var running))
        {
            return new Refusal(RefusalCode.Busy, running.Execution.Id.ToString(), $"The {command.Function.InWords()} is already running as execution {running.Execution.Id}. Wait for its end.");
        }

        return command.Performance is { } performance ? await UnknownPerformance(performance) : null;
    }

    private Refusal? NotSetUp() => _state.State.Setup is null
        ? new Refusal(RefusalCode.WrongState, Id.ToString(), "This interface is not set up yet: say first how it reaches its distributor, and its contact.")
        : null;

    private async Task<Refusal?> UnknownPerformance(PerformanceId performance) =>
        await _directory.FindPerformance(performance) is { } facts && facts.Venue == _facts!.Venue
            ? null
            : new Refusal(RefusalCode.NotFound, performance.ToString(), "There is no such performance in this venue.");

    /// <summary>
    /// What was not there is looked for at every call, since it may have been created. A grain that ended itself at its start instead
    /// would have its callers sent round until Orleans gives up.
    /// </summary>
    private async ValueTask<bool> IsKnown()
    {
        if (_facts is null && this.GetPrimaryKey() != Guid.Empty && await _directory.FindInterface(Id) is { } facts)
        {
            _mappings = await _ledger.Newest(Id);
            _facts = facts;
        }

        return _facts is not null;
    }

    private Refusal NotFound() => new(RefusalCode.NotFound, this.GetPrimaryKey().ToString(), "There is no such distributor interface.");
}
