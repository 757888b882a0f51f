using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Sales.Statements;

/// <summary>
/// What a distributor owes for a period: its orders are paid on its pending account and not in cash. Sales and cancellations count at the distributor's own
/// times, so what comes late still counts in its period. Reservations do not count until they are paid.
/// </summary>
/// <param name="From">Of the period; it ends before <paramref name="To"/>.</param>
/// <param name="To">Where the period ends; that moment is no more in it.</param>
/// <param name="Balances">One for each currency, by its code.</param>
public sealed record Statement(DistributorId Distributor, DateTimeOffset From, DateTimeOffset To, ImmutableArray<StatementBalance> Balances);

/// <summary>Opening + Sales - Cancellations = Closing, always.</summary>
/// <param name="Currency">Its ISO 4217 code.</param>
/// <param name="Opening">What it owed when the period began, in minor units like the others.</param>
/// <param name="Sales">The prices of the tickets sold in the period.</param>
/// <param name="SalesCount">Tickets sold in the period.</param>
/// <param name="Cancellations">The prices of the tickets cancelled in the period.</param>
/// <param name="CancellationsCount">Tickets cancelled in the period.</param>
/// <param name="Closing">What it owes when the period ends.</param>
public sealed record StatementBalance(
    string Currency, long Opening, long Sales, int SalesCount, long Cancellations, int CancellationsCount, long Closing);

/// <summary>A sale, or with a negative amount a cancellation.</summary>
/// <param name="At">When the distributor sold or cancelled it.</param>
/// <param name="IsCancellation">It was cancelled, not sold.</param>
/// <param name="SaleReference">The distributor's id of the sale.</param>
/// <param name="TicketReference">The distributor's id of the ticket.</param>
/// <param name="Performance">What the ticket is for.</param>
/// <param name="Place">The name of its place.</param>
/// <param name="Amount">Its price; negative where it was cancelled.</param>
/// <param name="Category">The code of its seat category.</param>
/// <param name="Audience">With the category, its tariff.</param>
public sealed record StatementLine(
    DateTimeOffset At, bool IsCancellation, string SaleReference, string TicketReference, PerformanceId Performance, string Place, Money Amount, string Category, AudienceSubCategoryId Audience);
