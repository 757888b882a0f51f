using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>The bytes of what an entry changed: a tag, then what the tag says.</summary>
internal static class EffectCodec
{
    private enum Tag : byte
    {
        ContingentMet = 1,
        InterfaceMet,
        /// <summary>A hold under the id of the entry's command, for whoever sent it and for its channel.</summary>
        OwnHoldSet,
        HoldSet,
        SoldSet,
        SaleEnded,
        /// <summary>The places are those of the hold or sale that was set before.</summary>
        PlacesTaken,
        PlacesFreed,
        PlacesSet,
        ExportBegun,
        ToldByWord,
        /// <summary>Since format 2, as what follows.</summary>
        HoldForChannelSet,
        SaleEndedOf,
    }

    [Flags]
    private enum Ended : byte
    {
        Nothing = 0,
        Hold = 1,
        Order = 2,
        Customer = 4,
        Channel = 8,
    }

    public static void Write(ByteWriter to, SeatMapEffect effect, ref EntryFacts known)
    {
        switch (effect)
        {
            case SeatMapEffect.ContingentMet met:
                to.Byte((byte)Tag.ContingentMet);
                to.Id(met.Id.Value);
                to.Id(met.Channel?.Value ?? Guid.Empty);
                break;
            case SeatMapEffect.InterfaceMet met:
                to.Byte((byte)Tag.InterfaceMet);
                to.Id(met.Id.Value);
                to.Id(met.Channel.Value);
                break;
            case SeatMapEffect.ToldByWord told:
                to.Byte((byte)Tag.ToldByWord);
                to.Byte(told.Interface);
                break;
            case SeatMapEffect.SaleSet set:
                Write(to, set, known);
                known.Meet(set.Number, set.Record);
                break;
            case SeatMapEffect.SaleEnded ended:
                Write(to, ended);
                break;
            case SeatMapEffect.PlacesSet set:
                Write(to, set, known);
                known.Meet(set.Places);
                break;
            case SeatMapEffect.ExportBegun begun:
                to.Byte((byte)Tag.ExportBegun);
                to.Byte(begun.Interface);
                to.Number(begun.Version);
                break;
            default:
                throw new InvalidOperationException($"An effect of a kind that is not known: {effect.GetType().Name}.");
        }
    }

    public static SeatMapEffect Read(ref ByteReader from, ref EntryFacts known)
    {
        SeatMapEffect effect = (Tag)from.Byte() switch
        {
            Tag.ContingentMet => new SeatMapEffect.ContingentMet(new ContingentId(from.Id()), from.GivenId() is { } channel ? new SalesChannelId(channel) : null),
            Tag.InterfaceMet => new SeatMapEffect.InterfaceMet(new DistributorInterfaceId(from.Id()), new SalesChannelId(from.Id())),
            Tag.OwnHoldSet => new SeatMapEffect.SaleSet(from.Count(), ReadOwn(ref from, known)),
            Tag.HoldSet => new SeatMapEffect.SaleSet(from.Count(), SaleCodec.ReadHeld(ref from, hasChannel: false)),
            Tag.HoldForChannelSet => new SeatMapEffect.SaleSet(from.Count(), SaleCodec.ReadHeld(ref from, hasChannel: true)),
            Tag.SoldSet => new SeatMapEffect.SaleSet(from.Count(), SaleCodec.ReadSold(ref from)),
            Tag.SaleEnded => new SeatMapEffect.SaleEnded(from.Count(), (SaleEnd)from.Byte()),
            Tag.SaleEndedOf => ReadEnded(ref from),
            Tag.PlacesTaken => ReadPlaces(ref from, known.Sale),
            Tag.PlacesFreed => ReadPlaces(ref from, 0),
            Tag.PlacesSet => ReadPlaces(ref from, from.Count()),
            Tag.ToldByWord => new SeatMapEffect.ToldByWord(from.Byte()),
            Tag.ExportBegun => new SeatMapEffect.ExportBegun(from.Byte(), from.Number()),
            var tag => throw new InvalidDataException($"The journal has an effect {(byte)tag} that this program does not know."),
        };
        switch (effect)
        {
            case SeatMapEffect.SaleSet set:
                known.Meet(set.Number, set.Record);
                break;
            case SeatMapEffect.PlacesSet set:
                known.Meet(set.Places);
                break;
        }

        return effect;
    }

