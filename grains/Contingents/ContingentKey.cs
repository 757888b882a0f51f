using Distribution.Primitives;

namespace Distribution.Contingents;

/// <summary>The key of a contingent grain: one performance, one contingent.</summary>
public readonly record struct ContingentKey(PerformanceId Performance, ContingentId Contingent)
{
    public static ContingentKey? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && Guid.TryParse(parts[0], out var performance) && performance != Guid.Empty
            && Guid.TryParse(parts[1], out var contingent) && contingent != Guid.Empty
            ? new ContingentKey(new PerformanceId(performance), new ContingentId(contingent))
            : null;
    }

    public override string ToString() => $"{Performance}/{Contingent}";
}
