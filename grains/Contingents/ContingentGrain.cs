using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Microsoft.Extensions.Logging;

namespace Distribution.Contingents;

/// <summary>
/// Knows which channel the contingent is tied to, and carries its moves through. What a place is, the seat map alone says; this
/// grain keeps only how far each move has come, so that a move goes on after a restart.
/// </summary>
internal sealed partial class ContingentGrain(
    [PersistentState("contingent")] IPersistentState<ContingentState> state,
    CatalogDirectory directory,
    ConnectorCatalog connectors,
    MoveDriver driver,
    TimeProvider time,
    ILogger<ContingentGrain> logger) : Grain, IContingentGrain, IRemindable
{
    private const string GoOn = "move";
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _saving = new(1, 1);
    private Task _driving = Task.CompletedTask;
    private bool _driveAgain;

    // The move that a command is beginning: were the driver to begin it too, the slower of them would undo what the faster one kept.
    private MoveId? _beginning;
    private ContingentKey _key;
    /// <summary>Of performance and contingent the one that there is not.</summary>
    private string? _missing;

    private ContingentFacts? _facts;

    private ISeatMapGrain SeatMap => GrainFactory.GetGrain<ISeatMapGrain>(_key.Performance.Value);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await IsKnown() && state.State.UnderWay.Any())
        {
            Drive();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _driving.WaitAsync(cancellationToken);
        _ending.Dispose();
        _saving.Dispose();
    }

    public Task<Outcome<PlacesChanged>> Assign(CommandContext context, PlaceSelection selection) =>
        OnSeatMap(async map => await map.Assign(new AssignPlaces(context, await RefTo(_facts!), selection)));

    public Task<Outcome<PlacesChanged>> TakeBack(CommandContext context, PlaceSelection selection) =>
        OnSeatMap(map => map.TakeBack(new TakeBackPlaces(context, _key.Contingent, selection)));

    public Task<Outcome<PlacesChanged>> Block(CommandContext context, PlaceSelection selection) =>
        OnSeatMap(map => map.Block(new BlockPlaces(context, _key.Contingent, selection)));

    public Task<Outcome<PlacesChanged>> Unblock(CommandContext context, PlaceSelection selection) =>
        OnSeatMap(map => map.Unblock(new UnblockPlaces(context, _key.Contingent, selection)));

    public async Task<Outcome<Move>> Move(MovePlaces command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var id = new MoveId(command.Context.Id.Value);
        if (state.State.Find(id) is { View.Phase: not MovePhase.Refused } earlier)
        {
            return Same(earlier, command)
                ? earlier.View
                : new Refusal(RefusalCode.CommandMismatch, id.ToString(), "This command id was used before for another move. Use a new id for a new move.");
        }

        if (await Problem(command) is { } problem)
        {
            return problem;
        }

        var to = (await directory.FindContingent(command.To))!;
        var view = new Move(id, _key.Performance, _key.Contingent, command.To, MovePhase.Blocking, [], [], 0, null, null, null);
        await this.RegisterOrUpdateReminder(GoOn, RetryPeriod, RetryPeriod);
        var record = new MoveRecord(view, command.Context, command.Selection, await RefTo(to), [], [], 0);
        _beginning = id;
        try
        {
            await Keep(record);
            return await driver.Begin(record, Keep);
        }
        finally
        {
            _beginning = null;
            Drive();
        }
    }

    public async Task<Outcome<Move>> Abandon(CommandContext context, MoveId move)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (state.State.Find(move) is not { } record)
        {
            return new Refusal(RefusalCode.NotFound, move.ToString(), "This contingent has no such move.");
        }

        // Whether its places were blocked may not be known yet; asked again, the seat map says which.
        if (record.View.Phase is MovePhase.Blocking && await driver.Begin(record, Keep) is Outcome<Move>.Refused unknown
            && state.State.Find(move) is { View.Phase: MovePhase.Blocking })
        {
            return unknown;
        }

        record = state.State.Find(move)!;
        if (record.View.Phase is MovePhase.Abandoned or MovePhase.Refused)
        {
            return record.View;
        }

        if (record.View.Phase is not MovePhase.Withdrawing)
        {
            return MovedAlready(move);
        }

        var abandoned = await SeatMap.AbandonMove(new AbandonMove(context.Step("abandon"), _key.Contingent, record.Places));
        if (abandoned is Outcome<MoveStep>.Refused refused)
        {
            return new Outcome<Move>.Refused(refused.Refusals);
        }

        // The driver went on meanwhile: it may have handed the last places over just before.
        record = state.State.Find(move)!;
        if (record.View.Phase is not MovePhase.Withdrawing)
        {
            return MovedAlready(move);
        }

        await Keep(record with { View = record.View with { Phase = MovePhase.Abandoned, Waiting = 0, Problem = null } });
        return state.State.Find(move)!.View;
    }

    public async Task<Outcome<Move>> WaitFor(MoveId move, TimeSpan atMost)
    {
        if (state.State.Find(move) is { View.IsOver: false } && atMost > TimeSpan.Zero)
        {
            await Task.WhenAny(_driving, Task.Delay(atMost < MaxWait ? atMost : MaxWait, time));
        }

        return state.State.Find(move) is { } record
            ? record.View
            : new Refusal(RefusalCode.NotFound, move.ToString(), "This contingent has no such move.");
    }

    public async Task<Outcome<ContingentView>> Get()
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var counts = await SeatMap.Counts();
        return counts.Match<Outcome<ContingentView>>(
            done => ContingentReads.View(_key.Performance, _facts!, done, [.. state.State.Moves.Select(move => move.View)]),
            refusals => new Outcome<ContingentView>.Refused(refusals));
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_facts is not null && state.State.UnderWay.Any())
        {
            Drive();
        }
        else if (await this.GetReminder(GoOn) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <summary>With the interface that has the places from now on, where no export tells its distributor.</summary>
    private async Task<ContingentRef> RefTo(ContingentFacts contingent)
    {
        var distributor = contingent.ExternalChannel is { } channel ? await directory.InterfaceOfChannel(channel) : null;
        var isByWord = distributor is not null && connectors.Find(distributor.Type) is { Capabilities: { Export: false, ByWord: true } };
        return new ContingentRef(contingent.Contingent, contingent.ExternalChannel, isByWord ? distributor!.Interface : null);
    }

    private static bool Same(MoveRecord earlier, MovePlaces command) =>
        earlier.To.Id == command.To
        && earlier.Selection.Places.SequenceEqual(command.Selection.Places)
        && earlier.Selection.Areas.SequenceEqual(command.Selection.Areas);

    private async Task<Refusal?> Problem(MovePlaces command)
    {
        if (command.To == _key.Contingent)
        {
            return new Refusal(RefusalCode.Invalid, "to", "The places are in this contingent already. Name another one.");
        }

        if (await directory.FindContingent(command.To) is not { } to || to.Venue != _facts!.Venue)
        {
            return new Refusal(RefusalCode.NotFound, command.To.ToString(), "There is no such contingent in this venue.");
        }

        return state.State.UnderWay.Count() < ContingentState.MaxUnderWay
            ? null
            : new Refusal(RefusalCode.LimitExceeded, _key.ToString(), $"At most {ContingentState.MaxUnderWay} moves out of a contingent run at once. Wait until one is done.");
    }

    /// <summary>Carries all moves on, as one task at a time, on this grain's scheduler.</summary>
    private void Drive()
    {
        _driveAgain = true;
        if (_driving.IsCompleted)
        {
            _driving = DriveAll();
        }
    }

    private async Task DriveAll()
    {
        await Task.Yield();
        while (_driveAgain && !_ending.IsCancellationRequested)
        {
            _driveAgain = false;
            foreach (var record in state.State.UnderWay.Where(move => move.View.Id != _beginning).ToList())
            {
                await DriveOne(record);
            }
        }
    }

    private async Task DriveOne(MoveRecord record)
    {
        try
        {
            await driver.Drive(record, _facts!, Keep, _ending.Token);
        }
        catch (OperationCanceledException)
        {
            MoveInterrupted(record.View.Id);
        }
#pragma warning disable CA1031 // One move that can't go on must not stop the others; it is tried again at the next reminder.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            MoveFailed(exception, record.View.Id);
        }
    }

    /// <summary>A command and the driver may both want to keep something: one after the other.</summary>
    /// <exception cref="OperationCanceledException">The move was given up meanwhile: it does not go on.</exception>
    private async Task Keep(MoveRecord record)
    {
        await _saving.WaitAsync();
        try
        {
            var given = state.State.Find(record.View.Id);
            var isGivenUp = given is { View.Phase: MovePhase.Abandoned };
            if (!isGivenUp || record.View.Moved.Length > given!.View.Moved.Length)
            {
                // What was handed over just before the end stays moved, and is told.
                state.State.Put(isGivenUp ? given! with { View = given.View with { Moved = record.View.Moved } } : record);
                await state.WriteStateAsync();
            }

            if (isGivenUp)
            {
                throw new OperationCanceledException("The move was given up.");
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What is in memory is not what is stored: the next call starts from the store.
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task<Outcome<PlacesChanged>> OnSeatMap(Func<ISeatMapGrain, Task<Outcome<PlacesChanged>>> command) =>
        await IsKnown() ? await command(SeatMap) : NotFound();

    /// <summary>
    /// What was not there is looked for at every call, since it may have been created. A grain that ended itself at its start instead
    /// would have its callers sent round until Orleans gives up.
    /// </summary>
    private async ValueTask<bool> IsKnown()
    {
        if (_facts is null && ContingentKey.Parse(this.GetPrimaryKeyString()) is { } key)
        {
            var performance = await directory.FindPerformance(key.Performance);
            var contingent = await directory.FindContingent(key.Contingent);
            _missing = performance is null ? key.Performance.ToString() : key.Contingent.ToString();
            (_key, _facts) = performance is not null && contingent?.Venue == performance.Venue ? (key, contingent) : (_key, _facts);
        }

        return _facts is not null;
    }

    private static Refusal MovedAlready(MoveId move) =>
        new(RefusalCode.WrongState, move.ToString(), "The places have moved already. To bring them back, move them the other way.");

    private Refusal NotFound() => new(RefusalCode.NotFound, _missing ?? this.GetPrimaryKeyString(), "There is no such performance and contingent in one venue.");

    [LoggerMessage(LogLevel.Information, "Move {Move} was given up, or its process ends; it goes on elsewhere.")]
    private partial void MoveInterrupted(MoveId move);

    [LoggerMessage(LogLevel.Error, "Move {Move} can't go on for now.")]
    private partial void MoveFailed(Exception exception, MoveId move);
}
