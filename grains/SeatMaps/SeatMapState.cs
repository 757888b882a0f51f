using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps.Availability;

namespace Distribution.SeatMaps;

/// <summary>
/// All facts of one seat map in memory. Only <see cref="Apply"/> changes it, and what it applies was decided elsewhere.
/// Every place that is not free points at a record in <see cref="Sale"/>, and no record is without places.
/// </summary>
internal sealed class SeatMapState
{
    /// <summary>How long a command id and the end of a hold are remembered, unless more than <see cref="MaxRemembered"/> came since.</summary>
    public static readonly TimeSpan CommandWindow = TimeSpan.FromHours(24);

    public const int MaxRemembered = 200_000;

    private readonly PlaceFacts[] _places;
    private readonly List<(ContingentId Id, SalesChannelId? Channel)> _contingents = [];
    private readonly List<(DistributorInterfaceId Id, SalesChannelId Channel, long Version)> _interfaces = [];
    private readonly Dictionary<int, SaleRecord> _sales = [];
    private readonly Dictionary<HoldId, int> _holds = [];
    private readonly Dictionary<HoldId, SaleEnd> _endedHolds = [];
    private readonly Dictionary<TicketId, int> _tickets = [];
    private readonly Dictionary<OrderId, int> _orders = [];
    private readonly Dictionary<int, int[]> _placesOfSale = [];
    private readonly PriorityQueue<int, DateTimeOffset> _holdEnds = new();
    private readonly Dictionary<CommandId, JournalEntry> _remembered = [];
    private readonly Queue<JournalEntry> _rememberedInOrder = [];
    private readonly Queue<(HoldId Hold, long Version)> _endedInOrder = [];

    public SeatMapState(PlaceIndex index)
    {
        Index = index;
        _places = new PlaceFacts[index.Count];
        Holdable = new HoldablePlaces(this);
    }

    public PlaceIndex Index { get; }

    public HoldablePlaces Holdable { get; }

    public long Version { get; private set; }

    public int LastSale { get; private set; }

    public int ContingentCount => _contingents.Count;

    public int InterfaceCount => _interfaces.Count;

    public PlaceFacts this[int place] => _places[place];

    public ReadOnlySpan<PlaceFacts> Places => _places;

    /// <summary>The number of a contingent, or null when no place was ever in it.</summary>
    public ushort? NumberOf(ContingentId contingent)
    {
        var at = _contingents.FindIndex(c => c.Id == contingent);
        return at < 0 ? null : checked((ushort)(at + 1));
    }

    public byte? NumberOf(DistributorInterfaceId distributor)
    {
        var at = _interfaces.FindIndex(i => i.Id == distributor);
        return at < 0 ? null : checked((byte)(at + 1));
    }

    public ContingentId ContingentAt(ushort number) => _contingents[number - 1].Id;

    public DistributorInterfaceId InterfaceAt(byte number) => _interfaces[number - 1].Id;

    public long ExportVersion(byte number) => _interfaces[number - 1].Version;

    /// <summary>The external channel that sells a contingent's places; null for the pool and for internal contingents.</summary>
    public SalesChannelId? ChannelOf(ushort contingent) => contingent == 0 ? null : _contingents[contingent - 1].Channel;

    public SalesChannelId ChannelOfInterface(byte number) => _interfaces[number - 1].Channel;

    /// <summary>The first contingent of a channel here, where a place goes that its distributor sold without having it.</summary>
    public ushort? FirstContingentOf(SalesChannelId channel)
    {
        var at = _contingents.FindIndex(c => c.Channel == channel);
        return at < 0 ? null : checked((ushort)(at + 1));
    }

    public SaleRecord Sale(int number) => _sales[number];

    public ReadOnlySpan<int> PlacesOfSale(int number) => _placesOfSale[number];

    public int? Find(HoldId hold) => _holds.TryGetValue(hold, out var number) ? number : null;

    public int? Find(TicketId ticket) => _tickets.TryGetValue(ticket, out var number) ? number : null;

    public int? Find(OrderId order) => _orders.TryGetValue(order, out var number) ? number : null;

    public SaleEnd? EndOf(HoldId hold) => _endedHolds.TryGetValue(hold, out var end) ? end : null;

    public JournalEntry? Find(CommandId command) => _remembered.GetValueOrDefault(command);

    /// <summary>A hold that is due at this moment; the earliest first.</summary>
    public bool TryPeekDue(DateTimeOffset now, out int sale)
    {
        while (_holdEnds.TryPeek(out sale, out var until) && until <= now)
        {
            if (_sales.TryGetValue(sale, out var record) && record is SaleRecord.Held held && held.Until == until)
            {
                return true;
            }

            _holdEnds.Dequeue();
        }

        return false;
    }

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
        Remember(entry);
    }

    private void Apply(SeatMapEffect effect)
    {
        switch (effect)
        {
            case SeatMapEffect.ContingentMet met:
                _contingents.Add((met.Id, met.Channel));
                break;
            case SeatMapEffect.InterfaceMet met:
                _interfaces.Add((met.Id, met.Channel, 0));
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
                _interfaces[begun.Interface - 1] = _interfaces[begun.Interface - 1] with { Version = begun.Version };
                break;
            default:
                throw new InvalidOperationException($"An effect of a kind that is not known: {effect.GetType().Name}.");
        }
    }

    private void Set(PlaceFacts facts, ImmutableArray<int> places)
    {
        foreach (var place in places)
        {
            Holdable.Changed(place, _places[place], facts);
            _places[place] = facts;
        }

        if (facts.Sale != 0 && !_placesOfSale.ContainsKey(facts.Sale))
        {
            _placesOfSale[facts.Sale] = [.. places];
        }
        else if (facts.Sale != 0)
        {
            _placesOfSale[facts.Sale] = [.. _placesOfSale[facts.Sale].Union(places)];
        }
    }

    private void Set(int number, SaleRecord record)
    {
        _sales[number] = record;
        LastSale = Math.Max(LastSale, number);
        switch (record)
        {
            case SaleRecord.Held held:
                _holds[held.Hold] = number;
                _holdEnds.Enqueue(number, held.Until);
                break;
            case SaleRecord.Sold { Ticket: { } ticket }:
                _tickets[ticket] = number;
                break;
            case SaleRecord.Sold sold:
                _orders[sold.Order] = number;
                break;
        }
    }

    private void End(int number, SaleEnd why)
    {
        _ = _sales.Remove(number, out var record);
        _placesOfSale.Remove(number);
        switch (record)
        {
            case SaleRecord.Held held:
                _holds.Remove(held.Hold);
                _endedHolds[held.Hold] = why;
                _endedInOrder.Enqueue((held.Hold, Version + 1));
                break;
            case SaleRecord.Sold { Ticket: { } ticket }:
                _tickets.Remove(ticket);
                break;
            case SaleRecord.Sold sold:
                _orders.Remove(sold.Order);
                break;
        }
    }

    private void Remember(JournalEntry entry)
    {
        _remembered[entry.Context.Id] = entry;
        _rememberedInOrder.Enqueue(entry);
        while (_rememberedInOrder.Count > MaxRemembered || entry.At - _rememberedInOrder.Peek().At > CommandWindow)
        {
            var oldest = _rememberedInOrder.Dequeue();
            _remembered.Remove(oldest.Context.Id);
            while (_endedInOrder.TryPeek(out var ended) && ended.Version <= oldest.Version)
            {
                _endedHolds.Remove(_endedInOrder.Dequeue().Hold);
            }
        }
    }
}
