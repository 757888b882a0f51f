using System.Text.Json;
using Dapper;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Allotments;

/// <summary>The performances the distributor sells, and what it has of each.</summary>
internal sealed class Performances(SandboxDatabase database)
{
    public void Register(PerformanceRegistration registration) => database.Transact(connection => connection.Execute(
        """
        INSERT INTO performance (id, name, catalogue) VALUES (@Id, @Name, @Catalogue)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, catalogue = excluded.catalogue
        """,
        new { registration.Id, Name = registration.Name ?? registration.Id, Catalogue = JsonSerializer.Serialize(registration) }));

    public void SetLastVersion(string performance, long version) =>
        Update(performance, "UPDATE performance SET last_version = @value WHERE id = @performance", version);

    public void SetRate(string performance, int ticketsPerMinute) =>
        Update(performance, "UPDATE performance SET tickets_per_minute = @value WHERE id = @performance", ticketsPerMinute);

    public IReadOnlyList<(string Performance, int TicketsPerMinute)> Rates() => database.Transact(connection => connection
        .Query<(string, long)>("SELECT id, tickets_per_minute FROM performance WHERE tickets_per_minute > 0 ORDER BY id")
        .Select(row => (row.Item1, (int)row.Item2))
        .ToList());

    /// <summary>Null for a performance it does not know.</summary>
    public AllotmentView? View(string performance) => database.Transact(connection =>
    {
        var row = connection.QueryFirstOrDefault<PerformanceRow>(
            "SELECT name, last_version, tickets_per_minute FROM performance WHERE id = @performance", new { performance });
        if (row is null)
        {
            return null;
        }

        var places = connection
            .Query<PlaceRow>(
                "SELECT place, block, row, seat, category, ticket FROM place WHERE performance = @performance ORDER BY block, row, length(seat), seat, place",
                new { performance })
            .Select(place => place.View())
            .ToList();
        var areas = connection
            .Query<AreaRow>("SELECT area, category, allotted, sold FROM area WHERE performance = @performance ORDER BY area", new { performance })
            .Select(area => new AreaView(area.Area, area.Category, (int)area.Allotted, (int)area.Sold))
            .ToList();
        var numbered = new PlaceCounts(places.Count, places.Count(place => place.Ticket is not null));
        return new AllotmentView(performance, row.Name, row.Last_Version, (int)row.Tickets_Per_Minute, numbered, places, areas);
    });

    /// <summary>What was said of a performance; null for one it does not know.</summary>
    public static PerformanceRegistration? Find(SqliteConnection connection, string performance) =>
        connection.ExecuteScalar<string?>("SELECT catalogue FROM performance WHERE id = @performance", new { performance }) is { } catalogue
            ? JsonSerializer.Deserialize<PerformanceRegistration>(catalogue)
            : null;

    /// <exception cref="RefusedException">There is no such performance.</exception>
    public static PerformanceRegistration Get(SqliteConnection connection, string performance) => Find(connection, performance) ?? throw Unknown(performance);

    public static RefusedException Unknown(string performance) =>
        new(StatusCodes.Status404NotFound, "unknown_performance", $"There is no performance “{performance}” here.");

    private void Update(string performance, string sql, long value) => database.Transact(connection =>
        connection.Execute(sql, new { performance, value }) == 1 ? true : throw Unknown(performance));

    private sealed record PerformanceRow(string Name, long Last_Version, long Tickets_Per_Minute);

    private sealed record PlaceRow(string Place, string Block, string Row, string Seat, string Category, long? Ticket)
    {
        public PlaceView View() => new(Place, Block, Row, Seat, Category, Ticket is { } ticket ? Numbers.Ticket(ticket) : null);
    }

    private sealed record AreaRow(string Area, string Category, long Allotted, long Sold);
}
