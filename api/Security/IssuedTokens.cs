using Dapper;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Api.Security;

/// <summary>Which tokens were issued under which command, as rows, so that the same command again answers the same token. A token itself is kept nowhere: it is made again.</summary>
public sealed class IssuedTokens
{
    private readonly Database _database;

    internal IssuedTokens(Database database) => _database = database;

    /// <summary>When a token was issued under this command: now, or before. Null where that was another one.</summary>
    internal async Task<DateTimeOffset?> Record(CommandContext command, string name, Grant grant, int days, DateTimeOffset now)
    {
        var row = new Row(
            command.Id.Value,
            name,
            (int?)grant.Role,
            grant.List is { } venues ? string.Join(',', venues.Select(venue => venue.ToString()).Order(StringComparer.Ordinal)) : null,
            days,
            now.ToUnixTimeSeconds() * 1_000,
            command.Who);
        await _database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO issued_token (command_id, name, role, venues, days, issued_at, issued_by)
            VALUES (@CommandId, @Name, @Role, @Venues, @Days, @IssuedAt, @IssuedBy) ON CONFLICT (command_id) DO NOTHING
            """,
            row,
            transaction));
        var kept = await _database.Read(connection => connection.QuerySingleAsync<Kept>(
            "SELECT name AS Name, role AS Role, venues AS Venues, days AS Days, issued_at AS IssuedAt FROM issued_token WHERE command_id = @CommandId", row));
        return (kept.Name, kept.Role, kept.Venues, kept.Days) == (row.Name, (long?)row.Role, row.Venues, row.Days) ? DateTimeOffset.FromUnixTimeMilliseconds(kept.IssuedAt) : null;
    }

    private sealed record Row(Guid CommandId, string Name, int? Role, string? Venues, int Days, long IssuedAt, string IssuedBy);

    /// <summary>The two databases give integers of different sizes.</summary>
    private sealed class Kept
    {
        public string Name { get; set; } = "";

        public long? Role { get; set; }

        public string? Venues { get; set; }

        public long Days { get; set; }

        public long IssuedAt { get; set; }
    }
}
