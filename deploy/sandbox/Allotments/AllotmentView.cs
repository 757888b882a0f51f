namespace Distribution.Sandbox.Allotments;

/// <summary>What the distributor has of one performance. Sold places are among the allotted.</summary>
/// <param name="Version">Of the last message taken; 0 for none.</param>
public sealed record AllotmentView(
    string Performance,
    string Name,
    long Version,
    int TicketsPerMinute,
    PlaceCounts Numbered,
    IReadOnlyList<PlaceView> Places,
    IReadOnlyList<AreaView> Areas);

public sealed record PlaceCounts(int Allotted, int Sold);

/// <param name="Ticket">The ticket it is sold under, or null.</param>
public sealed record PlaceView(string Place, string Block, string Row, string Seat, string Category, string? Ticket);

/// <param name="Area">The distributor's id.</param>
public sealed record AreaView(string Area, string Category, int Allotted, int Sold);
