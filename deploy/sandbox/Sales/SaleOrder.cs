namespace Distribution.Sandbox.Sales;

/// <summary>What to sell of one performance: all of it or nothing. The counts add up.</summary>
/// <param name="Numbered">How many numbered places, neighbours where it can.</param>
/// <param name="Standing">How many places of unnumbered areas.</param>
/// <param name="Area">The distributor's id of the only area to take them from; null: any.</param>
/// <param name="Places">These numbered places, by the venue's names.</param>
/// <param name="Audience">For every ticket; null: one of the performance's, by chance.</param>
/// <param name="MaxTicketsPerSale">Each sale has 1 to that many tickets. 4 by default; up to 100.</param>
public sealed record SaleOrder(
    string Performance,
    int Numbered = 0,
    int Standing = 0,
    string? Area = null,
    IReadOnlyList<string>? Places = null,
    string? Audience = null,
    int MaxTicketsPerSale = 4);

/// <summary>Which tickets to cancel: those named, or that many of a performance's, by chance.</summary>
public sealed record CancelOrder(IReadOnlyList<string>? Tickets = null, string? Performance = null, int Count = 0);

/// <summary>A sale to tell of a place that the distributor does not have.</summary>
public sealed record GhostOrder(string Performance, string Place, string Category);

/// <summary>One ticket. Exactly one of <paramref name="Place"/> (the venue's name) and <paramref name="Area"/> (the distributor's id) is there.</summary>
/// <param name="Amount">In minor units.</param>
/// <param name="Ghost">Made through the control API, of a place that the distributor does not have.</param>
public sealed record TicketView(
    string Ticket,
    string Sale,
    string Performance,
    string? Place,
    string? Area,
    string Category,
    string Audience,
    long Amount,
    string Currency,
    DateTimeOffset SoldAt,
    string Barcode,
    DateTimeOffset? CancelledAt,
    bool Ghost);
