using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Live;

/// <summary>
/// A seat map at one version, as a process knows it that does not run its grain. It never changes, so any number of readers use it at once: what
/// comes in makes the next one. What readers ask for is worked out once and shared by all readers of the version.
/// Only what is durable gets here, so a version is the same seat map in every process and every epoch.
/// </summary>
public sealed class SeatMapReplica
{
    /// <summary>Bytes of a place in <see cref="State"/>.</summary>
    public const int StateSize = sizeof(ushort);

    /// <summary>Bytes of a place in <see cref="ChangesSince"/>.</summary>
    public const int ChangeSize = sizeof(int) + StateSize;

    /// <summary>Who follows is a tick or a few behind; what others ask for is made for them alone, lest all of it be kept.</summary>
    private const int SharedTicks = 20;

    private readonly PlaceIndex _index;
    private readonly Parties _parties;
    private readonly FactPages _facts;
    private readonly ChangeHistory _history;
    private readonly ConcurrentDictionary<int, ReadOnlyMemory<byte>> _changes = new();

    // Whoever comes first while it is made makes it too, rather than wait.
    private readonly Lazy<ReadOnlyMemory<byte>> _state;
    private readonly Lazy<SeatMapCounts> _counts;

    private SeatMapReplica(PlaceIndex index, PlanHash plan, long epoch, long version, KnownParties known, Parties parties, FactPages facts, ChangeHistory history)
    {
        _index = index;
        _parties = parties;
        _facts = facts;
        _history = history;
        _state = new(PackState, LazyThreadSafetyMode.PublicationOnly);
        _counts = new(Count, LazyThreadSafetyMode.PublicationOnly);
        Plan = plan;
        Epoch = epoch;
        Version = version;
        Parties = known;
    }

    public PlanHash Plan { get; }

    /// <summary>Of the activation of the seat map that this comes from. It grows when the seat map starts again, here or on another silo.</summary>
    public long Epoch { get; }

    public long Version { get; }

    public KnownParties Parties { get; }

    public int PlaceCount => _index.Count;

    /// <summary>
    /// Two bytes for each place in the plan's order, the low one first: bits 0–9 the number of its contingent, 10 whether it is blocked, 11–12 its
    /// <see cref="SaleStatus"/>, 13–14 its <see cref="OfferStage"/>.
    /// </summary>
    public ReadOnlyMemory<byte> State => _state.Value;

    public SeatMapCounts Counts => _counts.Value;

    public static SeatMapReplica Of(SeatMapImage image, SeatingPlan plan, PlaceIndexes indexes)
    {
        var index = indexes.Of(plan);
        var facts = new FactPages(PlaceBytes.ReadAll(image.Places, index.Count));
        return new SeatMapReplica(index, image.Plan, image.Epoch, image.Version, image.Parties, PartiesOf(image.Parties), facts, new ChangeHistory(index.Count));
    }

    /// <summary>The replica after a delta; this one where it is already past it. Null where something between the two was missed.</summary>
    public SeatMapReplica? After(SeatMapDelta delta)
    {
        if (delta.Epoch != Epoch || delta.From > Version)
        {
            return delta.Epoch < Epoch ? this : null;
        }

        return delta.To <= Version ? this : Next(delta.Epoch, delta.To, delta.Parties, PlaceBytes.Read(delta.Changes), complete: true);
    }

    /// <summary>
    /// The replica as a later image shows it, with what is different as its last change: who follows does not start again when the seat map does.
    /// An image of an activation that was replaced since changes nothing.
    /// </summary>
    public SeatMapReplica After(SeatMapImage image) =>
        image.Epoch < Epoch || image.Version < Version
            ? this
            : Next(image.Epoch, image.Version, image.Parties, _facts.DifferencesTo(PlaceBytes.ReadAll(image.Places, PlaceCount)), complete: false);

    /// <summary>
    /// What changed since a version: for each place its number in four bytes and its state in two, as in <see cref="State"/>. It may name places that
    /// are as they were. Null where this is not known any more, or the version is still to come.
    /// </summary>
    public ReadOnlyMemory<byte>? ChangesSince(long version)
    {
        if (version == Version)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (version > Version || _history.TicksSince(version) is not { } ticks)
        {
            return null;
        }

        return ticks <= SharedTicks ? _changes.GetOrAdd(ticks, PackChanges) : PackChanges(ticks);
    }

    /// <summary>The code of the seat category of a place by its name; null where there is no such place.</summary>
    public string? CategoryOf(string name) => _index.FindNamed(name) is { } place ? _index.CategoryCode(place) : null;

    /// <summary>As <see cref="ISeatMapGrain.Places"/>, but until when a place is held and under which order it is sold only the seat map knows.</summary>
    public Outcome<PlacePage> Places(PlaceFilter filter, int? after, int first) =>
        SeatMapReads.CheckPage(after, first) is { } invalid
            ? invalid
            : SeatMapReads.Page(Version, _index, _parties, FactsOf, (_, _) => null, filter, after, first);

    private static Parties PartiesOf(KnownParties known)
    {
        var parties = new Parties();
        foreach (var contingent in known.Contingents)
        {
            parties.Add(contingent.Contingent, contingent.Channel);
        }

        foreach (var distributor in known.Interfaces)
        {
            parties.Add(distributor.Interface, distributor.Channel);
        }

        return parties;
    }

    private SeatMapReplica Next(long epoch, long version, KnownParties? parties, List<(int Place, ulong Facts)> changes, bool complete)
    {
        var history = version == Version ? _history : _history.With(Version, version, [.. changes.Select(change => change.Place)], complete);
        return new SeatMapReplica(
            _index, Plan, epoch, version, parties ?? Parties, parties is null ? _parties : PartiesOf(parties), _facts.With(changes), history);
    }

    private PlaceFacts FactsOf(int place) => PlaceFacts.Unpack(_facts[place]);

    private ushort StateOf(int place) => (ushort)(_facts[place] & PlaceFacts.State);

    private ReadOnlyMemory<byte> PackState()
    {
        var state = new byte[PlaceCount * StateSize];
        for (var place = 0; place < PlaceCount; place++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(state.AsSpan(place * StateSize), StateOf(place));
        }

        return state;
    }

    private ReadOnlyMemory<byte> PackChanges(int lastTicks)
    {
        var places = _history.PlacesOf(lastTicks).ToImmutableArray();
        var changes = new byte[places.Length * ChangeSize];
        var to = changes.AsSpan();
        foreach (var place in places)
        {
            BinaryPrimitives.WriteInt32LittleEndian(to, place);
            BinaryPrimitives.WriteUInt16LittleEndian(to[sizeof(int)..], StateOf(place));
            to = to[ChangeSize..];
        }

        return changes;
    }

    private SeatMapCounts Count()
    {
        var tally = new Tally(_index, _parties);
        for (var place = 0; place < PlaceCount; place++)
        {
            tally.Add(place, FactsOf(place));
        }

        return tally.Counts(Version);
    }
}
