using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Limits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Distribution.Tests.Api.Limits;

/// <summary>Who may run when more is asked than can run at once.</summary>
public sealed class OperationGateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Callers_take_turns_however_much_each_of_them_has_waiting()
    {
        var gate = Gate(("Running", "1"));
        var order = new List<string>();
        var running = await gate.Enter("crowd", CancellationToken.None);
        var waiting = new List<Task>();
        foreach (var caller in Enumerable.Repeat("crowd", 5).Concat(["box office", "web shop", "box office"]))
        {
            waiting.Add(RunInTurn(gate, caller, order));
        }

        running.Dispose();
        await Task.WhenAll(waiting);

        order.ShouldBe(["crowd", "box office", "web shop", "crowd", "box office", "crowd", "crowd", "crowd"]);
        gate.Load.ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_caller_who_runs_all_that_it_may_leaves_room_for_the_others()
    {
        var gate = Gate(("Running", "4"), ("RunningPerCaller", "2"));
        using var one = await gate.Enter("crowd", CancellationToken.None);
        var two = await gate.Enter("crowd", CancellationToken.None);
        var three = gate.Enter("crowd", CancellationToken.None);

        three.IsCompleted.ShouldBeFalse();
        using var other = await gate.Enter("box office", CancellationToken.None);
        two.Dispose();
        (await three).Dispose();
        gate.Load.ShouldBe((2, 0));
    }

    [Fact]
    public async Task Who_comes_when_the_line_is_full_or_waits_too_long_is_told_to_come_again()
    {
        var gate = Gate(("Running", "1"), ("WaitingPerCaller", "1"), ("Waiting", "2"), ("WaitingSeconds", "5"));
        var running = await gate.Enter("a", CancellationToken.None);
        var waits = gate.Enter("a", CancellationToken.None).AsTask();
        var waitsToo = gate.Enter("b", CancellationToken.None).AsTask();

        (await Refused(() => gate.Enter("a", CancellationToken.None).AsTask())).Subject.ShouldBe("WaitingPerCaller");
        var full = await Refused(() => gate.Enter("c", CancellationToken.None).AsTask());
        (full.Subject, full.Code, full.Retry, full.RetryAfter).ShouldBe(("Waiting", "OVERLOADED", true, TimeSpan.FromSeconds(1)));
        _time.Advance(TimeSpan.FromSeconds(6));
        (await Refused(() => waits)).Subject.ShouldBe("WaitingSeconds");
        await Refused(() => waitsToo);
        gate.Load.ShouldBe((1, 0));
        running.Dispose();
        (await gate.Enter("c", CancellationToken.None)).Dispose();
        gate.Load.ShouldBe((0, 0));
    }

    [Fact]
    public async Task Who_leaves_while_waiting_takes_nobodys_place()
    {
        var gate = Gate(("Running", "1"));
        using var gone = new CancellationTokenSource();
        var running = await gate.Enter("a", CancellationToken.None);
        var leaves = gate.Enter("a", gone.Token).AsTask();
        var stays = gate.Enter("a", CancellationToken.None).AsTask();

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaves);
        running.Dispose();

        (await stays).Dispose();
        gate.Load.ShouldBe((0, 0));
    }

    [Fact]
    public async Task However_they_come_and_go_never_more_run_than_may_and_none_is_forgotten()
    {
        var gate = Gate(("Running", "7"), ("RunningPerCaller", "3"), ("Waiting", "1000000"), ("WaitingPerCaller", "1000000"));
        var running = 0;
        await Task.WhenAll(Enumerable.Range(0, 4_000).Select(async i =>
        {
            await Task.Yield();
            using var place = await gate.Enter($"caller {i % 5}", CancellationToken.None);
            Interlocked.Increment(ref running).ShouldBeLessThanOrEqualTo(7);
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }));

        gate.Load.ShouldBe((0, 0));
    }

    private static async Task RunInTurn(OperationGate gate, string caller, List<string> order)
    {
        using var place = await gate.Enter(caller, CancellationToken.None);
        order.Add(caller);
    }

    private static async Task<ApiError> Refused(Func<Task> entering) => (await Should.ThrowAsync<Exception>(entering)).ShouldBeOfType<ApiError>();

    private OperationGate Gate(params IEnumerable<(string Name, string Value)> limits) => new(
        new ApiLimits(new ConfigurationBuilder().AddInMemoryCollection(limits.Select(limit => KeyValuePair.Create(limit.Name, (string?)limit.Value))).Build()), _time);
}
