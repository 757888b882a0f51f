using System.Globalization;
using Distribution.Benchmarks.Memory;

namespace Distribution.Benchmarks.Exchange;

/// <summary>Physical memory of another process, all of it: managed heap, native memory and code.</summary>
internal sealed class Footprint
{
    private readonly int _process;
    private readonly double _before;

    private Footprint(int process, double before) => (_process, _before) = (process, before);

    /// <summary>MiB that the process had at the beginning.</summary>
    public double Before => _before;

    /// <summary>From now on, above what the process has now.</summary>
    public static Footprint Of(int process) => new(process, Mebibytes(process, "VmRSS"));

    /// <summary>The peak is looked for from here on.</summary>
    // Linux sets the highest value back where 5 is written there.
    public void StartAgain() => File.WriteAllText($"/proc/{_process}/clear_refs", "5");

    /// <summary>The highest since <see cref="StartAgain"/>, in MiB, above what there was at the beginning.</summary>
    public double Peak() => Mebibytes(_process, "VmHWM") - _before;

    private static double Mebibytes(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return Heap.ToMebibytes(long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
    }
}
