using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales;

/// <summary>One sale of a distributor, with all its tickets.</summary>
/// <param name="SaleReference">The distributor's own id of the sale.</param>
/// <param name="CreatedAt">When it was imported.</param>
/// <param name="SoldAt">When the distributor sold it.</param>
/// <param name="Tickets">One for each place.</param>
[GenerateSerializer, Immutable, Alias("Order")]
public sealed record Order(
    OrderId Id,
    VenueId Venue,
    DistributorInterfaceId Interface,
    ContactId Contact,
    string SaleReference,
    DateTimeOffset SoldAt,
    DateTimeOffset CreatedAt,
    ImmutableArray<Ticket> Tickets);

/// <summary>One place of an order.</summary>
/// <param name="TicketReference">The distributor's own id of the ticket.</param>
/// <param name="CancelledAt">Null while the ticket is valid.</param>
/// <param name="Price">Of a pass, the first ticket bears all of it and the others 0.</param>
/// <param name="IsReserved">Its buyer has not paid yet.</param>
/// <param name="Warning">What somebody should look at, though the sale is recorded.</param>
/// <param name="Barcode">What access control reads; null where the distributor gave none.</param>
/// <param name="Category">The code of the seat category that was sold.</param>
/// <param name="Place">Its number in the seating plan, from 0.</param>
/// <param name="PlaceName">The name of the place.</param>
/// <param name="Price">What the buyer paid.</param>
/// <param name="SoldAt">When the distributor sold it.</param>
[GenerateSerializer, Immutable, Alias("Ticket")]
public sealed record Ticket(
    TicketId Id,
    OrderId Order,
    string TicketReference,
    PerformanceId Performance,
    int Place,
    string PlaceName,
    string Category,
    AudienceSubCategoryId Audience,
    Money Price,
    string? Barcode,
    DateTimeOffset SoldAt,
    DateTimeOffset? CancelledAt,
    ExecutionId Execution,
    string? Warning,
    bool IsReserved = false);

/// <summary>Some orders, one after the other.</summary>
[GenerateSerializer, Immutable, Alias("OrderPage")]
public sealed record OrderPage(ImmutableArray<Order> Orders, OrderId? After);

/// <summary>A line of the distributor that could not be taken yet. It is tried again at every import.</summary>
/// <param name="Body">The line as the distributor sent it.</param>
/// <param name="Error">Why it could not be taken; null before it was tried.</param>
/// <param name="Position">Orders the lines as they came.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Reference">The distributor's own id of the line.</param>
/// <param name="TicketReference">The distributor's own id of the ticket it is about; null where it names none.</param>
/// <param name="SkipReason">Why imports leave it out (`skipItem`); null: each tries it again.</param>
[GenerateSerializer, Immutable, Alias("WaitingLine")]
public sealed record WaitingLine(string Reference, string? TicketReference, string Body, DateTimeOffset ReceivedAt, ExecutionError? Error, long Position, string? SkipReason = null);

/// <summary>Some waiting lines, one after the other.</summary>
/// <param name="After">Ask on from here; null: there is no more.</param>
public sealed record WaitingPage(ImmutableArray<WaitingLine> Lines, long? After);

/// <summary>What was sold, counted.</summary>
/// <param name="Orders">Sales with at least one ticket.</param>
/// <param name="Tickets">All tickets ever made.</param>
/// <param name="Cancelled">Those of them that were cancelled since.</param>
public sealed record SalesTotals(int Orders, int Tickets, int Cancelled);
