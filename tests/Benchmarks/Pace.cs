namespace Distribution.Benchmarks;

/// <summary>How long everything takes.</summary>
/// <param name="Rounds">Of each side; an odd number, since medians count.</param>
/// <param name="Round">The longest time of one round.</param>
/// <param name="WarmUp">Before the first round of each side.</param>
internal sealed record Pace(int Rounds, TimeSpan Round, TimeSpan WarmUp)
{
    public static readonly Pace Full = new(3, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));

    /// <summary>For work on the benchmarks themselves: its figures say little.</summary>
    public static readonly Pace Quick = new(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
}
