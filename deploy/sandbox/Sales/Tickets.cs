using System.Text.Json;
using Dapper;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Sales;

/// <summary>The tickets, as rows.</summary>
internal static class Tickets
{
    private const string Columns = "number, sale, performance, place, area, category, audience, amount, currency, sold_at, cancelled_at, ghost";

    public static IReadOnlyList<TicketView> All(SqliteConnection connection, string? performance) =>
    [
        .. connection.Query<TicketRow>($"SELECT {Columns} FROM ticket WHERE @performance IS NULL OR performance = @performance ORDER BY number", new { performance })
            .Select(row => row.View()),
    ];

    public static TicketView? Find(SqliteConnection connection, long number) =>
        connection.QueryFirstOrDefault<TicketRow>($"SELECT {Columns} FROM ticket WHERE number = @number", new { number })?.View();

    /// <summary>By number; all of them are there.</summary>
    public static IReadOnlyDictionary<long, TicketView> Find(SqliteConnection connection, IReadOnlyCollection<long> numbers) =>
        connection.Query<TicketRow>(
            $"SELECT {Columns} FROM ticket WHERE number IN (SELECT value FROM json_each(@numbers))", new { numbers = JsonSerializer.Serialize(numbers) })
            .ToDictionary(row => row.Number, row => row.View());

    /// <summary>Keeps a new ticket and puts its sale in the feed.</summary>
    public static long Insert(SqliteConnection connection, NewTicket ticket)
    {
        var number = connection.Next("ticket");
        connection.Execute(
            """
            INSERT INTO ticket (number, sale, performance, place, area, category, audience, amount, currency, sold_at, ghost)
            VALUES (@number, @Sale, @Performance, @Place, @Area, @Category, @Audience, @Amount, @Currency, @soldAt, @Ghost)
            """,
            new
            {
                number, ticket.Sale, ticket.Performance, ticket.Place, ticket.Area, ticket.Category, ticket.Audience, ticket.Amount, ticket.Currency,
                soldAt = ticket.SoldAt.ToUnixTimeMilliseconds(), ticket.Ghost,
            });
        SalesFeed.Append(connection, SalesFeed.Sold, number);
        return number;
    }

    private sealed record TicketRow(
        long Number, long Sale, string Performance, string? Place, string? Area, string Category, string Audience, long Amount, string Currency,
        long Sold_At, long? Cancelled_At, long Ghost)
    {
        public TicketView View() => new(
            Numbers.Ticket(Number), Numbers.Sale(Sale), Performance, Place, Area, Category, Audience, Amount, Currency,
            DateTimeOffset.FromUnixTimeMilliseconds(Sold_At), Numbers.Barcode(Number),
            Cancelled_At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, Ghost != 0);
    }
}

internal sealed record NewTicket(
    long Sale, string Performance, string? Place, string? Area, string Category, string Audience, long Amount, string Currency, DateTimeOffset SoldAt,
    bool Ghost = false);
