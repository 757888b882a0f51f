using System.Runtime.CompilerServices;

namespace Distribution.Tests.Fixtures;

/// <summary>Waits for what another process will say sooner or later.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="limit">A minute where it is not said: far more than a busy machine needs.</param>
    public static async Task True(Func<Task<bool>> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var deadline = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"In time it was never so: {what}");
            await Task.Delay(Pause);
        }
    }
}
