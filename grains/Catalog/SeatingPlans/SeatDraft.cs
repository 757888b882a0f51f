namespace Distribution.Catalog.SeatingPlans;

/// <summary>A seat as one of the formats says it: well-formed by itself, not yet held against the others.</summary>
/// <param name="Row">Index into <see cref="PlanDraft.Rows"/>.</param>
internal readonly record struct SeatDraft(
    PlanPath At, int Row, string Key, string Number, string Category, double X, double Y, SeatKind Kind = SeatKind.Standard);

/// <summary>What a format's reader found, in the order of the file.</summary>
internal sealed class PlanDraft
{
    public required string Name { get; init; }

    /// <summary>Where a plan without a single seat is at fault.</summary>
    public PlanPath Start { get; init; } = PlanPath.Root;

    public List<PlanCategory> Categories { get; } = [];

    /// <summary>Areas with seats, by key.</summary>
    public List<string> Areas { get; } = [];

    public List<(string Code, int Area)> Blocks { get; } = [];

    public List<(string Number, int Block)> Rows { get; } = [];

    public List<SeatDraft> Seats { get; } = [];
}
