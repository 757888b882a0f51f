using Dapper;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.Sales;

/// <summary>
/// What happened, line by line, for the venue to read. A page that was given keeps its extent until it is acknowledged, however many lines
/// come behind it.
/// </summary>
internal sealed class SalesFeed(SandboxDatabase database)
{
    public const string Sold = "sold";
    public const string Cancelled = "cancelled";
    private const string Raw = "raw";

    public static void Append(SqliteConnection connection, string type, long ticket) => connection.Execute(
        "INSERT INTO line (number, type, ticket) VALUES (@number, @type, @ticket)", new { number = connection.Next("line"), type, ticket });

    public FeedPage Read(int limit) => database.Transact(connection =>
    {
        var (acknowledged, given) = connection.QuerySingle<(long, long)>("SELECT acknowledged, given FROM feed");
        var end = given > acknowledged ? given : long.MaxValue;
        var rows = connection
            .Query<LineRow>(
                "SELECT seq, number, type, ticket, raw FROM line WHERE seq > @acknowledged AND seq <= @end ORDER BY seq LIMIT @limit", new { acknowledged, end, limit })
            .ToList();
        if (rows.Count == 0)
        {
            return new FeedPage([], null, false);
        }

        connection.Execute("UPDATE feed SET given = max(given, @last)", new { last = rows[^1].Seq });
        var more = connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM line WHERE seq > @last)", new { last = rows[^1].Seq });
        return new FeedPage(Lines(connection, rows), Numbers.Cursor(rows[^1].Seq), more);
    });

    /// <summary>The lines after a sequence, for a venue that remembers by itself how far it has read. Null for a sequence that was never given to a line.</summary>
    public FeedPage? ReadSince(long since, int limit) => database.Transact(connection =>
    {
        // A reset forgets the lines, but gives no sequence twice.
        var last = connection.ExecuteScalar<long?>("SELECT seq FROM sqlite_sequence WHERE name = 'line'") ?? 0;
        if (since > last)
        {
            return null;
        }

        connection.Execute("UPDATE feed SET acknowledged = max(acknowledged, @since), given = max(given, @since)", new { since });
        var rows = connection
            .Query<LineRow>("SELECT seq, number, type, ticket, raw FROM line WHERE seq > @since ORDER BY seq LIMIT @limit", new { since, limit })
            .ToList();
        return rows.Count == 0
            ? new FeedPage([], null, false)
            : new FeedPage(Lines(connection, rows), Numbers.Cursor(rows[^1].Seq), rows[^1].Seq < last);
    });

    /// <summary>The lines after a sequence that tell what happened from a moment on, whatever was acknowledged.</summary>
    public FeedPage History(DateTimeOffset from, long after, int limit) => database.Transact(connection =>
    {
        var rows = connection
            .Query<LineRow>(
                """
                SELECT seq, number, type, ticket, raw FROM line WHERE seq > @after AND (raw IS NOT NULL OR EXISTS (
                    SELECT 1 FROM ticket WHERE ticket.number = line.ticket AND CASE line.type WHEN 'cancelled' THEN cancelled_at ELSE sold_at END >= @from))
                ORDER BY seq LIMIT @limit
                """,
                new { after, from = from.ToUnixTimeMilliseconds(), limit })
            .ToList();
        return rows.Count == 0
            ? new FeedPage([], null, false)
            : new FeedPage(Lines(connection, rows), Numbers.Cursor(rows[^1].Seq), rows.Count == limit);
    });

    /// <summary>False for a cursor that was never given.</summary>
    public bool Acknowledge(string cursor) => Numbers.Cursor(cursor) is { } seq && database.Transact(connection =>
        connection.Execute("UPDATE feed SET acknowledged = max(acknowledged, @seq) WHERE @seq <= given", new { seq }) == 1);

    /// <summary>Lines that are not acknowledged yet.</summary>
    public int Waiting() => database.Transact(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM line WHERE seq > (SELECT acknowledged FROM feed)"));

    /// <summary>Tells every line of a ticket once more, at the end, under the same line id or a new one.</summary>
    public void SendAgain(string ticket, bool sameLine) => database.Transact(connection =>
    {
        var number = Numbers.Ticket(ticket);
        var lines = connection
            .Query<LineRow>("SELECT seq, number, type, ticket, raw FROM line WHERE ticket = @number ORDER BY seq", new { number })
            .ToList();
        if (lines.Count == 0)
        {
            throw BoxOffice.UnknownTicket(ticket);
        }

        return connection.Execute(
            "INSERT INTO line (number, type, ticket) VALUES (@Number, @Type, @Ticket)",
            lines.Select(line => new { Number = sameLine ? line.Number : connection.Next("line"), line.Type, line.Ticket }).ToList());
    });

    /// <summary>Puts any text in the place of a line. A <c>{line}</c> in it becomes a new line id.</summary>
    public void SendRaw(string text) => database.Transact(connection =>
    {
        var number = connection.Next("line");
        var named = text.Replace("{line}", Numbers.Line(number), StringComparison.Ordinal);
        return connection.Execute("INSERT INTO line (number, type, raw) VALUES (@number, @Raw, @named)", new { number, Raw, named });
    });

    private static IReadOnlyList<FeedLine> Lines(SqliteConnection connection, IReadOnlyList<LineRow> rows)
    {
        var tickets = Tickets.Find(connection, [.. rows.Select(row => row.Ticket).OfType<long>().Distinct()]);
        return [.. rows.Select(row => new FeedLine(row.Seq, Numbers.Line(row.Number), row.Type, row.Ticket is { } ticket ? tickets[ticket] : null, row.Raw))];
    }

    private sealed record LineRow(long Seq, long Number, string Type, long? Ticket, string? Raw);
}

internal sealed record FeedPage(IReadOnlyList<FeedLine> Lines, string? Cursor, bool More);

/// <param name="Sequence">Its place in the feed; <paramref name="Line"/> is its name, which it keeps when it is told again.</param>
/// <param name="Type"><c>sold</c>, <c>cancelled</c>, or <c>raw</c>, which alone has <paramref name="Raw"/> and no ticket.</param>
internal sealed record FeedLine(long Sequence, string Line, string Type, TicketView? Ticket, string? Raw);
