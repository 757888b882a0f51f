using System.Collections.Immutable;
using System.Text;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// The bytes of a journal row: a format byte, then entries one after another. Whole numbers are 7-bit encoded and places are
/// written as differences, so that a run of neighbours costs a byte each.
/// </summary>
internal static class JournalCodec
{
    private const byte Format = 1;

    private enum Tag : byte
    {
        ContingentMet = 1,
        InterfaceMet,
        HoldSet,
        SoldSet,
        SaleEnded,
        PlacesSet,
        ExportBegun,
    }

    public static byte[] Encode(IReadOnlyCollection<JournalEntry> entries)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt(entries.Count);
        foreach (var entry in entries)
        {
            Write(writer, entry);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static IReadOnlyList<JournalEntry> Decode(byte[] row)
    {
        using var reader = new BinaryReader(new MemoryStream(row, writable: false), Encoding.UTF8);
        var format = reader.ReadByte();
        if (format != Format)
        {
            throw new InvalidDataException($"This journal row has format {format}; this program reads format {Format}. It was written by a newer program.");
        }

        var entries = new JournalEntry[reader.Read7BitEncodedInt()];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = ReadEntry(reader);
        }

        return entries;
    }

    private static void Write(BinaryWriter writer, JournalEntry entry)
    {
        writer.Write7BitEncodedInt64(entry.Version);
        writer.Write(entry.Context.Id.Value);
        writer.Write(entry.Context.Who);
        writer.Write(entry.Context.Channel?.Value ?? Guid.Empty);
        writer.Write(entry.Context.Execution?.Value ?? Guid.Empty);
        writer.Write(entry.Fingerprint);
        writer.Write(entry.At);
        writer.Write7BitEncodedInt(entry.Effects.Length);
        foreach (var effect in entry.Effects)
        {
            Write(writer, effect);
        }

        writer.Write(entry.Answer.Places);
        writer.Write(entry.Answer.Until is not null);
        writer.Write(entry.Answer.Until ?? DateTimeOffset.UnixEpoch);
        writer.Write7BitEncodedInt64(entry.Answer.Number);
        writer.Write(entry.Answer.Warning ?? "");
    }

    private static JournalEntry ReadEntry(BinaryReader reader)
    {
        var version = reader.Read7BitEncodedInt64();
        var id = new CommandId(reader.ReadGuid());
        var who = reader.ReadString();
        var channel = reader.ReadGuid();
        var execution = reader.ReadGuid();
        var context = new CommandContext(
            id, who, channel == Guid.Empty ? null : new SalesChannelId(channel), execution == Guid.Empty ? null : new ExecutionId(execution));
        var fingerprint = reader.ReadUInt64();
        var at = reader.ReadTime();
        var effects = ImmutableArray.CreateBuilder<SeatMapEffect>(reader.Read7BitEncodedInt());
        for (var i = effects.Capacity; i > 0; i--)
        {
            effects.Add(ReadEffect(reader));
        }

        var places = reader.ReadPlaces();
        var hasUntil = reader.ReadBoolean();
        var until = reader.ReadTime();
        var number = reader.Read7BitEncodedInt64();
        var warning = reader.ReadString();
        return new JournalEntry(
            version, context, fingerprint, at, effects.ToImmutable(), new Answer(places, hasUntil ? until : null, number, warning.Length == 0 ? null : warning));
    }

    private static void Write(BinaryWriter writer, SeatMapEffect effect)
    {
        switch (effect)
        {
            case SeatMapEffect.ContingentMet met:
                writer.Write((byte)Tag.ContingentMet);
                writer.Write(met.Id.Value);
                writer.Write(met.Channel?.Value ?? Guid.Empty);
                break;
            case SeatMapEffect.InterfaceMet met:
                writer.Write((byte)Tag.InterfaceMet);
                writer.Write(met.Id.Value);
                writer.Write(met.Channel.Value);
                break;
            case SeatMapEffect.SaleSet { Record: SaleRecord.Held held } set:
                writer.Write((byte)Tag.HoldSet);
                writer.Write7BitEncodedInt(set.Number);
                writer.Write(held.Hold.Value);
                writer.Write(held.Until);
                writer.Write(held.Holder);
                break;
            case SeatMapEffect.SaleSet { Record: SaleRecord.Sold sold } set:
                writer.Write((byte)Tag.SoldSet);
                writer.Write7BitEncodedInt(set.Number);
                writer.Write(sold.Order.Value);
                writer.Write(sold.Ticket?.Value ?? Guid.Empty);
                writer.Write(sold.Interface);
                break;
            case SeatMapEffect.SaleEnded ended:
                writer.Write((byte)Tag.SaleEnded);
                writer.Write7BitEncodedInt(ended.Number);
                writer.Write((byte)ended.Why);
                break;
            case SeatMapEffect.PlacesSet set:
                writer.Write((byte)Tag.PlacesSet);
                Write(writer, set.Facts);
                writer.Write(set.Places);
                break;
            case SeatMapEffect.ExportBegun begun:
                writer.Write((byte)Tag.ExportBegun);
                writer.Write(begun.Interface);
                writer.Write7BitEncodedInt64(begun.Version);
                break;
            default:
                throw new InvalidOperationException($"An effect of a kind that is not known: {effect.GetType().Name}.");
        }
    }

