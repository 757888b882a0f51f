using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Distribution.Primitives;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>Reads holds and sales out of their slots, those of a <see cref="SaleTable"/> or copies of them.</summary>
/// <param name="nextPlace">For each place the one that came to its sale after it; for the last of a sale, the first.</param>
/// <param name="holderOf">The names behind <see cref="SaleSlot.Holder"/>.</param>
internal sealed class SaleRecords(SaleSlots slots, int[] nextPlace, Func<int, (string Holder, string? Customer)> holderOf)
{
    public SaleRecord this[int number]
    {
        get
        {
            ref readonly var slot = ref slots[number];
            Guid? second = slot.Kind != SaleKind.None && slots.Second(number) is var id && id != Guid.Empty ? id : null;
            switch (slot)
            {
                case { Kind: SaleKind.Held }:
                    var (holder, customer) = holderOf(slot.Holder);
                    return new SaleRecord.Held(new HoldId(slot.Id), new DateTimeOffset(slot.UntilTicks, TimeSpan.Zero), holder, customer, Channel(second));
                case { Kind: SaleKind.Sold, Interface: 0 }:
                    return new SaleRecord.Sold(new OrderId(slot.Id), null, 0, Channel(second));
                case { Kind: SaleKind.Sold }:
                    return new SaleRecord.Sold(new OrderId(slot.Id), new TicketId(second!.Value), slot.Interface);
                default:
                    throw new InvalidOperationException($"There is no sale {number}.");
            }
        }
    }

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<int> PlacesOf(int number)
    {
        var places = new int[slots[number].Places];
        var place = slots[number].LastPlace;
        for (var i = 0; i < places.Length; i++)
        {
            place = nextPlace[place];
            places[i] = place;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(places);
    }

    public void Write(ByteWriter to, int highest)
    {
        for (var number = 1; number <= highest; number++)
        {
            if (slots[number].Kind != SaleKind.None)
            {
                SnapshotCodec.Write(to, number, this[number], PlacesOf(number));
            }
        }
    }

    private static SalesChannelId? Channel(Guid? id) => id is { } channel ? new SalesChannelId(channel) : null;
}
