using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Catalog;

/// <summary>An accepted command, of whatever venue.</summary>
internal sealed record PastCommand(VenueId Venue, Guid Entry, string Content);

/// <summary>The catalogs' tables. A venue's version in them decides between two activations that write at once.</summary>
internal sealed class CatalogStore(Database database, TimeProvider time)
{
    /// <summary>
    /// The version of the venue's catalog, 0 before it is created, and the command with this id, if there was one. The
    /// command is read first, so that the catalog at this version has what it made.
    /// </summary>
    public Task<(long Version, PastCommand? Past)> Look(VenueId venue, CommandId command) => database.Read(async connection =>
    {
        var past = await Find(connection, command);
        return (await VersionOf(connection, venue), past);
    });

    public Task<long> VersionOf(VenueId venue) => database.Read(connection => VersionOf(connection, venue));

    /// <summary>
    /// The catalog as durable. The version is read first: should a change come between, the state has it already and only
    /// its version is too low, which the next write finds out.
    /// </summary>
    public Task<CatalogState> Load(VenueId venue) => database.Read(async connection =>
    {
        var version = await VersionOf(connection, venue);
        var entries = ImmutableDictionary.CreateBuilder<Guid, CatalogEntry>();
        await using var reader = await connection.ExecuteReaderAsync(
            "SELECT kind, body FROM catalog_entry WHERE venue_id = @venue", new { venue });
        while (await reader.ReadAsync())
        {
            var entry = CatalogJson.Read(Enum.Parse<CatalogKind>(reader.GetString(0)), reader.GetString(1));
            entries.Add(entry.Key, entry);
        }

        return new CatalogState(venue, version, entries.ToImmutable());
    });

    /// <summary>Makes the entry durable under its command. False, and nothing is changed, when somebody else was first.</summary>
    public async Task<bool> Append(CatalogState state, CatalogCommand command, CatalogEntry entry)
    {
        try
        {
            await database.Write(async (connection, transaction) =>
            {
                await Raise(connection, transaction, state);
                await Record(connection, transaction, state, entry);
                await Record(connection, transaction, state, command, entry);
            });
            return true;
        }
        catch (SupersededException)
        {
            return false;
        }
    }

    private static async Task<PastCommand?> Find(DbConnection connection, CommandId command)
    {
        await using var reader = await connection.ExecuteReaderAsync(
            "SELECT venue_id, entry_id, content FROM catalog_command WHERE id = @command", new { command });
        return await reader.ReadAsync() ? new PastCommand(new VenueId(reader.GetGuid(0)), reader.GetGuid(1), reader.GetString(2)) : null;
    }

    private static Task<long> VersionOf(DbConnection connection, VenueId venue) =>
        connection.QuerySingleOrDefaultAsync<long>("SELECT version FROM catalog_venue WHERE venue_id = @venue", new { venue });

    private static Task Raise(DbConnection connection, DbTransaction transaction, CatalogState state) => ExactlyOne(connection.ExecuteAsync(
        state.Version == 0
            ? "INSERT INTO catalog_venue (venue_id, version) VALUES (@venue, 1) ON CONFLICT (venue_id) DO NOTHING"
            : "UPDATE catalog_venue SET version = version + 1 WHERE venue_id = @venue AND version = @version",
        new { venue = state.Id, version = state.Version },
        transaction));

    private static Task Record(DbConnection connection, DbTransaction transaction, CatalogState state, CatalogEntry entry) =>
        ExactlyOne(connection.ExecuteAsync(
        """
        INSERT INTO catalog_entry (id, venue_id, kind, scope_id, name, channel_id, body)
        VALUES (@id, @venue, @kind, @scope, @name, @channel, @body)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body WHERE catalog_entry.venue_id = excluded.venue_id
        """,
        new
        {
            id = entry.Key,
            venue = state.Id,
            kind = entry.Kind.ToString(),
            scope = entry is Performance { Event: var of } ? of.Value : state.Id.Value,
            name = entry.Label,
            channel = ChannelOf(entry),
            body = CatalogJson.Write(entry),
        },
        transaction));

    private static SalesChannelId? ChannelOf(CatalogEntry entry) => entry switch
    {
        Contingent contingent => contingent.ExternalChannel,
        RegisteredInterface registered => registered.Channel,
        ActivityProfile profile => profile.Channel,
        _ => null,
    };

    private static async Task ExactlyOne(Task<int> rows)
    {
        if (await rows != 1)
        {
            throw new SupersededException();
        }
    }

    private Task Record(DbConnection connection, DbTransaction transaction, CatalogState state, CatalogCommand command, CatalogEntry entry) =>
        ExactlyOne(connection.ExecuteAsync(
            """
            INSERT INTO catalog_command (id, venue_id, entry_id, content, who, at)
            VALUES (@id, @venue, @entry, @content, @who, @at) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                id = command.Id,
                venue = state.Id,
                entry = entry.Key,
                content = CatalogJson.ContentOf(command),
                who = command.Context.Who,
                at = time.GetUtcNow(),
            },
            transaction));

    /// <summary>Undoes the transaction; it never leaves this class.</summary>
    private sealed class SupersededException : Exception;
}