    private static SeatMapEffect ReadEffect(BinaryReader reader) => (Tag)reader.ReadByte() switch
    {
        Tag.ContingentMet => new SeatMapEffect.ContingentMet(
            new ContingentId(reader.ReadGuid()), reader.ReadGuid() is var channel && channel == Guid.Empty ? null : new SalesChannelId(channel)),
        Tag.InterfaceMet => new SeatMapEffect.InterfaceMet(new DistributorInterfaceId(reader.ReadGuid()), new SalesChannelId(reader.ReadGuid())),
        Tag.HoldSet => new SeatMapEffect.SaleSet(
            reader.Read7BitEncodedInt(), new SaleRecord.Held(new HoldId(reader.ReadGuid()), reader.ReadTime(), reader.ReadString())),
        Tag.SoldSet => new SeatMapEffect.SaleSet(
            reader.Read7BitEncodedInt(),
            new SaleRecord.Sold(
                new OrderId(reader.ReadGuid()), reader.ReadGuid() is var ticket && ticket == Guid.Empty ? null : new TicketId(ticket), reader.ReadByte())),
        Tag.SaleEnded => new SeatMapEffect.SaleEnded(reader.Read7BitEncodedInt(), (SaleEnd)reader.ReadByte()),
        Tag.PlacesSet => new SeatMapEffect.PlacesSet(ReadFacts(reader), reader.ReadPlaces()),
        Tag.ExportBegun => new SeatMapEffect.ExportBegun(reader.ReadByte(), reader.Read7BitEncodedInt64()),
        var tag => throw new InvalidDataException($"The journal has an effect {tag} that this program does not know."),
    };

    private static void Write(BinaryWriter writer, PlaceFacts facts)
    {
        writer.Write7BitEncodedInt(facts.Contingent);
        writer.Write(facts.Blocked);
        writer.Write((byte)facts.Status);
        writer.Write7BitEncodedInt(facts.Sale);
        writer.Write(facts.Offeree);
        writer.Write((byte)facts.Offer);
        writer.Write7BitEncodedInt(facts.OfferedFrom);
    }

    private static PlaceFacts ReadFacts(BinaryReader reader) => new(
        checked((ushort)reader.Read7BitEncodedInt()),
        reader.ReadBoolean(),
        (SaleStatus)reader.ReadByte(),
        reader.Read7BitEncodedInt(),
        reader.ReadByte(),
        (OfferStage)reader.ReadByte(),
        checked((ushort)reader.Read7BitEncodedInt()));

    private static void Write(this BinaryWriter writer, ImmutableArray<int> places)
    {
        writer.Write7BitEncodedInt(places.Length);
        var last = 0;
        foreach (var place in places)
        {
            writer.Write7BitEncodedInt((place - last << 1) ^ (place - last >> 31));
            last = place;
        }
    }

    private static ImmutableArray<int> ReadPlaces(this BinaryReader reader)
    {
        var places = ImmutableArray.CreateBuilder<int>(reader.Read7BitEncodedInt());
        var last = 0;
        for (var i = places.Capacity; i > 0; i--)
        {
            var zigzag = reader.Read7BitEncodedInt();
            last += (int)((uint)zigzag >> 1) ^ -(zigzag & 1);
            places.Add(last);
        }

        return places.ToImmutable();
    }

    private static void Write(this BinaryWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        writer.Write(bytes);
    }

    private static Guid ReadGuid(this BinaryReader reader)
    {
        Span<byte> bytes = stackalloc byte[16];
        reader.BaseStream.ReadExactly(bytes);
        return new Guid(bytes);
    }

    private static void Write(this BinaryWriter writer, DateTimeOffset value) => writer.Write7BitEncodedInt64(value.UtcTicks);

    private static DateTimeOffset ReadTime(this BinaryReader reader) => new(reader.Read7BitEncodedInt64(), TimeSpan.Zero);
}
