using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// The holds and sales of a seat map by number, about 70 bytes for each. Numbers begin at 1 and are used again. The places of a sale form a
/// ring: each knows the next, and the sale knows its last.
/// </summary>
internal sealed class SaleTable
{
    private const int None = -1;

    private readonly int[] _nextPlace;
    private readonly Holders _holders = new();
    private readonly IdTable _holds;
    private readonly IdTable _orders;
    private readonly IdTable _tickets;
    private readonly Stack<int> _free = [];
    private Slot[] _slots = new Slot[16];
    private int _highest;

    public SaleTable(int places)
    {
        _nextPlace = new int[places];
        _holds = new IdTable(number => _slots[number].Id);
        _orders = new IdTable(number => _slots[number].Id);
        _tickets = new IdTable(number => _slots[number].Ticket);
    }

    /// <summary>Holds and sales that there are now.</summary>
    public int Count { get; private set; }

    /// <summary>Holds among them.</summary>
    public int HoldCount { get; private set; }

    /// <summary>The number that the next hold or sale is to have.</summary>
    public int Next
    {
        get
        {
            while (_free.TryPeek(out var number))
            {
                if (_slots[number].Kind == Kind.None)
                {
                    return number;
                }

                _free.Pop();
            }

            return checked(_highest + 1);
        }
    }

    public SaleRecord this[int number]
    {
        get
        {
            ref readonly var slot = ref _slots[number];
            if (slot.Kind == Kind.Held)
            {
                var (holder, customer) = _holders[slot.Holder];
                return new SaleRecord.Held(new HoldId(slot.Id), new DateTimeOffset(slot.UntilTicks, TimeSpan.Zero), holder, customer);
            }

            return slot.Kind == Kind.Sold
                ? new SaleRecord.Sold(new OrderId(slot.Id), slot.Ticket == Guid.Empty ? null : new TicketId(slot.Ticket), slot.Interface)
                : throw new InvalidOperationException($"There is no sale {number}.");
        }
    }

    public int? Find(HoldId hold) => _holds.Find(hold.Value);

    public int? Find(OrderId order) => _orders.Find(order.Value);

    public int? Find(TicketId ticket) => _tickets.Find(ticket.Value);

    /// <summary>Places that a customer of a holder holds now.</summary>
    public int PlacesHeldBy(string holder, string? customer) => _holders.PlacesOf(holder, customer);

    /// <summary>Whether this is a hold that ends at that moment.</summary>
    public bool IsHeldUntil(int number, long untilTicks) =>
        number < _slots.Length && _slots[number].Kind == Kind.Held && _slots[number].UntilTicks == untilTicks;

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<int> PlacesOf(int number)
    {
        var places = new int[_slots[number].Places];
        var place = _slots[number].LastPlace;
        for (var i = 0; i < places.Length; i++)
        {
            place = _nextPlace[place];
            places[i] = place;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(places);
    }

    /// <summary>A new hold or sale, or a new end of a hold.</summary>
    public void Set(int number, SaleRecord record)
    {
        if (number < _slots.Length && _slots[number].Kind == Kind.Held && record is SaleRecord.Held extended)
        {
            _slots[number].UntilTicks = extended.Until.UtcTicks;
            return;
        }

        if (number >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(_slots.Length * 2, number + 1));
        }

        _highest = Math.Max(_highest, number);
        Count++;
        Make(number, record);
    }

    public void AddPlace(int number, int place)
    {
        ref var slot = ref _slots[number];
        _nextPlace[place] = slot.LastPlace == None ? place : _nextPlace[slot.LastPlace];
        if (slot.LastPlace != None)
        {
            _nextPlace[slot.LastPlace] = place;
        }

        slot.LastPlace = place;
        slot.Places++;
        if (slot.Kind == Kind.Held)
        {
            _holders.AddPlace(slot.Holder);
        }
    }

    /// <returns>The hold that ended; null for a sale.</returns>
    public HoldId? End(int number)
    {
        ref var slot = ref _slots[number];
        HoldId? ended = slot.Kind == Kind.Held ? new HoldId(slot.Id) : null;
        if (slot.Kind == Kind.Held)
        {
            _holds.Remove(number);
            _holders.Leave(slot.Holder, slot.Places);
            HoldCount--;
        }
        else
        {
            (slot.Ticket == Guid.Empty ? _orders : _tickets).Remove(number);
        }

        slot = default;
        Count--;
        _free.Push(number);
        return ended;
    }

    public IEnumerable<int> Numbers() => Enumerable.Range(1, _highest).Where(number => _slots[number].Kind != Kind.None);

    private void Make(int number, SaleRecord record)
    {
        ref var slot = ref _slots[number];
        switch (record)
        {
            case SaleRecord.Held held:
                slot = new Slot
                {
                    Kind = Kind.Held, Id = held.Hold.Value, UntilTicks = held.Until.UtcTicks, Holder = _holders.Enter(held.Holder, held.Customer), LastPlace = None,
                };
                _holds.Add(number);
                HoldCount++;
                break;
            case SaleRecord.Sold sold:
                slot = new Slot
                {
                    Kind = Kind.Sold, Id = sold.Order.Value, Ticket = sold.Ticket?.Value ?? Guid.Empty, Interface = sold.Interface, LastPlace = None,
                };
                (sold.Ticket is null ? _orders : _tickets).Add(number);
                break;
        }
    }

    private enum Kind : byte
    {
        None,
        Held,
        Sold,
    }

    /// <summary>A hold or a sale. A sale with a ticket is a distributor's; several of these may be of one order.</summary>
    private record struct Slot
    {
        public Guid Id;
        public Guid Ticket;
        public long UntilTicks;
        public int Holder;
        public int LastPlace;
        public int Places;
        public Kind Kind;
        public byte Interface;
    }
}
