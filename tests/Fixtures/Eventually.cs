using System.Runtime.CompilerServices;

namespace Distribution.Tests.Fixtures;

/// <summary>For what no event tells: other processes, and what the framework does on its own.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <param name="patience">A minute where it is not said.</param>
    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static Task True(Func<bool> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(() => Task.FromResult(condition()), patience, what);

    /// <param name="patience">A minute where it is not said.</param>
    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static async Task True(Func<Task<bool>> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var deadline = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(Look);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"In time it was never so: {what}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
