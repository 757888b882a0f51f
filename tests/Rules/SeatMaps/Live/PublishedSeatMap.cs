using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Live;
using Distribution.Tests.Fixtures;
using Distribution.Tests.Rules.SeatingPlans;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distribution.Tests.Rules.SeatMaps.Live;

/// <summary>
/// A seat map with its publisher as the grain has them, driven by hand: what is decided becomes durable later, ticks come when they are called, and
/// messages can be lost. It remembers how it was at every version that became durable.
/// </summary>
internal sealed class PublishedSeatMap : ISeatMapObserver
{
    public static readonly PlaceIndexes Indexes = new();

    private static readonly PlanHash Hash = new(new string('a', PlanHash.Length));

    private readonly List<JournalEntry> _journal = [];
    private readonly List<JournalEntry> _undurable = [];
    private SeatMapState _state;
    private Publisher _publisher;
    private Func<CancellationToken, Task> _tick = _ => Task.CompletedTask;

    public PublishedSeatMap()
    {
        (_state, Confirmed, _publisher) = Open();
        DurableStates.Add(0, StateOf(Confirmed));
    }

    /// <summary>Three seats and 248 standing places.</summary>
    public static SeatingPlan Plan { get; } = Plans.ImportCsv(Plans.Csv, Plans.Standing).Accepted();

    public long Epoch { get; private set; }

    public ConfirmedPlaces Confirmed { get; private set; }

    /// <summary>By version.</summary>
    public Dictionary<long, byte[]> DurableStates { get; } = [];

    /// <summary>What the observer was sent and did not take yet.</summary>
    public Queue<SeatMapDelta> Sent { get; } = new();

    public bool IsTicking { get; private set; }

    public Task Changed(SeatMapDelta delta)
    {
        Sent.Enqueue(delta);
        return Task.CompletedTask;
    }

    public SeatMapImage Watch() => _publisher.Watch(this);

    public SeatMapPosition Renew() => _publisher.Renew(this);

    public void Unwatch() => _publisher.Unwatch(this);

    public SeatMapReplica Replica() => SeatMapReplica.Of(Watch(), Plan, Indexes);

    public Task Tick() => _tick(CancellationToken.None);

    /// <summary>Decided, and no more than that.</summary>
    public void Decide(params ImmutableArray<SeatMapEffect> effects)
    {
        var context = new CommandContext(NewId.Of<CommandId>(), "marie");
        var entry = new JournalEntry(_state.Version + 1, SeatMapAction.AssignPlaces, context, 0, DateTimeOffset.UnixEpoch, effects, Answer.Nothing);
        _state.Apply(entry);
        _undurable.Add(entry);
    }

    public void MakeDurable()
    {
        foreach (var entry in _undurable)
        {
            _publisher.Confirm([entry]);
            DurableStates.Add(Confirmed.Version, StateOf(Confirmed));
        }

        _journal.AddRange(_undurable);
        _undurable.Clear();
    }

    public void Change(params ImmutableArray<SeatMapEffect> effects)
    {
        Decide(effects);
        MakeDurable();
    }

    /// <summary>Another activation: of what was decided it has what was durable.</summary>
    public void Restart()
    {
        _undurable.Clear();
        (_state, Confirmed, _publisher) = Open();
    }

    public static SeatMapEffect Assigned(int contingent, params ImmutableArray<int> places) =>
        new SeatMapEffect.PlacesSet(new PlaceFacts(checked((ushort)contingent), false, SaleStatus.Free, 0, 0, OfferStage.None, 0), places);

    public static SeatMapEffect NewContingent() => new SeatMapEffect.ContingentMet(NewId.Of<ContingentId>(), null);

    public static SeatMapEffect NewInterface() => new SeatMapEffect.InterfaceMet(NewId.Of<DistributorInterfaceId>(), NewId.Of<SalesChannelId>());

    private (SeatMapState, ConfirmedPlaces, Publisher) Open()
    {
        var state = new SeatMapState(Indexes.Of(Plan));
        foreach (var entry in _journal)
        {
            state.Apply(entry);
        }

        Epoch++;
        IsTicking = false;
        var confirmed = new ConfirmedPlaces(state);
        return (state, confirmed, new Publisher(Epoch, Hash, confirmed, state.Parties, EveryTick, NullLogger.Instance));
    }

    private Timer EveryTick(TimeSpan period, Func<CancellationToken, Task> tick)
    {
        (_tick, IsTicking) = (tick, true);
        return new Timer(this);
    }

    /// <summary>As <see cref="SeatMapReplica.State"/> is described.</summary>
    private static byte[] StateOf(ConfirmedPlaces places) =>
    [
        .. Enumerable.Range(0, places.Count).SelectMany(place =>
            BitConverter.GetBytes((ushort)(places[place].Contingent | (places[place].Blocked ? 1 << 10 : 0) | (int)places[place].Status << 11 | (int)places[place].Offer << 13))),
    ];

    private sealed class Timer(PublishedSeatMap map) : IDisposable
    {
        public void Dispose() => map.IsTicking = false;
    }
}
