using System.Collections.Immutable;
using Distribution.Connectors;

namespace Distribution.Sales.Exchanges;

/// <summary>What an exchange goes back to: the ticket it replaces and, where that one's own sale waits, what that one replaced, and so on.</summary>
/// <param name="Valid">The ticket that ends with it, with the time at which it was replaced. At most one of a chain is valid here.</param>
/// <param name="Waiting">Sales that were never taken here and are over at the distributor, the nearest first.</param>
internal sealed record ExchangeChain((Ticket Ticket, DateTimeOffset Until)? Valid, ImmutableArray<WaitingLink> Waiting)
{
    public static readonly ExchangeChain None = new(null, []);

    public bool IsEmpty => Valid is null && Waiting.IsEmpty;

    public IEnumerable<(SaleLine.Sold Sold, DateTimeOffset Until)> Over => Waiting.Select(link => (link.Sold, link.Until));
}

/// <summary>A sale that waits, and was replaced at the distributor.</summary>
internal readonly record struct WaitingLink(long Position, SaleLine.Sold Sold, DateTimeOffset Until);
