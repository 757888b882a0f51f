using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Api.Security.Keys;

/// <summary>The keys as rows. Of a key itself only the SHA-256 is kept: it is 256 random bits, so there is nothing to guess from.</summary>
internal sealed class ApiKeyStore(Database database)
{
    private const string Columns = "id, prefix, name, role, venues, created_at, created_by, expires_at, last_used_at, revoked_at";

    /// <summary>False, and nothing is kept, where the id is taken.</summary>
    public async Task<bool> Add(ApiKey key, byte[] hash)
    {
        var added = false;
        await database.Write(async (connection, transaction) => added = await connection.ExecuteAsync(
            """
            INSERT INTO api_key (id, hash, prefix, name, role, venues, created_at, created_by, expires_at)
            VALUES (@Id, @hash, @Prefix, @Name, @role, @venues, @createdAt, @CreatedBy, @expires) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                Id = key.Id.Value,
                hash,
                key.Prefix,
                key.Name,
                role = (int)key.Role,
                venues = key.Venues is { } venues ? string.Join(',', venues.Select(venue => venue.ToString())) : null,
                createdAt = key.CreatedAt.ToUnixTimeMilliseconds(),
                key.CreatedBy,
                expires = key.Expires?.ToUnixTimeMilliseconds(),
            },
            transaction) == 1);
        return added;
    }

    public async Task<ApiKey?> Find(ApiKeyId id) => (await List("WHERE id = @id", new { id = id.Value })).SingleOrDefault();

    public async Task<ApiKey?> Find(byte[] hash) => (await List("WHERE hash = @hash", new { hash })).SingleOrDefault();

    /// <summary>The newest first, revoked ones too.</summary>
    public Task<ImmutableArray<ApiKey>> Newest(int count) => List("ORDER BY created_at DESC, id LIMIT @count", new { count });

    public Task<int> CountUsable(DateTimeOffset now) => database.Read(connection => connection.QuerySingleAsync<int>(
        "SELECT count(*) FROM api_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)", new { now = now.ToUnixTimeMilliseconds() }));

    public Task Used(ApiKeyId id, DateTimeOffset at) => Set(id, "last_used_at = @at", at);

    /// <summary>One that was revoked before stays so from then.</summary>
    public Task Revoke(ApiKeyId id, DateTimeOffset at) => Set(id, "revoked_at = coalesce(revoked_at, @at)", at);

    private Task Set(ApiKeyId id, string change, DateTimeOffset at) => database.Write((connection, transaction) => connection.ExecuteAsync(
        $"UPDATE api_key SET {change} WHERE id = @id", new { id = id.Value, at = at.ToUnixTimeMilliseconds() }, transaction));

    private Task<ImmutableArray<ApiKey>> List(string which, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<ApiKey>();
        await using var reader = await connection.ExecuteReaderAsync($"SELECT {Columns} FROM api_key {which}", parameters);
        while (await reader.ReadAsync())
        {
            found.Add(Read(reader));
        }

        return found.ToImmutable();
    });

    private static ApiKey Read(DbDataReader row) => new(
        new ApiKeyId(row.GetGuid(0)),
        row.GetString(1),
        row.GetString(2),
        (Role)row.GetInt32(3),
        row.IsDBNull(4) ? null : VenueRole.All(row.GetString(4).Split(','))!.Select(venue => new VenueRole(venue.Key, venue.Value)).ToImmutableArray(),
        Moment(row, 5)!.Value,
        row.GetString(6),
        Moment(row, 7),
        Moment(row, 8),
        Moment(row, 9));

    private static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
