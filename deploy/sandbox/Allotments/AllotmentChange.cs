namespace Distribution.Sandbox.Allotments;

/// <summary>What a venue says changes in one performance, as any distributor would understand it.</summary>
internal sealed record AllotmentChange(
    Guid Id, string Performance, long Version, IReadOnlyList<Addition> Additions, IReadOnlyList<string> Withdrawals, IReadOnlyList<AreaAllotment> Areas);

internal sealed record Addition(string Place, string Block, string Row, string Seat, string Category);

internal sealed record AreaAllotment(string Key, string Area, string Category, int Allotted);

/// <summary>What the distributor says to it; kept under the message's id and given again as it was.</summary>
internal sealed record AllotmentResult(IReadOnlyList<PlaceResult> Places, IReadOnlyList<AreaResult> Areas);

/// <param name="Verdict"><c>accepted</c>, <c>refused</c> or <c>already_sold</c>.</param>
internal sealed record PlaceResult(string Place, string Verdict, string? Reason = null);

internal sealed record AreaResult(string Key, int Allotted, int Sold, string? Reason = null);

/// <summary>What became of the message as a whole.</summary>
internal abstract record TakeOutcome
{
    private TakeOutcome()
    {
    }

    public sealed record Taken(AllotmentResult Result) : TakeOutcome;

    public sealed record UnknownPerformance : TakeOutcome;

    public sealed record Superseded(long LastVersion) : TakeOutcome;

    public sealed record Mismatch : TakeOutcome;
}
