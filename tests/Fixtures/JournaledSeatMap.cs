using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// A seat map driven as its grain drives it: due holds end before each command. Every entry also goes through its bytes into
/// a second seat map, a replica, which knows nothing but the journal.
/// </summary>
internal sealed class JournaledSeatMap
{
    private readonly SeatMapEngine _engine;
    private readonly SeatMapState _replica;
    private readonly List<JournalEntry> _entries = [];

    public JournaledSeatMap(SeatingPlan plan)
    {
        Index = new PlaceIndex(plan);
        _engine = new SeatMapEngine(new SeatMapState(Index));
        _replica = new SeatMapState(Index);
    }

    public PlaceIndex Index { get; }

    public SeatMapState State => _engine.State;

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public Outcome<Answer> Execute(ISeatMapCommand command, DateTimeOffset now)
    {
        ExpireHolds(now);
        return _engine.Execute(command, now, Write);
    }

    public void ExpireHolds(DateTimeOffset now) => _engine.ExpireHolds(now, Write);

    /// <summary>What the next export of an interface would send; see <see cref="ISeatMapGrain.PreviewExport"/>.</summary>
    public AllotmentIntent Preview(DistributorInterfaceId distributor, SalesChannelId channel) =>
        SeatMapReads.Intent(State, ExportPlan.Of(State, State.NumberOf(distributor) ?? 0, channel), 0);

    /// <summary>A seat map of its own that was built from all entries so far, several to a row, as after a restart.</summary>
    public SeatMapEngine Replayed(int entriesPerRow = 3)
    {
        var state = new SeatMapState(Index);
        foreach (var row in _entries.Chunk(entriesPerRow))
        {
            Apply(state, row);
        }

        return new SeatMapEngine(state);
    }

    /// <summary>The replica, to which every entry came by its bytes, is the same seat map.</summary>
    public void ShouldEqualItsReplica() => ShouldBeSame(_replica, State);

    /// <summary>Two seat maps of one plan: the same in every place, hold, sale, contingent, interface and remembered command.</summary>
    public void ShouldBeSame(SeatMapState actual, SeatMapState expected)
    {
        actual.Version.ShouldBe(expected.Version);
        for (var place = 0; place < Index.Count; place++)
        {
            if (actual[place] != expected[place] || RecordOf(actual, place) != RecordOf(expected, place))
            {
                throw new InvalidOperationException(
                    $"Place {Index.Name(place)} is {actual[place]} {RecordOf(actual, place)}, not {expected[place]} {RecordOf(expected, place)}.");
            }
        }

        Numbered(actual).ShouldBe(Numbered(expected));
    }

    private static SaleRecord? RecordOf(SeatMapState state, int place) => state[place].IsFree ? null : state.Sale(state[place].Sale);

    private static IEnumerable<object?> Numbered(SeatMapState state) =>
    [
        .. Enumerable.Range(1, state.ContingentCount).Select(number => (object)(state.ContingentAt((ushort)number), state.ChannelOf((ushort)number))),
        .. Enumerable.Range(1, state.InterfaceCount).Select(number =>
            (object)(state.InterfaceAt((byte)number), state.ChannelOfInterface((byte)number), state.ExportVersion((byte)number))),
    ];

    private static void Apply(SeatMapState state, JournalEntry[] entries)
    {
        foreach (var entry in JournalCodec.Decode(JournalCodec.Encode(entries)))
        {
            state.Apply(entry);
        }
    }

    private void Write(JournalEntry entry)
    {
        _entries.Add(entry);
        Apply(_replica, [entry]);
    }
}
