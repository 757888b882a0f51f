using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Calls;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.SeatMaps.Calls;

/// <summary>How commands of many callers share calls to one seat map.</summary>
public sealed class CallLineTests
{
    private readonly List<(SharedCommands Commands, TaskCompletionSource<SharedAnswers> Answer)> _calls = [];
    private readonly CallLine _line;
    private int _soon;
    private int _ends;

    public CallLineTests() => _line = new CallLine(
        commands =>
        {
            _calls.Add((commands, new TaskCompletionSource<SharedAnswers>()));
            return _calls[^1].Answer.Task;
        },
        _ => _soon++,
        _ => _ends++);

    [Fact]
    public void What_comes_while_a_call_is_under_way_goes_together_in_its_order()
    {
        Waiting[] waiting = [.. Join(1), .. Join(1), .. Join(3)];

        _calls.ShouldHaveSingleItem().Commands.All.Length.ShouldBe(1);
        Answer(0);
        _calls[1].Commands.All.ShouldBe(waiting[1..].Select(command => command.Command));
        waiting.Select(command => command.Answers.Count).ShouldBe([1, 0, 0, 0, 0]);
        Answer(1);

        waiting.ShouldAllBe(command => ReferenceEquals(command.Answers.Single(), command.Command));
    }

    [Fact]
    public void What_comes_before_the_process_gets_round_to_the_call_goes_with_it()
    {
        Join(4);

        _calls.ShouldHaveSingleItem().Commands.All.Length.ShouldBe(4);
    }

    [Fact]
    public void A_call_has_no_more_commands_than_may_be()
    {
        var waiting = Join(CallLine.MaxCommands + 1);

        Answer(0);
        Answer(1);

        _calls.Select(call => call.Commands.All.Length).ShouldBe([CallLine.MaxCommands, 1]);
        waiting.ShouldAllBe(command => command.Answers.Count == 1);
    }

    [Fact]
    public void A_call_that_fails_fails_its_own_commands_only()
    {
        Waiting[] waiting = [.. Join(1), .. Join(2)];
        var lost = new TimeoutException();

        _calls[0].Answer.SetException(lost);
        GetRound();
        Answer(1);

        waiting[0].Answers.ShouldBe([lost]);
        waiting[1..].ShouldAllBe(command => ReferenceEquals(command.Answers.Single(), command.Command));
    }

    [Fact]
    public void It_ends_once_nothing_is_under_way_and_takes_nobody_then()
    {
        Join(1);
        Join(1);
        Answer(0);
        _ends.ShouldBe(0);

        Answer(1);

        _ends.ShouldBe(1);
        _line.Join(new Waiting()).ShouldBeFalse();
        _calls.Count.ShouldBe(2);
    }

    private Waiting[] Join(int count)
    {
        var waiting = Enumerable.Range(0, count).Select(_ => new Waiting()).ToArray();
        foreach (var command in waiting)
        {
            _line.Join(command).ShouldBeTrue();
        }

        GetRound();
        return waiting;
    }

    /// <summary>Each command's answer is the command.</summary>
    private void Answer(int call)
    {
        _calls[call].Answer.SetResult(new SharedAnswers([.. _calls[call].Commands.All.Select(command => new SharedAnswer(command, []))]));
        GetRound();
    }

    private void GetRound()
    {
        for (; _soon > 0; _soon--)
        {
            _line.Execute();
        }
    }

    private sealed class Waiting : IWaitingCommand
    {
        ISeatMapCommand IWaitingCommand.Command => Command;

        public ReleaseHold Command { get; } = new(new CommandContext(NewId.Of<CommandId>(), "till"), NewId.Of<HoldId>());

        public List<object?> Answers { get; } = [];

        public void Settle(SharedAnswer answer) => Answers.Add(answer.Value);

        public void Fail(Exception problem) => Answers.Add(problem);
    }
}
