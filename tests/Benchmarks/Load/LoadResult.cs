using System.Globalization;

namespace Distribution.Benchmarks.Load;

/// <summary>What a caller's call came to. Anything else is an exception, which ends the whole benchmark.</summary>
internal enum CallResult
{
    Done,
    Refused,
}

/// <summary>What one round of load came to.</summary>
/// <param name="Cpu">Processor time of this process, load generator included, for one call.</param>
/// <param name="Allocated">Bytes that this process allocated, load generator included.</param>
internal sealed record LoadResult(double Seconds, TimeSpan Cpu, long Allocated, LatencyHistogram Done, LatencyHistogram Refused)
{
    public double DonePerSecond => Done.Count / Seconds;

    public double CallsPerSecond => (Done.Count + Refused.Count) / Seconds;

    /// <summary>How long the calls took that were done, for a person.</summary>
    public string Times => string.Create(
        CultureInfo.InvariantCulture, $"p50 {Done.Milliseconds(0.5):0.00} ms, p99 {Done.Milliseconds(0.99):0.00} ms");

    public double RefusedShare => Refused.Count / (double)Math.Max(1, Done.Count + Refused.Count);
}
