using Dapper;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Distribution.Sandbox.AccessControl;

/// <summary>The performances whose doors open: nothing more is sold or cancelled there, so that the tickets at the doors are final.</summary>
internal sealed class Closings(SandboxDatabase database, TimeProvider time)
{
    public const string Closed = "Sales of this performance are closed: its access control is prepared.";

    /// <summary>The same again answers the same. Null for a performance it does not know.</summary>
    public Closing? Close(string performance) => database.Transact(connection =>
    {
        if (Performances.Find(connection, performance) is null)
        {
            return null;
        }

        connection.Execute(
            "INSERT INTO closing (performance, at) VALUES (@performance, @now) ON CONFLICT (performance) DO NOTHING",
            new { performance, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        var tickets = connection.ExecuteScalar<int>(
            "SELECT count(*) FROM ticket WHERE performance = @performance AND cancelled_at IS NULL", new { performance });
        return new Closing(tickets, At(connection, performance)!.Value);
    });

    public static bool IsClosed(SqliteConnection connection, string performance) => At(connection, performance) is not null;

    /// <exception cref="RefusedException">It is closed.</exception>
    public static void RequireOpen(SqliteConnection connection, string performance)
    {
        if (IsClosed(connection, performance))
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "closed", Closed);
        }
    }

    private static DateTimeOffset? At(SqliteConnection connection, string performance) =>
        connection.ExecuteScalar<long?>("SELECT at FROM closing WHERE performance = @performance", new { performance }) is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;
}

/// <param name="Tickets">Valid ones, at the doors.</param>
internal sealed record Closing(int Tickets, DateTimeOffset At);