    private static void Write(ByteWriter to, SeatMapEffect.SaleSet set, in EntryFacts known)
    {
        switch (set.Record)
        {
            case SaleRecord.Held held when held.Hold.Value == known.Context!.Id.Value && held.Holder == known.Context.Who && held.Channel == known.Context.Channel:
                to.Byte((byte)Tag.OwnHoldSet);
                to.Number(set.Number);
                to.Difference(held.Until.UtcTicks - known.AtTicks);
                to.Text(held.Customer ?? "");
                break;
            case SaleRecord.Held held:
                to.Byte((byte)(held.Channel is null ? Tag.HoldSet : Tag.HoldForChannelSet));
                to.Number(set.Number);
                SaleCodec.Write(to, held);
                break;
            case SaleRecord.Sold sold:
                to.Byte((byte)Tag.SoldSet);
                to.Number(set.Number);
                SaleCodec.Write(to, sold);
                break;
        }
    }

    private static SaleRecord.Held ReadOwn(ref ByteReader from, in EntryFacts known) => new(
        new HoldId(known.Context!.Id.Value), from.Time(known.AtTicks), known.Context.Who, from.Text() is { Length: > 0 } customer ? customer : null, known.Context.Channel);

    private static void Write(ByteWriter to, SeatMapEffect.SaleEnded ended)
    {
        to.Byte((byte)Tag.SaleEndedOf);
        to.Number(ended.Number);
        to.Byte((byte)ended.Why);
        to.Byte((byte)((ended.Hold is null ? Ended.Nothing : Ended.Hold)
            | (ended.Order is null ? Ended.Nothing : Ended.Order)
            | (ended.Customer is null ? Ended.Nothing : Ended.Customer)
            | (ended.Channel is null ? Ended.Nothing : Ended.Channel)));
        if ((ended.Hold?.Value ?? ended.Order?.Value) is { } id)
        {
            to.Id(id);
        }

        if (ended.Customer is { } customer)
        {
            to.Text(customer);
        }

        if (ended.Channel is { } channel)
        {
            to.Id(channel.Value);
        }
    }

    private static SeatMapEffect.SaleEnded ReadEnded(ref ByteReader from)
    {
        var (number, why, given) = (from.Count(), (SaleEnd)from.Byte(), (Ended)from.Byte());
        return new SeatMapEffect.SaleEnded(
            number,
            why,
            given.HasFlag(Ended.Hold) ? new HoldId(from.Id()) : null,
            given.HasFlag(Ended.Order) ? new OrderId(from.Id()) : null,
            given.HasFlag(Ended.Customer) ? from.Text() : null,
            given.HasFlag(Ended.Channel) ? new SalesChannelId(from.Id()) : null);
    }

    private static void Write(ByteWriter to, SeatMapEffect.PlacesSet set, in EntryFacts known)
    {
        var sale = set.Facts.Sale;
        to.Byte((byte)(sale == 0 ? Tag.PlacesFreed : sale == known.Sale ? Tag.PlacesTaken : Tag.PlacesSet));
        if (sale != 0 && sale != known.Sale)
        {
            to.Number(sale);
        }

        to.Number((long)(set.Facts.Pack() & PlaceFacts.WithoutSale));
        to.Places(set.Places);
    }

    private static SeatMapEffect.PlacesSet ReadPlaces(ref ByteReader from, int sale) =>
        new(PlaceFacts.Unpack((ulong)(from.Number() & (long)PlaceFacts.WithoutSale)) with { Sale = sale }, from.Places());
}
