using System.Collections.Immutable;
using CsCheck;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class CommandMemoryTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Answer> Answers = Gen.Select(
        Gen.Int[0, 199_999].Array[0, 60], Gen.Bool, Gen.Int[-3, 1_000], Gen.String.Null(), (places, isHold, number, warning) =>
            new Answer([.. places], isHold ? Start.AddTicks(number) : null, number, string.IsNullOrEmpty(warning) ? null : warning));

    [Fact]
    public void Every_answer_comes_back_as_it_was_also_from_bytes()
    {
        Answers.Array[1, 80].Sample(answers =>
        {
            var memory = new CommandMemory();
            foreach (var (answer, number) in answers.Select((answer, number) => (answer, number)))
            {
                memory.Add(Id(number), (ulong)number, Start, number + 1, answer);
            }

            ShouldHave(memory, answers, 0);
            ShouldHave(Copy(memory), answers, 0);
        });
    }

    [Fact]
    public void After_a_day_a_command_is_forgotten_and_the_later_ones_are_not()
    {
        Gen.Select(Answers.Array[2, 80], Gen.Int[0, 100]).Sample((answers, share) =>
        {
            var memory = new CommandMemory();
            var old = answers.Length * share / 101;
            for (var number = 0; number < answers.Length; number++)
            {
                memory.Add(Id(number), (ulong)number, number < old ? Start : Start.AddHours(2), number + 1, answers[number]);
                Forget(memory, Start.AddHours(2)).ShouldBeEmpty();
            }

            Forget(memory, Start.AddHours(25)).ShouldBe(Enumerable.Range(1, old).Select(version => (long)version));
            memory.Add(Id(1_000), 7, Start.AddHours(25), 1_000, answers[0]);

            Enumerable.Range(0, old).ShouldAllBe(number => memory.Find(Id(number)) == null);
            ShouldHave(memory, answers, old);
            ShouldHave(Copy(memory), answers, old);
        });
    }

    [Fact]
    public void No_more_commands_are_remembered_than_the_limit()
    {
        var memory = new CommandMemory();
        for (var number = 0; number <= CommandMemory.MaxCommands; number++)
        {
            memory.Add(Id(number), 1, Start, number + 1, new Answer([number]));
        }

        Forget(memory, Start).ShouldBe([1]);
        memory.Count.ShouldBe(CommandMemory.MaxCommands);
        memory.Find(Id(CommandMemory.MaxCommands))!.Value.Answer.Places.ShouldBe([CommandMemory.MaxCommands]);
    }

    private static void ShouldHave(CommandMemory memory, Answer[] answers, int from)
    {
        for (var number = from; number < answers.Length; number++)
        {
            var (fingerprint, answer) = memory.Find(Id(number)).ShouldNotBeNull();
            fingerprint.ShouldBe((ulong)number);
            answer.Places.ShouldBe(answers[number].Places);
            (answer with { Places = [] }).ShouldBe(answers[number] with { Places = [], Version = number + 1 });
        }
    }

    private static List<long> Forget(CommandMemory memory, DateTimeOffset now)
    {
        var versions = new List<long>();
        while (memory.TryForget(now, out var version))
        {
            versions.Add(version);
        }

        return versions;
    }

    private static CommandMemory Copy(CommandMemory memory)
    {
        var bytes = new ByteWriter();
        memory.Take().Write(bytes);
        var copy = new CommandMemory();
        var from = new ByteReader(bytes.Written);
        copy.Read(ref from);
        from.IsAtEnd.ShouldBeTrue();
        return copy;
    }

    private static CommandId Id(int number) => new(new Guid(number + 1, 0, 0, new byte[8]));
}
