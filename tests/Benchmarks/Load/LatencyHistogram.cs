using System.Diagnostics;
using System.Numerics;

namespace Distribution.Benchmarks.Load;

/// <summary>
/// Times from 1 µs to over an hour in buckets no wider than 1.6% of what they hold, counted by many callers at once. Any
/// percentile is read from all of them: nothing is averaged and nothing sampled.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int Sub = 1 << SubBits;

    // Up to 64 µs one bucket for each; beyond, 64 buckets for each doubling.
    private readonly long[] _buckets = new long[(33 - SubBits) * Sub];

    public long Count => _buckets.Sum();

    /// <param name="ticks">As <see cref="Stopwatch"/> counts them.</param>
    public void Add(long ticks)
    {
        var microseconds = (ulong)Math.Max(1, ticks * 1_000_000 / Stopwatch.Frequency);
        Interlocked.Increment(ref _buckets[Math.Min(BucketOf(microseconds), _buckets.Length - 1)]);
    }

    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            _buckets[bucket] += other._buckets[bucket];
        }
    }

    /// <summary>The upper end of the bucket below or in which this share of all times is; 0 when there are none.</summary>
    /// <param name="share">Such as 0.99.</param>
    public double Milliseconds(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            seen += _buckets[bucket];
            if (seen >= wanted && seen > 0)
            {
                return UpperEnd(bucket) / 1000.0;
            }
        }

        return 0;
    }

    private static int BucketOf(ulong microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2(microseconds) - SubBits);
        return (shift * Sub) + (int)(microseconds >> shift);
    }

    private static double UpperEnd(int bucket)
    {
        var shift = Math.Max(0, (bucket / Sub) - 1);
        return (long)(bucket - (shift * Sub) + 1) << shift;
    }
}
