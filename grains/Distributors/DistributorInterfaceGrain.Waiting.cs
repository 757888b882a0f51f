using System.Collections.Immutable;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Sales.Prices;

namespace Distribution.Distributors;

/// <summary>The lines that wait: for somebody to decide, or for a mapping.</summary>
internal sealed partial class DistributorInterfaceGrain
{
    /// <summary>Who has it may take waiting lines, or decide about them.</summary>
    private readonly SemaphoreSlim _lines = new(1, 1);

    public async Task<Outcome<SaleConflict>> Resolve(ResolveConflict command) => (await ResolveAll([command]))[0];

    public async Task<ImmutableArray<Outcome<SaleConflict>>> ResolveAll(ImmutableArray<ResolveConflict> commands)
    {
        if ((await IsKnown() ? NotSetUp() : NotFound()) is { } refusal)
        {
            return [.. commands.Select(_ => (Outcome<SaleConflict>)refusal)];
        }

        // It is there before anything is decided: cut off, the decision is carried out by the next tick.
        await this.RegisterOrUpdateReminder(Watch, WatchPeriod, WatchPeriod);
        var outcomes = ImmutableArray.CreateBuilder<Outcome<SaleConflict>>(commands.Length);
        foreach (var command in commands)
        {
            // One by one, so that an import that runs is not kept from its lines for all of them.
            await _lines.WaitAsync(_ending.Token);
            try
            {
                outcomes.Add(await _resolving.Resolve(JobFor(command.Context), command));
            }
            finally
            {
                _lines.Release();
            }
        }

        await TellConflicts();
        return outcomes.MoveToImmutable();
    }

    /// <summary>What was decided and cut off, and what a changed mapping lets through. False: there is more to come.</summary>
    private async Task<bool> GoOnWaiting()
    {
        if (_state.State.Setup is null)
        {
            return true;
        }

        if (await _conflicts.Resolving(Id) is { IsEmpty: false } cutOff)
        {
            await _lines.WaitAsync(_ending.Token);
            try
            {
                await _resolving.Resume(JobFor(new CommandContext(cutOff[0].View.Resolution!.Command, cutOff[0].View.Resolution!.Who)));
            }
            finally
            {
                _lines.Release();
            }

            await TellConflicts();
        }

        return !await TakeWhatWaitsForMappings() && (await _conflicts.Resolving(Id)).IsEmpty;
    }

    /// <summary>
    /// Takes the waiting lines once more if one of them was last tried with older mappings. While an import runs, that is asked again at its end.
    /// </summary>
    private async Task<bool> TakeWhatWaitsForMappings()
    {
        if (_state.State.Setup is null || _ending.IsCancellationRequested || !await _inbox.WaitsForMappings(Id, _mappings.Version))
        {
            return false;
        }

        if (!_runs.ContainsKey(DistributorFunction.SalesImport))
        {
            var id = new CommandId(DerivedId.From(Id.Value, "waiting", $"{_mappings.Version} {_time.GetUtcNow().UtcTicks}"));
            await Start(new RunFunction(new CommandContext(id, "changed mappings"), DistributorFunction.SalesImport, Trigger: ExecutionTrigger.Mapping));
        }

        return true;
    }

    /// <summary>As they were set, or as the connector of the interface's type has it.</summary>
    private SaleRules Rules => _state.State.SaleRules ?? new SaleRules(_runner.Connector(_facts!.Type)?.PriceDifferences ?? PriceRule.Warn, []);

    /// <summary>What waits may go through by the new rules.</summary>
    public async Task<Outcome<SaleRules>> SetSaleRules(CommandContext context, SaleRules rules)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var fingerprint = FingerprintOf((rules.PriceDifferences, string.Join(' ', rules.Currencies)));
        if (Repeat(context.Id, fingerprint, () => Rules) is { } repeat)
        {
            return repeat;
        }

        if (SaleRules.Problem(rules) is { } problem)
        {
            return problem;
        }

        _state.State.SaleRules = rules;
        var saved = await Save(context.Id, fingerprint, () => Rules);
        if (_state.State.Setup is not null && !_runs.ContainsKey(DistributorFunction.SalesImport))
        {
            await Start(new RunFunction(context.Step("changed sale rules"), DistributorFunction.SalesImport, Trigger: ExecutionTrigger.Mapping));
        }

        return saved;
    }

    /// <summary>For what is done beside the runs: nobody follows its progress, and nothing is left out.</summary>
    private FunctionJob JobFor(CommandContext context)
    {
        var report = new ExecutionReport(FailureHistory.None(_time.GetUtcNow()));
        return new FunctionJob(
            _facts!,
            Link(),
            _state.State.LinkVersion,
            _state.State.Setup!.Contact,
            new MappingIndex(_mappings),
            new RunFunction(context, DistributorFunction.SalesImport),
            report,
            new RunControl(report, _time, _ => Task.FromResult(RunStanding.GoesOn)),
            [],
            null)
        {
            Lines = _lines,
            Rules = Rules,
        };
    }

    private async Task TellConflicts()
    {
        var open = new OpenConflicts(Id, await _conflicts.CountOpen(Id));
        await _observers.Notify(observer => observer.ConflictsChanged(open));
    }
}
