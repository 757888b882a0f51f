using Dapper;
using Distribution.Sandbox.AccessControl;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Sales;

/// <summary>
/// Sells and cancels. A place is sold by setting its ticket where there was none, in the same transaction as the ticket; an index of the
/// database holds that no place has two.
/// </summary>
internal sealed class BoxOffice(SandboxDatabase database, TimeProvider time, int seed)
{
    private const int MaxTickets = 200_000;

    /// <exception cref="RefusedException">The order can't be filled whole; nothing was sold.</exception>
    public IReadOnlyList<TicketView> Sell(SaleOrder order)
    {
        if (order.Numbered < 0 || order.Standing < 0 || order.Numbered > MaxTickets || order.Standing > MaxTickets || order.MaxTicketsPerSale is < 1 or > 100)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "invalid", $"Counts are 0 to {MaxTickets}; maxTicketsPerSale is 1 to 100.");
        }

        return database.Transact(connection =>
        {
            var performance = Performances.Get(connection, order.Performance);
            Closings.RequireOpen(connection, order.Performance);
            var till = new Till(connection, performance, order.Audience, Chance(connection), time.GetUtcNow(), order.MaxTicketsPerSale);
            till.SellNamed(order.Places ?? []);
            till.SellNumbered(order.Numbered);
            till.SellStanding(order.Standing, order.Area);
            return Sold(connection, till);
        });
    }

    /// <summary>Up to that many of whatever is free, for sales at a rate; nothing of a performance that is closed, or that a reset has just forgotten.</summary>
    public void SellUpTo(string performance, int count) => database.Transact(connection =>
    {
        if (Performances.Find(connection, performance) is not { } known || Closings.IsClosed(connection, performance))
        {
            return 0;
        }

        var chance = Chance(connection);
        var till = new Till(connection, known, null, chance, time.GetUtcNow(), maxTicketsPerSale: 4);
        var numbered = till.FreeNumbered();
        var standing = till.FreeStanding();
        var total = Math.Min(count, numbered + standing);
        var ofNumbered = Math.Max(Math.Min(numbered, chance.Next(total + 1)), total - standing);
        till.SellNumbered(ofNumbered);
        till.SellStanding(total - ofNumbered, null);
        return total;
    });

    /// <summary>Those of the places that are free, up to that many, within a transaction; none of a closed performance.</summary>
    public void SellThose(SqliteConnection connection, string performance, IReadOnlyList<string> places, int count)
    {
        if (Closings.IsClosed(connection, performance))
        {
            return;
        }

        var till = new Till(connection, Performances.Get(connection, performance), null, Chance(connection), time.GetUtcNow(), maxTicketsPerSale: 4);
        till.SellNamed([.. places.Where(till.IsFree).Take(count)]);
    }

    /// <summary>Up to that many of one area, within a transaction; none of a closed performance.</summary>
    public void SellStanding(SqliteConnection connection, string performance, string area, int count)
    {
        if (Closings.IsClosed(connection, performance))
        {
            return;
        }

        var till = new Till(connection, Performances.Get(connection, performance), null, Chance(connection), time.GetUtcNow(), maxTicketsPerSale: 4);
        till.SellStanding(Math.Min(count, till.FreeStanding(area)), area);
    }

    /// <summary>Tells the sale of a place that the distributor does not have.</summary>
    /// <exception cref="RefusedException">It has the place.</exception>
    public TicketView SellGhost(GhostOrder order) => database.Transact(connection =>
    {
        var till = new Till(connection, Performances.Get(connection, order.Performance), null, Chance(connection), time.GetUtcNow(), maxTicketsPerSale: 1);
        if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM place WHERE performance = @Performance AND place = @Place)", order))
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "has_place", $"The place “{order.Place}” is here to sell: sell it.");
        }

        till.SellGhost(order.Place, order.Category);
        return Sold(connection, till).Single();
    });

    /// <exception cref="RefusedException">A ticket is not known or already cancelled, or there are too few; nothing was cancelled.</exception>
    public IReadOnlyList<TicketView> Cancel(CancelOrder order) => database.Transact(connection =>
    {
        var now = time.GetUtcNow();
        var numbers = order.Tickets is null ? Any(connection, order) : [.. order.Tickets.Select(ticket => Numbers.Ticket(ticket) ?? throw UnknownTicket(ticket))];
        foreach (var number in numbers)
        {
            Cancel(connection, number, now);
        }

        return numbers.Select(number => Tickets.Find(connection, number)!).ToList();
    });

    public IReadOnlyList<TicketView> List(string? performance) => database.Transact(connection => Tickets.All(connection, performance));

    public static RefusedException UnknownTicket(string ticket) => new(StatusCodes.Status404NotFound, "unknown_ticket", $"There is no ticket “{ticket}” here.");

    private List<long> Any(SqliteConnection connection, CancelOrder order)
    {
        var valid = connection
            .Query<long>(
                "SELECT number FROM ticket WHERE cancelled_at IS NULL AND ghost = 0 AND (@Performance IS NULL OR performance = @Performance) ORDER BY number", order)
            .ToArray();
        if (order.Count < 0 || order.Count > valid.Length)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not_enough", $"There are {valid.Length} tickets to cancel, not {order.Count}.");
        }

        Chance(connection).Shuffle(valid);
        return [.. valid.Take(order.Count)];
    }

    private static void Cancel(SqliteConnection connection, long number, DateTimeOffset now)
    {
        var ticket = Tickets.Find(connection, number) ?? throw UnknownTicket(Numbers.Ticket(number));
        if (ticket.CancelledAt is not null)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "already_cancelled", $"The ticket “{ticket.Ticket}” is cancelled.");
        }

        Closings.RequireOpen(connection, ticket.Performance);
        connection.Execute("UPDATE ticket SET cancelled_at = @now WHERE number = @number", new { number, now = now.ToUnixTimeMilliseconds() });
        connection.Execute("UPDATE place SET ticket = NULL WHERE performance = @Performance AND ticket = @number", new { ticket.Performance, number });
        connection.Execute("UPDATE area SET sold = sold - 1 WHERE performance = @Performance AND area = @Area", new { ticket.Performance, ticket.Area });
        SalesFeed.Append(connection, SalesFeed.Cancelled, number);
    }

    private static List<TicketView> Sold(SqliteConnection connection, Till till) => [.. till.Sold.Select(number => Tickets.Find(connection, number)!)];

    /// <summary>Every choice has its own number, so that a restart does not repeat the last ones.</summary>
    private Random Chance(SqliteConnection connection) => new(unchecked((int)(seed * 7919L + connection.Next("chance"))));
}
