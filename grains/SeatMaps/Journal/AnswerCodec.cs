namespace Distribution.SeatMaps.Journal;

/// <summary>The bytes of what a command was answered; most of it follows from what the command did.</summary>
internal static class AnswerCodec
{
    [Flags]
    private enum Given : byte
    {
        Nothing = 0,
        /// <summary>They are not the ones that were changed last.</summary>
        Places = 1,
        /// <summary>It is the end of the hold that was set.</summary>
        SameUntil = 2,
        Until = 4,
        Number = 8,
        Warning = 16,
    }

    public static void Write(ByteWriter to, in Answer answer, in EntryFacts known)
    {
        var given = (answer.Places.AsSpan().SequenceEqual(known.Places.AsSpan()) ? Given.Nothing : Given.Places)
            | (answer.Until is null ? Given.Nothing : answer.Until == known.Until ? Given.SameUntil : Given.Until)
            | (answer.Number == 0 ? Given.Nothing : Given.Number)
            | (answer.Warning is null ? Given.Nothing : Given.Warning);
        to.Byte((byte)given);
        if (given.HasFlag(Given.Places))
        {
            to.Places(answer.Places);
        }

        if (given.HasFlag(Given.Until))
        {
            to.Difference(answer.Until!.Value.UtcTicks - known.AtTicks);
        }

        if (given.HasFlag(Given.Number))
        {
            to.Difference(answer.Number);
        }

        if (given.HasFlag(Given.Warning))
        {
            to.Text(answer.Warning!);
        }
    }

    public static Answer Read(ref ByteReader from, in EntryFacts known)
    {
        var given = (Given)from.Byte();
        return new Answer(
            given.HasFlag(Given.Places) ? from.Places() : known.Places,
            given.HasFlag(Given.SameUntil) ? known.Until : given.HasFlag(Given.Until) ? from.Time(known.AtTicks) : null,
            given.HasFlag(Given.Number) ? from.Difference() : 0,
            given.HasFlag(Given.Warning) ? from.Text() : null);
    }
}
