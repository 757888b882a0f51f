using Dapper;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Sales;

/// <summary>One go of selling, within one transaction: chooses places, groups them into sales, makes the tickets.</summary>
internal sealed class Till(
    SqliteConnection connection, PerformanceRegistration performance, string? audience, Random chance, DateTimeOffset now, int maxTicketsPerSale)
{
    private readonly List<long> _sold = [];

    public IReadOnlyList<long> Sold => _sold;

    public bool IsFree(string place) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM place WHERE performance = @Id AND place = @place AND ticket IS NULL)", new { performance.Id, place });

    public int FreeNumbered() => connection.ExecuteScalar<int>("SELECT count(*) FROM place WHERE performance = @Id AND ticket IS NULL", performance);

    public int FreeStanding(string? area = null) => connection.ExecuteScalar<int>(
        "SELECT coalesce(sum(allotted - sold), 0) FROM area WHERE performance = @Id AND (@area IS NULL OR area = @area)", new { performance.Id, area });

    public void SellNamed(IReadOnlyList<string> places)
    {
        foreach (var group in places.Chunk(maxTicketsPerSale))
        {
            var sale = connection.Next("sale");
            foreach (var place in group)
            {
                SellPlace(sale, place);
            }
        }
    }

    /// <summary>Row by row from a row chosen by chance, so that the tickets of one sale are neighbours.</summary>
    public void SellNumbered(int count)
    {
        if (count > FreeNumbered())
        {
            throw NotEnough("numbered places", FreeNumbered(), count);
        }

        var rows = count == 0 ? [] : FreeRows();
        while (count > 0)
        {
            var row = chance.Next(rows.Count);
            var group = Math.Min(Math.Min(count, rows[row].Count), 1 + chance.Next(maxTicketsPerSale));
            var sale = connection.Next("sale");
            for (var i = 0; i < group; i++)
            {
                SellPlace(sale, rows[row].Dequeue());
            }

            count -= group;
            if (rows[row].Count == 0)
            {
                rows[row] = rows[^1];
                rows.RemoveAt(rows.Count - 1);
            }
        }
    }

    public void SellStanding(int count, string? area)
    {
        if (count > FreeStanding(area))
        {
            throw NotEnough(area is null ? "standing places" : $"places of the area “{area}”", FreeStanding(area), count);
        }

        while (count > 0)
        {
            var from = connection.QueryFirst<AreaRow>(
                """
                SELECT area, category, allotted - sold AS free FROM area
                WHERE performance = @Id AND sold < allotted AND (@area IS NULL OR area = @area) ORDER BY area LIMIT 1
                """,
                new { performance.Id, area });
            var group = (int)Math.Min(Math.Min(count, from.Free), 1 + chance.Next(maxTicketsPerSale));
            connection.Execute("UPDATE area SET sold = sold + @group WHERE performance = @Id AND area = @Area", new { performance.Id, from.Area, group });
            var sale = connection.Next("sale");
            for (var i = 0; i < group; i++)
            {
                Issue(sale, null, from.Area, from.Category);
            }

            count -= group;
        }
    }

    /// <summary>A ticket for a place that the distributor does not have: its sale is told all the same.</summary>
    public void SellGhost(string place, string category) => Issue(connection.Next("sale"), place, null, category, ghost: true);

    private void SellPlace(long sale, string place)
    {
        var category = connection.ExecuteScalar<string?>(
            "SELECT category FROM place WHERE performance = @Id AND place = @place AND ticket IS NULL", new { performance.Id, place })
            ?? throw new RefusedException(StatusCodes.Status409Conflict, "not_free", $"The place “{place}” is not free here.");
        var ticket = Issue(sale, place, null, category);
        connection.Execute("UPDATE place SET ticket = @ticket WHERE performance = @Id AND place = @place", new { performance.Id, place, ticket });
    }

    private long Issue(long sale, string? place, string? area, string category, bool ghost = false)
    {
        var audiences = performance.Audiences is { Count: > 0 } some ? some : ["ADULT"];
        var who = audience ?? audiences[chance.Next(audiences.Count)];
        var ticket = Tickets.Insert(
            connection, new NewTicket(sale, performance.Id, place, area, category, who, performance.AmountFor(category, who), performance.Currency, now, ghost));
        _sold.Add(ticket);
        return ticket;
    }

    private List<Queue<string>> FreeRows() =>
    [
        .. connection
            .Query<FreePlace>(
                "SELECT place, block, row FROM place WHERE performance = @Id AND ticket IS NULL ORDER BY block, row, length(seat), seat, place", performance)
            .GroupBy(free => (free.Block, free.Row))
            .Select(row => new Queue<string>(row.Select(free => free.Place))),
    ];

    private static RefusedException NotEnough(string what, int free, int wanted) =>
        new(StatusCodes.Status409Conflict, "not_enough", $"{free} {what} are free, not {wanted}.");

    private sealed record FreePlace(string Place, string Block, string Row);

    private sealed record AreaRow(string Area, string Category, long Free);
}
