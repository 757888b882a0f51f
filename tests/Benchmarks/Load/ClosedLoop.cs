using System.Diagnostics;

namespace Distribution.Benchmarks.Load;

/// <summary>
/// A number of callers, each of which has one call under way and makes the next as soon as it is answered. Calls bear
/// running numbers from 0, so that what a call asks for follows from its number, whoever makes it.
/// </summary>
internal static class ClosedLoop
{
    /// <summary>Ends after <paramref name="time"/>, or when the calls have run out; the calls under way are waited for and counted.</summary>
    /// <param name="calls">How many there are at most.</param>
    /// <param name="call">Makes the call of a number.</param>
    public static async Task<LoadResult> Run(int callers, long calls, TimeSpan time, Func<long, ValueTask<CallResult>> call)
    {
        var (done, refused) = (new LatencyHistogram(), new LatencyHistogram());
        var next = -1L;
        using var ended = new CancellationTokenSource();
        var start = Stopwatch.GetTimestamp();
        var deadline = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var (cpuBefore, allocatedBefore) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());

        async Task Caller()
        {
            while (!ended.IsCancellationRequested && Interlocked.Increment(ref next) is var number && number < calls)
            {
                var before = Stopwatch.GetTimestamp();
                if (before >= deadline)
                {
                    return;
                }

                var result = await call(number);
                (result is CallResult.Done ? done : refused).Add(Stopwatch.GetTimestamp() - before);
            }
        }

        async Task EndingAllWhenOneFails()
        {
            try
            {
                await Caller();
            }
            catch
            {
                await ended.CancelAsync();
                throw;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(EndingAllWhenOneFails)));
        return new LoadResult(
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            Environment.CpuUsage.TotalTime - cpuBefore,
            GC.GetTotalAllocatedBytes() - allocatedBefore,
            done,
            refused);
    }
}
