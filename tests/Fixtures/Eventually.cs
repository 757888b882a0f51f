namespace Distribution.Tests.Fixtures;

/// <summary>For what no event tells: other processes, and what the framework does on its own.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <exception cref="OperationCanceledException">It did not become true in time.</exception>
    public static Task True(Func<bool> condition, TimeSpan patience) => True(() => Task.FromResult(condition()), patience);

    /// <exception cref="OperationCanceledException">It did not become true in time.</exception>
    public static async Task True(Func<Task<bool>> condition, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(Look);
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
