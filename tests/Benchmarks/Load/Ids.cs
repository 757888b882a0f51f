using System.Runtime.InteropServices;

namespace Distribution.Benchmarks.Load;

/// <summary>Ids that look random and are the same in every run: the generator is SplitMix64 over a running number.</summary>
internal static class Ids
{
    private static long _last;

    public static Guid Next()
    {
        var number = unchecked((ulong)Interlocked.Increment(ref _last) * 2);
        Span<ulong> halves = [Mix(number), Mix(number + 1)];
        return new Guid(MemoryMarshal.AsBytes(halves));
    }

    /// <summary>A number from 0 below <paramref name="end"/> that is always the same for this call.</summary>
    public static int Pick(long call, int end) => (int)(Mix((ulong)call) % (ulong)end);

    private static ulong Mix(ulong number)
    {
        unchecked
        {
            var mixed = (number + 1) * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
