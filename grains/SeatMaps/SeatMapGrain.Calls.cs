using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps.Calls;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>Commands of many callers in one call.</summary>
internal sealed partial class SeatMapGrain : ISharedSeatMapCalls
{
    public Task<SharedAnswers> RunAll(SharedCommands commands)
    {
        var now = time.GetUtcNow();
        var waiting = new WaitingCallers(this, commands.All.Length);
        foreach (var command in commands.All)
        {
            try
            {
                Run(command, now, waiting);
            }
#pragma warning disable CA1031 // It is this caller's; the others' commands are decided all the same.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                waiting.Answers.Add(new SharedAnswer(null, [], problem));
            }
        }

        return _writer is not null && _writer.Await(waiting) ? waiting.Task : Task.FromResult(waiting.Leave(durable: true));
    }

    private void Run(ISeatMapCommand command, DateTimeOffset now, WaitingCallers waiting)
    {
        var who = command.Context.Who;
        if ((NotReady() ?? _admission.Check(who, Id)) is { } refusal)
        {
            waiting.Answers.Add(new SharedAnswer(null, [refusal]));
            return;
        }

        _engine!.ExpireHolds(now, _journal!);
        var answer = SharedAnswer.Of(_engine.Execute(command, now, _journal!));
        waiting.Answers.Add(answer.Value is Answer done ? answer with { Value = View(command, done) } : answer);
        waiting.Enter(who);
    }

    private object View(ISeatMapCommand command, Answer answer) => command is HoldPlaces or HoldBestAvailable or ExtendHold
        ? Held(_engine!.State, command, answer)
        : Changed(_engine!.State, command, answer);

    /// <summary>Those whose commands are decided, until all that was decided is durable.</summary>
    private sealed class WaitingCallers(SeatMapGrain grain, int count) : TaskCompletionSource<SharedAnswers>, IAwaitsDurability
    {
        public ImmutableArray<SharedAnswer>.Builder Answers { get; } = ImmutableArray.CreateBuilder<SharedAnswer>(count);

        public List<string> Who { get; } = new(count);

        public void Enter(string who)
        {
            grain._admission.Enter(who);
            Who.Add(who);
        }

        public void Settle(bool durable) => SetResult(Leave(durable));

        public SharedAnswers Leave(bool durable)
        {
            foreach (var who in Who)
            {
                grain._admission.Leave(who);
            }

            return new SharedAnswers(durable ? Answers.MoveToImmutable() : [.. Answers.Select(_ => new SharedAnswer(null, [grain.Broken()]))]);
        }
    }
}
