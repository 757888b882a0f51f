using System.Data.Common;
using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps.Journal;
using Distribution.SeatMaps.Live;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Dashboard;
using Orleans.Placement;

namespace Distribution.SeatMaps;

/// <summary>
/// Reentrant, because a command decides and changes the state in one turn without waiting, and only then waits for its batch: while
/// one write is under way, the next commands are decided and share the next write. Answers wait for everything that was decided before them.
/// Placed where there is most to spare: a performance on sale takes a core for itself, and two of them should not share one.
/// The dashboard does not count its calls, since counting costs as much as some of them.
/// </summary>
[Reentrant]
[NoProfiling]
[ResourceOptimizedPlacement]
internal sealed partial class SeatMapGrain(
    CatalogDirectory directory, SeatingPlanStore plans, PlaceIndexes indexes, SeatMapJournal journal, TimeProvider time, ILogger<SeatMapGrain> logger)
    : Grain, ISeatMapGrain
{
    private static readonly TimeSpan ExpiryCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(1);

    private readonly Admission _admission = new();
    private SeatMapEngine? _engine;
    private ConfirmedPlaces? _confirmed;
    private Publisher? _publisher;
    private JournalWriter? _writer;
    private Action<JournalEntry>? _journal;
    private SnapshotKeeper? _snapshots;
    private Refusal? _unopened;
    private PerformanceId? _id;
    private bool _ending;

    private PerformanceId Id => _id ??= new(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (this.GetPrimaryKey() != Guid.Empty && await directory.FindPerformance(Id) is { } performance)
            {
                await Open(performance, cancellationToken);
                return;
            }
        }
        catch (DbException failure)
        {
            OpenFailed(failure, Id);
            _unopened = new Refusal(RefusalCode.StorageFailed, Id.ToString(), "The seat map can't be read from the database just now. Send the same command again in a moment.");
        }

        // It answers that there is no such performance, or that it can't be opened, and ends soon, for that may change. Were it to end itself
        // here, its callers would be sent round until Orleans gives up.
        this.RegisterGrainTimer(EndUnknown, new GrainTimerCreationOptions(UnknownLifetime, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task Open(PerformanceFacts performance, CancellationToken cancellationToken)
    {
        var index = indexes.Of(await plans.Load(performance.Plan));
        var opening = await journal.Open(Id, cancellationToken);
        var state = opening.Restore(index);
        _engine = new SeatMapEngine(state);
        _confirmed = new ConfirmedPlaces(state);
        _publisher = new Publisher(opening.Epoch, performance.Plan, _confirmed, state.Parties, EveryTick, logger);
        _writer = new JournalWriter(journal, Id, opening.Epoch, state.Version, time, Confirm, End);
        _journal = _writer.Add;
        _snapshots = new SnapshotKeeper(journal, Id, opening, time);
        this.RegisterGrainTimer(ExpireHolds, new GrainTimerCreationOptions(ExpiryCheck, ExpiryCheck) { Interleave = true });
        Opened(Id, opening.Epoch, state.Version);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_writer is not null)
        {
            await _writer.Durable().WaitAsync(cancellationToken);
            await _snapshots!.Saving.WaitAsync(cancellationToken);
        }
    }

    public Task<Outcome<PlacesChanged>> Assign(AssignPlaces command) => Run(command, Changed);

    public Task<Outcome<PlacesChanged>> TakeBack(TakeBackPlaces command) => Run(command, Changed);

    public Task<Outcome<PlacesChanged>> Block(BlockPlaces command) => Run(command, Changed);

    public Task<Outcome<PlacesChanged>> Unblock(UnblockPlaces command) => Run(command, Changed);

    public Task<Outcome<MoveStep>> BeginMove(BeginMove command) => Run(command, Moved);

    public Task<Outcome<MoveStep>> FinishMove(FinishMove command) => Run(command, Moved);

    public Task<Outcome<MoveStep>> AbandonMove(AbandonMove command) => Run(command, Moved);

    public Task<Outcome<HoldView>> Hold(HoldPlaces command) => Run(command, Held);

    public Task<Outcome<HoldView>> HoldBest(HoldBestAvailable command) => Run(command, Held);

    public Task<Outcome<HoldView>> Extend(ExtendHold command) => Run(command, Held);

    public Task<Outcome<PlacesChanged>> Release(ReleaseHold command) => Run(command, Changed);

    public Task<Outcome<PlacesChanged>> Confirm(ConfirmHold command) => Run(command, Changed);

    public Task<Outcome<PlacesChanged>> Cancel(CancelSale command) => Run(command, Changed);

    public Task<Outcome<AllotmentIntent>> BeginExport(BeginExport command)
    {
        var before = _engine is null ? null : Preview(_engine.State, command.Interface, command.Channel, command.Except, command.From, command.Most);
        var last = _engine?.State.NumberOf(command.Interface) is { } number ? _engine.State.ExportVersion(number) : 0;
        return Run(command, (state, _, answer) => answer.Number > last
            ? before! with { Version = answer.Number }
            : SeatMapReads.Intent(state, ExportPlan.Again(state, state.NumberOf(command.Interface)!.Value), answer.Number, before!.Next));
    }

    public Task<Outcome<ExportRecorded>> RecordExport(RecordExport command) =>
        Run(command, (state, _, answer) => new ExportRecorded(SeatMapReads.Names(state, answer.Places), checked((int)answer.Number)));

    public Task<Outcome<AllotmentIntent>> PreviewExport(DistributorInterfaceId distributor, SalesChannelId channel, ExportExceptions? except) =>
        NotReady() is { } refusal
            ? Task.FromResult<Outcome<AllotmentIntent>>(refusal)
            : WhenDurable<AllotmentIntent>(Preview(_engine!.State, distributor, channel, except));

    public Task<Outcome<AllotmentList>> AllotmentOf(DistributorInterfaceId distributor) =>
        NotReady() is { } refusal
            ? Task.FromResult<Outcome<AllotmentList>>(refusal)
            : WhenDurable<AllotmentList>(SeatMapReads.Allotment(_engine!.State, distributor));

    public Task<Outcome<ImmutableArray<ChannelPlaces>>> PlacesOfChannel(SalesChannelId channel) =>
        Read(() => ChannelPlaces.Of(_confirmed!, _engine!.State, channel));

    public Task<Outcome<ImportedSale>> ImportSale(ImportSale command) => Run(command, Imported);

    public Task<Outcome<ImmutableArray<Outcome<ImportedSale>>>> ImportSales(ImmutableArray<ImportSale> commands) => commands.Length is 0 or > Distribution.SeatMaps.ImportSale.MaxAtOnce
        ? Task.FromResult<Outcome<ImmutableArray<Outcome<ImportedSale>>>>(
            new Refusal(RefusalCode.LimitExceeded, "commands", $"1 to {Distribution.SeatMaps.ImportSale.MaxAtOnce} sales are taken at once, not {commands.Length}."))
        : Run<ImmutableArray<Outcome<ImportedSale>>>(commands[0].Context.Who, now => ImmutableArray.CreateRange(commands, command => Decide(command, now, Imported)));

    public Task<Outcome<PlacesChanged>> CancelImportedSale(CancelImportedSale command) => Run(command, Changed);

    public Task<Outcome<ImportedSale>> Exchange(ExchangeSale command) => Run(command, Imported);

    public Task<Outcome<ImportedSale>> Reseat(ReseatSale command) => Run(command, Imported);

    public Task<Outcome<ImportedSale>> Overrule(OverruleSale command) => Run(command, Imported);

    public Task<Outcome<ImmutableArray<PlaceHolder?>>> HoldersOf(ImmutableArray<PlaceKey> places) => NotReady() is { } refusal
        ? Task.FromResult<Outcome<ImmutableArray<PlaceHolder?>>>(refusal)
        : WhenDurable<ImmutableArray<PlaceHolder?>>(
            ImmutableArray.CreateRange(places, place => _engine!.State.Index.Find(place) is { } number ? PlaceHolder.Of(_engine.State, number) : null));

    public Task<Outcome<HoldState>> HoldNow(HoldId hold)
    {
        if (NotReady() is { } refusal)
        {
            return Task.FromResult<Outcome<HoldState>>(refusal);
        }

        _engine!.ExpireHolds(time.GetUtcNow(), _journal!);
        return WhenDurable(SeatMapReads.Hold(_engine.State, Id, hold));
    }

    public Task<Outcome<ImportedSale>> Find(PlaceKey? place, AreaKey? area) => Task.FromResult(
        NotReady() is { } refusal ? refusal : SeatMapReads.Find(_engine!.State.Index, place, area));

    public Task<Outcome<SeatMapParties>> Parties() => NotReady() is { } refusal
        ? Task.FromResult<Outcome<SeatMapParties>>(refusal)
        : WhenDurable<SeatMapParties>(_engine!.State.Parties.View());

    public Task<Outcome<SeatMapCounts>> Counts() => Read(() => _confirmed!.Counts);

    public Task<Outcome<PlacePage>> Places(PlaceFilter filter, int? after, int first) =>
        SeatMapReads.CheckPage(after, first) is { } invalid
            ? Task.FromResult<Outcome<PlacePage>>(invalid)
            : Read(() => SeatMapReads.Page(_confirmed!, _engine!.State, filter, after, first));

    public Task<Outcome<SeatMapImage>> Watch(ISeatMapObserver observer) =>
        Task.FromResult(NotReady() is { } refusal ? (Outcome<SeatMapImage>)refusal : _publisher!.Watch(observer));

    public Task<Outcome<SeatMapPosition>> Renew(ISeatMapObserver observer) =>
        Task.FromResult(NotReady() is { } refusal ? (Outcome<SeatMapPosition>)refusal : _publisher!.Renew(observer));

    public Task Unwatch(ISeatMapObserver observer)
    {
        _publisher?.Unwatch(observer);
        return Task.CompletedTask;
    }

    private static PlacesChanged Changed(SeatMapState state, ISeatMapCommand command, Answer answer) =>
        new(answer.Version, SeatMapReads.Names(state, answer.Places), checked((int)answer.Number));

    private static ImportedSale Imported(SeatMapState state, ISeatMapCommand command, Answer answer) =>
        new(answer.Places[0], state.Index.Name(answer.Places[0]), state.Index.CategoryCode(answer.Places[0]), answer.Warning);

    private static MoveStep Moved(SeatMapState state, ISeatMapCommand command, Answer answer) =>
        new(answer.Places, SeatMapReads.Names(state, answer.Places), checked((int)answer.Number));

    private HoldView Held(SeatMapState state, ISeatMapCommand command, Answer answer) => new(
        (command as ExtendHold)?.Hold ?? new HoldId(command.Context.Id.Value),
        SeatMapReads.Names(state, answer.Places),
        answer.Until!.Value,
        answer.Version,
        Id,
        command is HoldBestAvailable && answer.Number != 0 ? (Seating)answer.Number : null);

    public Task<Outcome<ImportedSale>> PreviewSale(ImportSale command, TicketId? replaces) => NotReady() is { } refusal
        ? Task.FromResult<Outcome<ImportedSale>>(refusal)
        : WhenDurable(Preview(replaces is { } old ? new ExchangeSale(command, old) : command));

    private static AllotmentIntent Preview(
        SeatMapState state, DistributorInterfaceId distributor, SalesChannelId channel, ExportExceptions? except, int from = 0, int most = int.MaxValue - 1)
    {
        var (plan, next) = ExportPlan.Of(state, state.NumberOf(distributor) ?? 0, channel).Without(state, except ?? ExportExceptions.None).PartFrom(state, from, most);
        return SeatMapReads.Intent(state, plan, 0, next);
    }

    private Outcome<ImportedSale> Preview(ISeatMapCommand sale)
    {
        var decision = sale.Decide(_engine!.State, time.GetUtcNow());
        return decision.Refusals.IsEmpty ? Imported(_engine.State, sale, decision.Answer) : new Outcome<ImportedSale>.Refused(decision.Refusals);
    }

    private Task<Outcome<T>> Run<T>(ISeatMapCommand command, Func<SeatMapState, ISeatMapCommand, Answer, T> view) =>
        Run(command.Context.Who, now => Decide(command, now, view));

    /// <param name="decide">Decides and changes, in this turn.</param>
    private Task<Outcome<T>> Run<T>(string who, Func<DateTimeOffset, Outcome<T>> decide)
    {
        if ((NotReady() ?? _admission.Check(who, Id)) is { } refusal)
        {
            return Task.FromResult<Outcome<T>>(refusal);
        }

        var now = time.GetUtcNow();
        _engine!.ExpireHolds(now, _journal!);
        var outcome = decide(now);
        var waiting = new WaitingCaller<T>(this, who, outcome);
        return _writer!.Await(waiting) ? waiting.Enter() : Task.FromResult(outcome);
    }

    private Outcome<T> Decide<T>(ISeatMapCommand command, DateTimeOffset now, Func<SeatMapState, ISeatMapCommand, Answer, T> view) =>
        _engine!.Execute(command, now, _journal!) switch
        {
            Outcome<Answer>.Done { Value: var answer } => view(_engine.State, command, answer),
            var refused => new Outcome<T>.Refused(((Outcome<Answer>.Refused)refused).Refusals),
        };

    /// <summary>Of what is durable: a reader waits for a write only where holds have just run out.</summary>
    private async Task<Outcome<T>> Read<T>(Func<T> read)
    {
        if (NotReady() is { } refusal)
        {
            return refusal;
        }

        if (_engine!.State.TryPeekDue(time.GetUtcNow(), out _))
        {
            _engine.ExpireHolds(time.GetUtcNow(), _journal!);
            if (!await _writer!.Durable())
            {
                return Broken();
            }
        }

        return read();
    }

    /// <summary>What was seen may rest on changes that are still being written.</summary>
    private async Task<Outcome<T>> WhenDurable<T>(Outcome<T> outcome) => await _writer!.Durable() ? outcome : Broken();

    /// <summary>The next entries are durable.</summary>
    private void Confirm(IReadOnlyList<JournalEntry> entries)
    {
        _publisher!.Confirm(entries);
        _snapshots!.Consider(_engine!.State, _writer!);
    }

    /// <summary>Ends this activation where what was decided isn't durable: the next one starts from what is stored.</summary>
    private void End()
    {
        if (!_ending)
        {
            _ending = true;
            TellEnd();
            DeactivateOnIdle();
        }
    }

    private void TellEnd()
    {
        if (_writer!.Failure is { } failure)
        {
            AppendFailed(failure, Id);
        }
        else
        {
            Fenced(Id);
        }
    }

    private IGrainTimer EveryTick(TimeSpan period, Func<CancellationToken, Task> tick) =>
        this.RegisterGrainTimer(tick, new GrainTimerCreationOptions(period, period) { Interleave = true });

    private Refusal? NotReady() => this switch
    {
        { _unopened: { } failed } => failed,
        { _engine: null } => new Refusal(RefusalCode.NotFound, this.GetPrimaryKey().ToString(), "There is no such performance."),
        { _writer.IsBroken: true } => Broken(),
        _ => null,
    };

    private Refusal Broken() =>
        new(RefusalCode.StorageFailed, Id.ToString(), "The change could not be made durable, or it is not known whether it was. Send the same command again in a moment.");

    private Task EndUnknown(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task ExpireHolds(CancellationToken cancellationToken)
    {
        if (_snapshots?.TakeFailure() is { } failure)
        {
            SnapshotFailed(failure, Id);
        }

        if (_writer is { IsBroken: false })
        {
            _engine!.ExpireHolds(time.GetUtcNow(), _journal!);
            await _writer.Durable();
        }
    }

    /// <summary>Someone whose command is decided, until that is durable.</summary>
    private sealed class WaitingCaller<T>(SeatMapGrain grain, string who, Outcome<T> outcome) : TaskCompletionSource<Outcome<T>>, IAwaitsDurability
    {
        public Task<Outcome<T>> Enter()
        {
            grain._admission.Enter(who);
            return Task;
        }

        public void Settle(bool durable)
        {
            grain._admission.Leave(who);
            SetResult(durable ? outcome : grain.Broken());
        }
    }
}
