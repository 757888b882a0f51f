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
    private int _ends;

    public CallLineTests() => _line = new CallLine(
        commands =>
        {
            _calls.Add((commands, new TaskCompletionSource<SharedAnswers>()));
            return _calls[^1].Answer.Task;
        },
        _ => _ends++);

    [Fact]
    public void The_first_go_at_once_and_the_others_together_in_their_order()
    {
        var waiting = Join(5);

        _calls.Select(call => call.Commands.All.Length).ShouldBe([1, 1]);
        Answer(0);
        _calls[2].Commands.All.ShouldBe(waiting[2..].Select(command => command.Command));
        waiting.Select(command => command.Answers.Count).ShouldBe([1, 0, 0, 0, 0]);
        Answer(2);
        Answer(1);

        waiting.ShouldAllBe(command => ReferenceEquals(command.Answers.Single(), command.Command));
    }

    [Fact]
    public void A_call_has_no_more_commands_than_may_be()
    {
        var waiting = Join(2 + CallLine.MaxCommands + 1);

        Answer(0);
        Answer(1);

        _calls.Select(call => call.Commands.All.Length).ShouldBe([1, 1, CallLine.MaxCommands, 1]);
        Answer(2);
        Answer(3);
        waiting.ShouldAllBe(command => command.Answers.Count == 1);
    }

    [Fact]
    public void A_call_that_fails_fails_its_own_commands_only()
    {
        var waiting = Join(4);
        var lost = new TimeoutException();

        _calls[0].Answer.SetException(lost);
        Answer(1);
        Answer(2);

        waiting[0].Answers.ShouldBe([lost]);
        waiting[1..].ShouldAllBe(command => ReferenceEquals(command.Answers.Single(), command.Command));
    }

    [Fact]
    public void It_ends_once_nothing_is_under_way_and_takes_nobody_then()
    {
        Join(3);
        Answer(0);
        Answer(1);
        _ends.ShouldBe(0);

        Answer(2);

        _ends.ShouldBe(1);
        _line.Join(new Waiting()).ShouldBeFalse();
        _calls.Count.ShouldBe(3);
    }

    private Waiting[] Join(int count)
    {
        var waiting = Enumerable.Range(0, count).Select(_ => new Waiting()).ToArray();
        foreach (var command in waiting)
        {
            _line.Join(command).ShouldBeTrue();
        }

        return waiting;
    }

    /// <summary>Each command's answer is the command.</summary>
    private void Answer(int call) => _calls[call].Answer.SetResult(new SharedAnswers([.. _calls[call].Commands.All.Select(command => new SharedAnswer(command, []))]));

    private sealed class Waiting : IWaitingCommand
    {
        ISeatMapCommand IWaitingCommand.Command => Command;

        public ReleaseHold Command { get; } = new(new CommandContext(NewId.Of<CommandId>(), "till"), NewId.Of<HoldId>());

        public List<object?> Answers { get; } = [];

        public void Settle(SharedAnswer answer) => Answers.Add(answer.Value);

        public void Fail(Exception problem) => Answers.Add(problem);
    }
}
