using System.Globalization;

namespace Distribution.Benchmarks.ScaleOut;

/// <summary>Processor time that processes have used so far.</summary>
internal static class ProcessTime
{
    // As Linux reports them to programs on every machine.
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(int process)
    {
        // After the program's name, which is in brackets, the twelfth and thirteenth word.
        var text = File.ReadAllText($"/proc/{process}/stat");
        var words = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Ticks(words[11]) + Ticks(words[12])) / TicksPerSecond);
    }

    /// <summary>Of a process and those that it started and that still run.</summary>
    public static TimeSpan WithChildren(int parent) =>
        File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(Of(parent), (sum, child) => sum + Of(int.Parse(child, CultureInfo.InvariantCulture)));

    private static double Ticks(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
