using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales.Conflicts;

/// <summary>A distributor sold a place that somebody else has. It waits for somebody to decide, or for the place to be free.</summary>
/// <param name="Place">The numbered place, or the unnumbered area of which too many were sold.</param>
/// <param name="Claim">Who claims it.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="HolderSince">Since when; null where the audit log does not go back so far.</param>
/// <param name="State">Whether it waits, or how it ended.</param>
/// <param name="OpenedAt">When an import found it.</param>
/// <param name="Resolution">What was decided; null while nobody has, and where it went away by itself.</param>
[GenerateSerializer, Immutable, Alias("SaleConflict")]
public sealed record SaleConflict(
    ConflictId Id,
    VenueId Venue,
    PerformanceId Performance,
    string Place,
    SaleClaim Claim,
    PlaceHolder Holder,
    DateTimeOffset? HolderSince,
    ConflictState State,
    DateTimeOffset OpenedAt,
    ConflictResolution? Resolution);

/// <summary>The distributor's side of a conflict.</summary>
/// <param name="SaleReference">The distributor's id of the sale.</param>
/// <param name="TicketReference">The distributor's id of the ticket.</param>
/// <param name="Line">The distributor's id of the line that told it.</param>
/// <param name="IsArea">The place is an unnumbered area.</param>
/// <param name="Price">What the buyer paid.</param>
/// <param name="SoldAt">When the distributor sold it.</param>
[GenerateSerializer, Immutable, Alias("SaleClaim")]
public sealed record SaleClaim(
    DistributorInterfaceId Interface, string SaleReference, string TicketReference, string Line, bool IsArea, Money Price, DateTimeOffset SoldAt);

/// <summary>What became of a conflict by whose word.</summary>
/// <param name="Remedy">What was decided.</param>
/// <param name="Who">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Null where none was asked for.</param>
/// <param name="Seat">The place that the buyer has now; null while it is carried out, and where the sale was refused.</param>
/// <param name="Notice">What is left to do.</param>
[GenerateSerializer, Immutable, Alias("ConflictResolution")]
public sealed record ConflictResolution(
    ConflictRemedy Remedy, CommandId Command, string Who, DateTimeOffset At, string? Reason, string? Seat, string? Notice);

/// <summary>How far a conflict has come.</summary>
public enum ConflictState
{
    /// <summary>It waits for somebody to decide, or for the place to be free.</summary>
    Open = 1,
    /// <summary>It was decided, and is being carried out.</summary>
    Resolving,
    /// <summary>What was decided is done.</summary>
    Resolved,
    /// <summary>The place got free and the sale went through, or the distributor cancelled it.</summary>
    Gone,
}

/// <summary>What can be decided about a conflict.</summary>
public enum ConflictRemedy
{
    /// <summary>The buyer gets another place.</summary>
    Reseat = 1,
    /// <summary>The distributor refunds the sale; it is kept as refused and never becomes a ticket.</summary>
    Refuse,
    /// <summary>The distributor's sale wins: the other party's hold is released, or the place is taken out of their order.</summary>
    Overrule,
}

/// <summary>Some conflicts, the oldest first.</summary>
[GenerateSerializer, Immutable, Alias("ConflictPage")]
public sealed record SaleConflictPage(ImmutableArray<SaleConflict> Conflicts, ConflictId? After);

/// <summary>Which conflicts to list; null takes all.</summary>
/// <param name="Venues">Only of these venues, whatever else is asked for.</param>
public sealed record ConflictFilter(
    VenueId? Venue = null,
    DistributorInterfaceId? Interface = null,
    PerformanceId? Performance = null,
    ConflictState? State = null,
    IReadOnlyCollection<VenueId>? Venues = null);
