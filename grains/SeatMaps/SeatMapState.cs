using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps.Availability;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>
/// All facts of one seat map in memory, as decided. Only <see cref="Apply"/> changes it, and what it applies was decided elsewhere.
/// Every place that is not free points at a record in <see cref="Sale"/>, and no record is without places.
/// </summary>
internal sealed class SeatMapState
{
    private readonly ulong[] _places;
    private readonly SaleTable _sales;
    private readonly HoldEnds _holdEnds;
    private readonly CommandMemory _commands;
    // The version that ended each, and in the lowest three bits how.
    private readonly RecentIds<long> _endedHolds;

    public SeatMapState(PlaceIndex index)
    {
        Index = index;
        Parties = new Parties();
        _places = new ulong[index.Count];
        _sales = new SaleTable(index.Count);
        _holdEnds = new HoldEnds(_sales);
        _commands = new CommandMemory();
        _endedHolds = new RecentIds<long>();
        Holdable = new HoldablePlaces(this);
    }

    public PlaceIndex Index { get; }

    /// <summary>The contingents and interfaces that were met so far, and their numbers.</summary>
    public Parties Parties { get; }

    /// <summary>What can be held, found without looking at every place.</summary>
    public HoldablePlaces Holdable { get; }

    public long Version { get; private set; }

    public PlaceFacts this[int place] => PlaceFacts.Unpack(_places[place]);

    /// <summary>The number that the next hold or sale is to have.</summary>
    public int NextSale => _sales.Next;

    public int SaleCount => _sales.Count;

    /// <summary>Commands that are remembered.</summary>
    public int CommandCount => _commands.Count;

    public ushort? NumberOf(ContingentId contingent) => Parties.NumberOf(contingent);

    public byte? NumberOf(DistributorInterfaceId distributor) => Parties.NumberOf(distributor);

    public int ContingentCount => Parties.ContingentCount;

    public int InterfaceCount => Parties.InterfaceCount;

    public ContingentId ContingentAt(ushort number) => Parties.ContingentAt(number);

    public DistributorInterfaceId InterfaceAt(byte number) => Parties.InterfaceAt(number);

    public long ExportVersion(byte number) => Parties.ExportVersion(number);

    /// <summary>The external channel that sells a contingent's places; null for the pool and for internal contingents.</summary>
    public SalesChannelId? ChannelOf(ushort contingent) => Parties.ChannelOf(contingent);

    public SalesChannelId ChannelOfInterface(byte number) => Parties.ChannelOfInterface(number);

    public SaleRecord Sale(int number) => _sales[number];

    /// <summary>In the order in which they came to it.</summary>
    public ImmutableArray<int> PlacesOfSale(int number) => _sales.PlacesOf(number);

    public int? Find(HoldId hold) => _sales.Find(hold);

    public int? Find(TicketId ticket) => _sales.Find(ticket);

    /// <summary>The venue's own sale under an order.</summary>
    public int? Find(OrderId order) => _sales.Find(order);

    public SaleEnd? EndOf(HoldId hold) => _endedHolds.Find(hold.Value) is { } end ? (SaleEnd)(end & 7) : null;

    /// <summary>The command that ended a hold, and what it was answered.</summary>
    public (ulong Fingerprint, Answer Answer)? CommandThatEnded(HoldId hold) => _endedHolds.Find(hold.Value) is { } end ? _commands.At(end >> 3) : null;

    /// <summary>A command that was accepted, and what it was answered.</summary>
    public (ulong Fingerprint, Answer Answer)? Find(CommandId command) => _commands.Find(command);

    /// <summary>Places that a customer of a holder holds now.</summary>
    public int PlacesHeldBy(string holder, string? customer) => _sales.PlacesHeldBy(holder, customer);

    /// <summary>A hold that is due at this moment; the earliest first.</summary>
    public bool TryPeekDue(DateTimeOffset now, out int sale) => _holdEnds.TryPeekDue(now.UtcTicks, out sale);

