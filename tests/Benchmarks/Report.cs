using System.Globalization;

namespace Distribution.Benchmarks;

/// <summary>Progress for people, on stderr; the figures for programs are the JSON line on stdout.</summary>
internal static class Report
{
    /// <summary>For what is hosted in this process: it logs where the progress is.</summary>
    public const string LogsWithIt = "--Logging:Console:LogToStandardErrorThreshold=Trace";

    public static void Line(FormattableString text) => Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>As many digits as a measurement on a machine with noise deserves.</summary>
    public static double Figure(double value) => value switch
    {
        0 or double.NaN => 0,
        _ when Math.Abs(value) >= 1000 => Math.Round(value),
        _ => Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6)),
    };
}
