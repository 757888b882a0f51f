namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// A spot in the imported file, kept as numbers because there may be one for each of 200,000 seats. It reads as a JSON
/// path, such as <c>$.zones[2].rows[0].seats[5].seat_guid</c>, or for CSV as <c>line 17, column seat</c>.
/// </summary>
internal readonly record struct PlanPath
{
    private const int None = -1;

    private long Line { get; init; }

    private int Category { get; init; }

    private int Zone { get; init; }

    private int Row { get; init; }

    private int Seat { get; init; }

    private string? Member { get; init; }

    public static PlanPath Root { get; } = new() { Category = None, Zone = None, Row = None, Seat = None };

    public static PlanPath OfLine(long line) => Root with { Line = line };

    public static PlanPath OfCategory(int index) => Root with { Category = index };

    public static PlanPath OfZone(int index) => Root with { Zone = index };

    public PlanPath OfRow(int index) => this with { Row = index };

    public PlanPath OfSeat(int index) => this with { Seat = index };

    /// <summary>A member of the object here; for CSV, a column of the line.</summary>
    public PlanPath Of(string member) => this with { Member = Member is null ? member : $"{Member}.{member}" };

    /// <summary>Where the key of this seat comes from: the column that tells it from its neighbours, where the file has no keys.</summary>
    public PlanPath OfKey() => Of(Line == 0 ? "seat_guid" : "seat");

    public override string ToString() => Line > 0
        ? Member is null ? $"line {Line}" : $"line {Line}, column {Member}"
        : string.Concat("$", At("categories", Category), At("zones", Zone), At("rows", Row), At("seats", Seat), Member is null ? null : $".{Member}");

    private static string? At(string list, int index) => index == None ? null : $".{list}[{index}]";
}