    public void Apply(JournalEntry entry)
    {
        if (entry.Version != Version + 1)
        {
            throw new InvalidOperationException($"Journal entry {entry.Version} does not follow version {Version}.");
        }

        foreach (var effect in entry.Effects)
        {
            Apply(effect);
        }

        Version = entry.Version;
        _commands.Add(entry.Context.Id, entry.Fingerprint, entry.At, entry.Version, entry.Answer);
        Forget(entry.At);
    }

    /// <summary>
    /// What writes everything as it is now, as <see cref="Read"/> reads it, at any time and off the grain's scheduler. Taking it copies places, holds and
    /// sales, about 3 MB of a large map; what is only ever added to is shared.
    /// </summary>
    public Action<ByteWriter> Picture()
    {
        var (version, places, sales, commands, ended) = (Version, (ulong[])_places.Clone(), _sales.Picture(), _commands.Take(), _endedHolds.Take());
        var parties = Parties.Picture();
        return to =>
        {
            to.Number(version);
            parties(to);
            sales(to);
            SnapshotCodec.Write(to, places);
            commands.Write(to);
            to.Number(ended.Count);
            for (var turn = 0; turn < ended.Count; turn++)
            {
                to.Id(ended[turn].Id);
                to.Number(ended[turn].Value);
            }
        };
    }

    /// <summary>Only into a state that is new.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of another seating plan.</exception>
    public void Read(ref ByteReader from)
    {
        Version = from.Number();
        Parties.Read(ref from);
        for (var count = from.Length(); count > 0; count--)
        {
            var (number, record, places) = SnapshotCodec.ReadSale(ref from, Index.Count);
            Set(number, record);
            foreach (var place in places)
            {
                _sales.AddPlace(number, place);
            }
        }

        SnapshotCodec.Read(ref from, _places);
        _commands.Read(ref from);
        for (var count = from.Length(); count > 0; count--)
        {
            _endedHolds.Add(from.Id(), from.Number());
        }
    }

    private void Apply(SeatMapEffect effect)
    {
        switch (effect)
        {
            case SeatMapEffect.ContingentMet met:
                Parties.Add(met.Id, met.Channel);
                break;
            case SeatMapEffect.InterfaceMet met:
                Parties.Add(met.Id, met.Channel);
                break;
            case SeatMapEffect.ToldByWord told:
                Parties.SetByWord(told.Interface);
                break;
            case SeatMapEffect.SaleSet set:
                Set(set.Number, set.Record);
                break;
            case SeatMapEffect.SaleEnded ended:
                End(ended.Number, ended.Why);
                break;
            case SeatMapEffect.PlacesSet set:
                Set(set.Facts, set.Places);
                break;
            case SeatMapEffect.ExportBegun begun:
                Parties.BeginExport(begun.Interface, begun.Version);
                break;
            default:
                throw new InvalidOperationException($"An effect of a kind that is not known: {effect.GetType().Name}.");
        }
    }

    private void Set(PlaceFacts facts, ImmutableArray<int> places)
    {
        var packed = facts.Pack();
        foreach (var place in places)
        {
            var before = PlaceFacts.Unpack(_places[place]);
            Holdable.Changed(place, before, facts);
            _places[place] = packed;
            if (facts.Sale != 0 && facts.Sale != before.Sale)
            {
                _sales.AddPlace(facts.Sale, place);
            }
        }
    }

    private void Set(int number, SaleRecord record)
    {
        _sales.Set(number, record);
        if (record is SaleRecord.Held held)
        {
            _holdEnds.Add(number, held.Until.UtcTicks);
        }
    }

    private void End(int number, SaleEnd why)
    {
        if (_sales.End(number) is { } hold)
        {
            _endedHolds.Add(hold.Value, ((Version + 1) << 3) | (long)why);
        }
    }

    /// <summary>The end of a hold is remembered as long as the command that ended it.</summary>
    private void Forget(DateTimeOffset now)
    {
        while (_commands.TryForget(now, out var version))
        {
            while (_endedHolds.Count > 0 && _endedHolds.Oldest.Value >> 3 <= version)
            {
                _endedHolds.DropOldest();
            }
        }
    }
}
