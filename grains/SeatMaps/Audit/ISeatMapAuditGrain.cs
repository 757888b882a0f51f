using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps.Audit;

/// <summary>
/// The audit log of one performance: every change of its places, read from the journal. The key is the performance's id. It reads the
/// database beside the seat map, which it never keeps waiting.
/// </summary>
[Alias("ISeatMapAuditGrain")]
public interface ISeatMapAuditGrain : IGrainWithGuidKey
{
    /// <summary>The latest changes first. Refused with NotFound (performance, place) and Invalid (page).</summary>
    /// <param name="place">Only changes of this place: a numbered place's key, or the name of a place of an unnumbered area, such as <c>Standing #12</c>.</param>
    /// <param name="before">The <see cref="AuditPage.Before"/> of the page before; null for the first.</param>
    /// <param name="first">1 to 500 entries.</param>
    [Alias("Read"), ResponseTimeout("00:00:25")]
    Task<Outcome<AuditPage>> Read(string? place, long? before, int first, CancellationToken cancellationToken);

    /// <summary>The version of the last change that is durable; 0 where there was none.</summary>
    [Alias("LastVersion"), ResponseTimeout("00:00:10")]
    Task<long> LastVersion();

    /// <summary>When places came to those who have them, in the order of the places; null of what the log does not tell. Refused with NotFound (performance).</summary>
    [Alias("TakingOf"), ResponseTimeout("00:00:25")]
    Task<Outcome<ImmutableArray<PlaceTaking?>>> TakingOf(ImmutableArray<HeldPlace> places, CancellationToken cancellationToken);
}

/// <summary>A numbered place, and who has it.</summary>
[GenerateSerializer, Immutable, Alias("HeldPlace")]
public readonly record struct HeldPlace(PlaceKey Place, PlaceHolder Holder);

/// <summary>Since when somebody has a place.</summary>
/// <param name="Who">The name of the caller by whose command it came to them.</param>
/// <param name="At">When that was accepted.</param>
[GenerateSerializer, Immutable, Alias("PlaceTaking")]
public sealed record PlaceTaking(string Who, DateTimeOffset At);

/// <summary>A part of an audit log, the latest first.</summary>
/// <param name="Before">Give this for the page that follows; null at the beginning of the log. A page may have fewer entries than asked for, or none, and yet not be the last.</param>
[GenerateSerializer, Immutable, Alias("AuditPage")]
public sealed record AuditPage(ImmutableArray<AuditEntry> Entries, long? Before);

/// <summary>One accepted command, and what was true of its places afterwards.</summary>
/// <param name="Version">Of the seat map, as this command made it.</param>
/// <param name="Command">The id that the caller gave the command.</param>
/// <param name="Who">The caller's name.</param>
/// <param name="Channel">The sales channel it came through, or that the hold or the sale is of, where there was one.</param>
/// <param name="Execution">The execution of a distributor interface that it belongs to, where there was one.</param>
/// <param name="Hold">The hold that was made, extended, confirmed or released, or ran out.</param>
/// <param name="Order">The order that places were sold under, or whose sale was cancelled.</param>
/// <param name="Ticket">The distributor's ticket that was imported.</param>
/// <param name="Changes">Places that became the same thing stand together.</param>
/// <param name="Action">What was done.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Customer">Who the hold was for, in the words of whoever made it.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(
    long Version,
    DateTimeOffset At,
    SeatMapAction Action,
    CommandId Command,
    string Who,
    SalesChannelId? Channel,
    ExecutionId? Execution,
    HoldId? Hold,
    OrderId? Order,
    TicketId? Ticket,
    ImmutableArray<AuditChange> Changes,
    string? Customer);

/// <summary>What some places were after a command.</summary>
/// <param name="PlaceCount">How many places.</param>
/// <param name="Places">Their names, of the first 1,000; only the place asked for, where one was.</param>
/// <param name="Contingent">Null in the venue's pool.</param>
/// <param name="Offeree">The distributor interface that sells them, or may.</param>
/// <param name="Blocked">Whether nobody could sell them.</param>
/// <param name="Offer">Whether a distributor had them.</param>
/// <param name="Status">Whether they were free, held or sold.</param>
[GenerateSerializer, Immutable, Alias("AuditChange")]
public sealed record AuditChange(
    int PlaceCount,
    ImmutableArray<string> Places,
    ContingentId? Contingent,
    bool Blocked,
    SaleStatus Status,
    OfferStage Offer,
    DistributorInterfaceId? Offeree);
