namespace Distribution.Distributors.Reconciling;

/// <summary>How long a difference between two books may stay until people are told. Both have to be so.</summary>
/// <param name="AlarmRuns">Comparisons in a row that found it: 3 by default, 1 to 1,000.</param>
/// <param name="AlarmAfter">Since the first of them: 30 minutes by default, 0 to 30 days.</param>
public sealed record ReconciliationSettings(int AlarmRuns, TimeSpan AlarmAfter)
{
    public static readonly ReconciliationSettings Default = new(3, TimeSpan.FromMinutes(30));
}
