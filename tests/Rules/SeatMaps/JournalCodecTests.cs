using CsCheck;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class JournalCodecTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_hold_of_two_seats_takes_less_than_sixty_bytes()
    {
        var map = new JournaledSeatMap(SmallHall.Plan);
        for (var seat = 1; seat < 6; seat += 2)
        {
            map.Execute(Hold($"P-1-{seat}", $"P-1-{seat + 1}"), Start.AddMilliseconds(seat));
        }

        var (all, first) = (JournalCodec.Encode(map.Entries).Length, JournalCodec.Encode(map.Entries.Take(1)).Length);

        first.ShouldBeLessThan(70);
        ((all - first) / 2).ShouldBeLessThan(60);
    }

    [Fact]
    public void A_row_that_ends_too_soon_is_damaged_or_has_only_its_first_entries()
    {
        var entries = Entries();
        var row = JournalCodec.Encode(entries);
        int[] whole = [.. Enumerable.Range(0, entries.Count + 1).Select(count => JournalCodec.Encode(entries.Take(count)).Length)];
        for (var length = 0; length < row.Length; length++)
        {
            var cut = row[..length];
            if (Array.IndexOf(whole, length) is >= 0 and var count)
            {
                JournalCodec.Decode(cut).Select(entry => entry.Version).ShouldBe(entries.Take(count).Select(entry => entry.Version));
            }
            else
            {
                Should.Throw<InvalidDataException>(() => JournalCodec.Decode(cut));
            }
        }
    }

    [Fact]
    public void Bytes_that_were_changed_are_read_as_something_or_found_damaged()
    {
        var row = JournalCodec.Encode(Entries());
        Gen.Select(Gen.Int[1, row.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var damaged = row.ToArray();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            try
            {
                JournalCodec.Decode(damaged);
            }
            catch (InvalidDataException)
            {
                // It was found out.
            }
        });
    }

    [Fact]
    public void A_row_of_a_later_program_is_refused()
    {
        var row = JournalCodec.Encode(Entries());
        row[0]++;

        Should.Throw<InvalidDataException>(() => JournalCodec.Decode(row)).Message.ShouldContain("newer program");
    }

    /// <summary>The bytes as they were before the end of a hold said which it was: marie's hold of two places, and its release.</summary>
    [Fact]
    public void A_row_of_the_first_format_is_read()
    {
        var (hold, release) = (NewId.Of<CommandId>(), NewId.Of<CommandId>());
        var row = new ByteWriter();
        row.Byte(1);
        Begin(SeatMapAction.HoldPlaces, Start.UtcTicks, hold, "marie", effects: 2);
        row.Byte(3);
        row.Number(1);
        row.Difference(QuarterHour.Ticks);
        row.Text("");
        row.Byte(7);
        row.Number((long)(new PlaceFacts { Status = SaleStatus.Held }.Pack() & PlaceFacts.WithoutSale));
        row.Places([0, 1]);
        row.Byte(2);
        Begin(SeatMapAction.ReleaseHold, QuarterHour.Ticks / 2, release, null, effects: 2);
        row.Byte(6);
        row.Number(1);
        row.Byte((byte)SaleEnd.Released);
        row.Byte(8);
        row.Number(0);
        row.Places([0, 1]);
        row.Byte(0);

        var state = new SeatMapState(new PlaceIndex(SmallHall.Plan));
        foreach (var entry in JournalCodec.Decode(row.Written.ToArray()))
        {
            state.Apply(entry);
        }

        (state.Version, state.SaleCount, state.EndOf(new HoldId(hold.Value))).ShouldBe((2, 0, SaleEnd.Released));
        state.Find(hold)!.Value.Answer.Until.ShouldBe(Start + QuarterHour);
        state.Find(release)!.Value.Answer.Places.ShouldBe([0, 1]);

        void Begin(SeatMapAction action, long ticks, CommandId id, string? who, int effects)
        {
            row.Byte(who is null ? (byte)0 : (byte)4);
            row.Byte((byte)action);
            row.Difference(1);
            row.Difference(ticks);
            row.Id(id.Value);
            row.Fixed(7);
            if (who is not null)
            {
                row.Text(who);
            }

            row.Number(effects);
        }
    }

    /// <summary>One of nearly every kind, from several callers.</summary>
    private static IReadOnlyList<JournalEntry> Entries()
    {
        var map = new JournaledSeatMap(SmallHall.Plan);
        var (kept, given) = (Hold("P-1-1", "P-1-2"), Hold("P-1-3"));
        ISeatMapCommand[] commands =
        [
            Assign(SmallHall.Fnac, "R-1-1", "R-1-2", "Steh*2"),
            kept with { Customer = "session" },
            given with { Context = given.Context with { Who = "paul" }, Limits = new ChannelLimits(NewId.Of<SalesChannelId>()) },
            Confirm(kept, NewId.Of<OrderId>()),
            Extend(given, QuarterHour * 2),
            Release(given),
            Block("P-2-1"),
            Export(SmallHall.FnacLink),
            Answer(SmallHall.FnacLink, 1, ("R-1-1", OfferAnswer.Offered)),
            Import(SmallHall.FnacLink, "R-1-1"),
        ];
        foreach (var (second, command) in commands.Index())
        {
            map.Execute(command, Start.AddSeconds(second)).ShouldBeOfType<Outcome<Answer>.Done>();
        }

        return map.Entries;
    }
}
