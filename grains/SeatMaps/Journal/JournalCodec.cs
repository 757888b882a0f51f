using System.Runtime.InteropServices;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Journal;

/// <summary>
/// The bytes of a journal row: a format byte, then entries one after another to its end. An entry leaves out what follows from the one before it in
/// the row, and from itself: a hold of two places takes about 50 bytes, half of them ids.
/// </summary>
internal static class JournalCodec
{
    /// <summary>2: sales and holds may have an own channel, and the end of one says which it was. All that 1 has is written as it was.</summary>
    public const byte Format = 2;

    private const byte OldestFormat = 1;

    [Flags]
    private enum Given : byte
    {
        Nothing = 0,
        Channel = 1,
        Execution = 2,
        /// <summary>Where it is not the one of the entry before.</summary>
        Who = 4,
    }

    public static byte[] Encode(IEnumerable<JournalEntry> entries)
    {
        var row = new ByteWriter();
        WriteRow(row, entries);
        return row.Written.ToArray();
    }

    public static void WriteRow(ByteWriter to, IEnumerable<JournalEntry> entries)
    {
        to.Byte(Format);
        JournalEntry? before = null;
        foreach (var entry in entries)
        {
            Write(to, entry, before);
            before = entry;
        }
    }

    /// <exception cref="InvalidDataException">The bytes are damaged, or of a format that this program does not know.</exception>
    public static IReadOnlyList<JournalEntry> Decode(byte[] row)
    {
        var from = new ByteReader(row);
        CheckFormat(from.Byte(), "journal row");
        var entries = new List<JournalEntry>();
        JournalEntry? before = null;
        while (!from.IsAtEnd)
        {
            before = Read(ref from, before);
            entries.Add(before);
        }

        return entries;
    }

    public static void CheckFormat(byte format, string what)
    {
        if (format is < OldestFormat or > Format)
        {
            throw new InvalidDataException($"This {what} has format {format}; this program reads formats {OldestFormat} to {Format}. It was written by a newer program.");
        }
    }

    private static void Write(ByteWriter to, JournalEntry entry, JournalEntry? before)
    {
        var context = entry.Context;
        var given = (context.Channel is null ? Given.Nothing : Given.Channel)
            | (context.Execution is null ? Given.Nothing : Given.Execution)
            | (context.Who == before?.Context.Who ? Given.Nothing : Given.Who);
        to.Byte((byte)given);
        to.Byte((byte)entry.Action);
        to.Difference(entry.Version - (before?.Version ?? 0));
        to.Difference(entry.At.UtcTicks - (before?.At.UtcTicks ?? 0));
        to.Id(context.Id.Value);
        to.Fixed(entry.Fingerprint);
        if (given.HasFlag(Given.Who))
        {
            to.Text(context.Who);
        }

        WriteId(to, context.Channel?.Value);
        WriteId(to, context.Execution?.Value);
        var known = new EntryFacts(entry.At, context);
        to.Number(entry.Effects.Length);
        foreach (var effect in entry.Effects)
        {
            EffectCodec.Write(to, effect, ref known);
        }

        AnswerCodec.Write(to, entry.Answer, known);
    }

    private static JournalEntry Read(ref ByteReader from, JournalEntry? before)
    {
        var given = (Given)from.Byte();
        var action = (SeatMapAction)from.Byte();
        var version = unchecked((before?.Version ?? 0) + from.Difference());
        var at = from.Time(before?.At.UtcTicks ?? 0);
        var id = new CommandId(from.Id());
        var fingerprint = from.Fixed();
        var who = given.HasFlag(Given.Who) ? from.Text() : before?.Context.Who ?? throw ByteReader.Damaged();
        var channel = given.HasFlag(Given.Channel) ? new SalesChannelId(from.Id()) : (SalesChannelId?)null;
        var execution = given.HasFlag(Given.Execution) ? new ExecutionId(from.Id()) : (ExecutionId?)null;
        var context = new CommandContext(id, who, channel, execution);
        var known = new EntryFacts(at, context);
        var effects = new SeatMapEffect[from.Length()];
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i] = EffectCodec.Read(ref from, ref known);
        }

        return new JournalEntry(
            version,
            action,
            context,
            fingerprint,
            at,
            ImmutableCollectionsMarshal.AsImmutableArray(effects),
            AnswerCodec.Read(ref from, known));
    }

    private static void WriteId(ByteWriter to, Guid? id)
    {
        if (id is { } value)
        {
            to.Id(value);
        }
    }
}
