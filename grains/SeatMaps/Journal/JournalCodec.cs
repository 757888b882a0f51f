using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>The bytes of a journal row: a format byte, then entries one after another to its end.</summary>
internal static class JournalCodec
{
    public const byte Format = 1;

    [Flags]
    private enum Given : byte
    {
        Nothing = 0,
        Channel = 1,
        Execution = 2,
        Until = 4,
        Warning = 8,
    }

    private enum Tag : byte
    {
        ContingentMet = 1,
        InterfaceMet,
        HoldSet,
        SoldSet,
        SaleEnded,
        PlacesSet,
        ExportBegun,
        ToldByWord,
    }

    public static byte[] Encode(IEnumerable<JournalEntry> entries)
    {
        var row = new ByteWriter();
        row.Byte(Format);
        foreach (var entry in entries)
        {
            Write(row, entry);
        }

        return row.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are damaged, or of a format that this program does not know.</exception>
    public static IReadOnlyList<JournalEntry> Decode(byte[] row)
    {
        var from = new ByteReader(row);
        CheckFormat(from.Byte(), "journal row");
        var entries = new List<JournalEntry>();
        while (!from.IsAtEnd)
        {
            entries.Add(Read(ref from));
        }

        return entries;
    }

    public static void CheckFormat(byte format, string what)
    {
        if (format != Format)
        {
            throw new InvalidDataException($"This {what} has format {format}; this program reads format {Format}. It was written by a newer program.");
        }
    }

    public static void Write(ByteWriter to, JournalEntry entry)
    {
        var context = entry.Context;
        to.Number(entry.Version);
        to.Byte((byte)entry.Action);
        to.Id(context.Id.Value);
        to.Text(context.Who);
        to.Byte((byte)((context.Channel is null ? Given.Nothing : Given.Channel) | (context.Execution is null ? Given.Nothing : Given.Execution)));
        WriteId(to, context.Channel?.Value);
        WriteId(to, context.Execution?.Value);
        to.Fixed(entry.Fingerprint);
        to.Number(entry.At.UtcTicks);
        to.Number(entry.Effects.Length);
        foreach (var effect in entry.Effects)
        {
            Write(to, effect);
        }

        Write(to, entry.Answer);
    }

    public static void Write(ByteWriter to, Answer answer)
    {
        to.Byte((byte)((answer.Until is null ? Given.Nothing : Given.Until) | (answer.Warning is null ? Given.Nothing : Given.Warning)));
        to.Places(answer.Places);
        to.Difference(answer.Number);
        if (answer.Until is { } until)
        {
            to.Number(until.UtcTicks);
        }

        if (answer.Warning is { } warning)
        {
            to.Text(warning);
        }
    }

    public static Answer ReadAnswer(ref ByteReader from)
    {
        var given = (Given)from.Byte();
        return new Answer(
            from.Places(),
            Number: from.Difference(),
            Until: given.HasFlag(Given.Until) ? ReadTime(ref from) : null,
            Warning: given.HasFlag(Given.Warning) ? from.Text() : null);
    }

    public static DateTimeOffset ReadTime(ref ByteReader from) => new(from.Number(), TimeSpan.Zero);

    private static JournalEntry Read(ref ByteReader from)
    {
        var version = from.Number();
        var action = (SeatMapAction)from.Byte();
        var id = new CommandId(from.Id());
        var who = from.Text();
        var given = (Given)from.Byte();
        var channel = given.HasFlag(Given.Channel) ? new SalesChannelId(from.Id()) : (SalesChannelId?)null;
        var execution = given.HasFlag(Given.Execution) ? new ExecutionId(from.Id()) : (ExecutionId?)null;
        var fingerprint = from.Fixed();
        var at = ReadTime(ref from);
        var effects = new SeatMapEffect[from.Length()];
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i] = ReadEffect(ref from);
        }

        return new JournalEntry(
            version, action, new CommandContext(id, who, channel, execution), fingerprint, at, ImmutableArray.Create(effects), ReadAnswer(ref from));
    }

    private static void WriteId(ByteWriter to, Guid? id)
    {
        if (id is { } value)
        {
            to.Id(value);
        }
    }

    private static void Write(ByteWriter to, SeatMapEffect effect)
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
            case SeatMapEffect.SaleSet { Record: SaleRecord.Held held } set:
                to.Byte((byte)Tag.HoldSet);
                to.Number(set.Number);
                Write(to, held);
                break;
            case SeatMapEffect.SaleSet { Record: SaleRecord.Sold sold } set:
                to.Byte((byte)Tag.SoldSet);
                to.Number(set.Number);
                Write(to, sold);
                break;
            case SeatMapEffect.SaleEnded ended:
                to.Byte((byte)Tag.SaleEnded);
                to.Number(ended.Number);
                to.Byte((byte)ended.Why);
                break;
            case SeatMapEffect.PlacesSet set:
                to.Byte((byte)Tag.PlacesSet);
                to.Fixed(set.Facts.Pack());
                to.Places(set.Places);
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

    public static void Write(ByteWriter to, SaleRecord.Held held)
    {
        to.Id(held.Hold.Value);
        to.Number(held.Until.UtcTicks);
        to.Text(held.Holder);
        to.Text(held.Customer ?? "");
    }

    public static void Write(ByteWriter to, SaleRecord.Sold sold)
    {
        to.Id(sold.Order.Value);
        to.Id(sold.Ticket?.Value ?? Guid.Empty);
        to.Byte(sold.Interface);
    }

    public static SaleRecord.Held ReadHeld(ref ByteReader from) =>
        new(new HoldId(from.Id()), ReadTime(ref from), from.Text(), from.Text() is { Length: > 0 } customer ? customer : null);

    public static SaleRecord.Sold ReadSold(ref ByteReader from) => new(
        new OrderId(from.Id()), from.Id() is var ticket && ticket == Guid.Empty ? null : new TicketId(ticket), from.Byte());

    private static SeatMapEffect ReadEffect(ref ByteReader from) => (Tag)from.Byte() switch
    {
        Tag.ContingentMet => new SeatMapEffect.ContingentMet(
            new ContingentId(from.Id()), from.Id() is var channel && channel == Guid.Empty ? null : new SalesChannelId(channel)),
        Tag.InterfaceMet => new SeatMapEffect.InterfaceMet(new DistributorInterfaceId(from.Id()), new SalesChannelId(from.Id())),
        Tag.HoldSet => new SeatMapEffect.SaleSet(from.Count(), ReadHeld(ref from)),
        Tag.SoldSet => new SeatMapEffect.SaleSet(from.Count(), ReadSold(ref from)),
        Tag.SaleEnded => new SeatMapEffect.SaleEnded(from.Count(), (SaleEnd)from.Byte()),
        Tag.PlacesSet => new SeatMapEffect.PlacesSet(PlaceFacts.Unpack(from.Fixed()), from.Places()),
        Tag.ToldByWord => new SeatMapEffect.ToldByWord(from.Byte()),
        Tag.ExportBegun => new SeatMapEffect.ExportBegun(from.Byte(), from.Number()),
        var tag => throw new InvalidDataException($"The journal has an effect {(byte)tag} that this program does not know."),
    };
}
