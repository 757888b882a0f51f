using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>
/// The holds and sales of a seat map by number, about 50 bytes for each. Numbers begin at 1 and are used again. The places of a sale form a
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
    private readonly SaleSlots _slots = new();
    private readonly SaleRecords _records;
    private int _highest;

    public SaleTable(int places)
    {
        _nextPlace = new int[places];
        _records = new SaleRecords(_slots, _nextPlace, holder => _holders[holder]);
        _holds = new IdTable(number => _slots[number].Id);
        _orders = new IdTable(number => _slots[number].Id);
        _tickets = new IdTable(number => _slots.Second(number));
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
                if (_slots[number].Kind == SaleKind.None)
                {
                    return number;
                }

                _free.Pop();
            }

            return checked(_highest + 1);
        }
    }

    public SaleRecord this[int number] => _records[number];

    public int? Find(HoldId hold) => _holds.Find(hold.Value);

    public int? Find(OrderId order) => _orders.Find(order.Value);

    public int? Find(TicketId ticket) => _tickets.Find(ticket.Value);

    /// <summary>Places that a customer of a holder holds now.</summary>
    public int PlacesHeldBy(string holder, string? customer) => _holders.PlacesOf(holder, customer);

    /// <summary>Whether this is a hold that ends at that moment.</summary>
    public bool IsHeldUntil(int number, long untilTicks) =>
        _slots[number].Kind == SaleKind.Held && _slots[number].UntilTicks == untilTicks;

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<int> PlacesOf(int number) => _records.PlacesOf(number);

    /// <summary>A new hold or sale, or a new end of a hold.</summary>
    public void Set(int number, SaleRecord record)
    {
        if (_slots[number].Kind == SaleKind.Held && record is SaleRecord.Held extended)
        {
            _slots.Change(number).UntilTicks = extended.Until.UtcTicks;
            return;
        }

        _highest = Math.Max(_highest, number);
        Count++;
        Make(number, record);
    }

    public void AddPlace(int number, int place)
    {
        ref var slot = ref _slots.Change(number);
        _nextPlace[place] = slot.LastPlace == None ? place : _nextPlace[slot.LastPlace];
        if (slot.LastPlace != None)
        {
            _nextPlace[slot.LastPlace] = place;
        }

        slot.LastPlace = place;
        slot.Places++;
        if (slot.Kind == SaleKind.Held)
        {
            _holders.AddPlace(slot.Holder);
        }
    }

    /// <returns>The hold that ended; null for a sale.</returns>
    public HoldId? End(int number)
    {
        ref var slot = ref _slots.Change(number);
        HoldId? ended = slot.Kind == SaleKind.Held ? new HoldId(slot.Id) : null;
        if (slot.Kind == SaleKind.Held)
        {
            _holds.Remove(number);
            _holders.Leave(slot.Holder, slot.Places);
            HoldCount--;
        }
        else
        {
            (slot.Interface == 0 ? _orders : _tickets).Remove(number);
        }

        _slots.SetSecond(number, Guid.Empty);
        slot = default;
        Count--;
        _free.Push(number);
        return ended;
    }

    /// <summary>What writes all of them as they are now, whatever becomes of them later.</summary>
    public Action<ByteWriter> Picture()
    {
        var (count, highest, holders) = (Count, _highest, _holders.Names());
        var records = new SaleRecords(_slots.Copy(), (int[])_nextPlace.Clone(), holder => holders[holder]);
        return to =>
        {
            to.Number(count);
            records.Write(to, highest);
        };
    }

    private void Make(int number, SaleRecord record)
    {
        ref var slot = ref _slots.Change(number);
        switch (record)
        {
            case SaleRecord.Held held:
                slot = new SaleSlot
                {
                    Kind = SaleKind.Held, Id = held.Hold.Value, UntilTicks = held.Until.UtcTicks, Holder = _holders.Enter(held.Holder, held.Customer), LastPlace = None,
                };
                _slots.SetSecond(number, held.Channel?.Value ?? Guid.Empty);
                _holds.Add(number);
                HoldCount++;
                break;
            case SaleRecord.Sold sold:
                slot = new SaleSlot
                {
                    Kind = SaleKind.Sold, Id = sold.Order.Value, Interface = sold.Interface, LastPlace = None,
                };
                _slots.SetSecond(number, sold.Ticket?.Value ?? sold.Channel?.Value ?? Guid.Empty);
                (sold.Interface == 0 ? _orders : _tickets).Add(number);
                break;
        }
    }
}
