using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Mappings;

/// <summary>
/// Every version of every interface's mappings, as rows that are never changed. It is the only place where mappings are kept: a set is what its
/// changes come to, starting from the last version that was also kept whole.
/// </summary>
public sealed class MappingLedger(Database database, TimeProvider time)
{
    /// <summary>Versions, or changes, in one page.</summary>
    public const int MaxPage = 1_000;

    /// <summary>Each so many versions, the whole set is kept beside the change.</summary>
    private const int WholeEvery = 50;

    private const string Columns = "interface_id, version, command_id, who, made_at, file, change_count";

    /// <summary>The newest first.</summary>
    /// <param name="before">The <see cref="MappingVersionPage.Before"/> of the page before.</param>
    public async Task<MappingVersionPage> Versions(DistributorInterfaceId distributor, long? before, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var found = await List(
            $"SELECT {Columns} FROM mapping_version WHERE interface_id = @Interface AND version < @Before ORDER BY version DESC LIMIT @Limit",
            new { Interface = distributor, Before = before ?? long.MaxValue, Limit = first + 1 });
        return found.Length > first ? new MappingVersionPage(found[..first], found[first - 1].Version) : new MappingVersionPage(found, null);
    }

    /// <summary>What a version changed, by kind and our code; nothing for a version that there is not.</summary>
    public async Task<ImmutableArray<MappingChange>> Changes(DistributorInterfaceId distributor, long version, int skip, int first) =>
        [.. (await Changes(distributor, version)).Skip(Math.Max(0, skip)).Take(Math.Clamp(first, 1, MaxPage))];

    /// <summary>The mappings as they were in a version; null when there is no such version. Version 0 has none.</summary>
    public async Task<MappingSet?> At(DistributorInterfaceId distributor, long version)
    {
        var set = await Load(distributor, version);
        return set.Version == version ? set : null;
    }

    /// <summary>The version that a command made; null when it made none.</summary>
    internal async Task<MappingVersion?> Of(DistributorInterfaceId distributor, CommandId command) =>
        (await List($"SELECT {Columns} FROM mapping_version WHERE interface_id = @Interface AND command_id = @Command", new { Interface = distributor, Command = command })).SingleOrDefault();

    internal Task<string?> FingerprintOf(DistributorInterfaceId distributor, CommandId command) => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT fingerprint FROM mapping_version WHERE interface_id = @Interface AND command_id = @Command", new { Interface = distributor, Command = command }));

    internal async Task<ImmutableArray<MappingChange>> Changes(DistributorInterfaceId distributor, long version) =>
        Read<MappingChange>(await database.Read(connection => connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT changes FROM mapping_version WHERE interface_id = @Interface AND version = @Version", new { Interface = distributor, Version = version })));

    /// <summary>The newest set, or that of a version.</summary>
    internal Task<MappingSet> Load(DistributorInterfaceId distributor, long version = long.MaxValue) => database.Read(async connection =>
    {
        var key = new { Interface = distributor, Version = version };
        var set = await LastWhole(connection, key);
        var later = await connection.QueryAsync<(long Version, string Changes)>(
            $"SELECT version, changes FROM mapping_version WHERE interface_id = @Interface AND version <= @Version AND version > {set.Version} ORDER BY version", key);
        var mappings = set.Mappings.ToDictionary(mapping => (mapping.Kind, mapping.Ours));
        foreach (var (number, changes) in later)
        {
            Apply(mappings, Read<MappingChange>(changes));
            set = set with { Version = number };
        }

        return new MappingSet(set.Version, MappingRules.InOrder(mappings.Values));
    });

    /// <summary>Makes the next version. False when there is one of this number, or of this command: somebody else was first.</summary>
    internal Task<bool> Append(DistributorInterfaceId distributor, CommandContext context, string fingerprint, string? file, MappingSet before, MappingSet after) =>
        database.Write(async (connection, transaction) =>
        {
            var changes = MappingChange.Between(before, after);
            var row = new
            {
                Interface = distributor,
                after.Version,
                Command = context.Id,
                Fingerprint = fingerprint,
                context.Who,
                At = time.GetUtcNow().ToUnixTimeMilliseconds(),
                File = file,
                Count = changes.Length,
                Changes = JsonSerializer.Serialize(changes),
                Whole = after.Version % WholeEvery == 0 ? JsonSerializer.Serialize(after.Mappings) : null,
            };
            return await connection.ExecuteAsync(
                """
                INSERT INTO mapping_version (interface_id, version, command_id, fingerprint, who, made_at, file, change_count, changes, whole)
                VALUES (@Interface, @Version, @Command, @Fingerprint, @Who, @At, @File, @Count, @Changes, @Whole)
                ON CONFLICT DO NOTHING
                """,
                row,
                transaction) == 1;
        });

    private static async Task<MappingSet> LastWhole(DbConnection connection, object key)
    {
        var (version, whole) = await connection.QuerySingleOrDefaultAsync<(long Version, string? Whole)>(
            """
            SELECT version, whole FROM mapping_version
            WHERE interface_id = @Interface AND version <= @Version AND whole IS NOT NULL ORDER BY version DESC LIMIT 1
            """,
            key);
        return whole is null ? MappingSet.Empty : new MappingSet(version, Read<Mapping>(whole));
    }

    private static void Apply(Dictionary<(MappingKind, string), Mapping> mappings, ImmutableArray<MappingChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.After is { } theirs)
            {
                mappings[(change.Kind, change.Ours)] = new Mapping(change.Kind, change.Ours, theirs);
            }
            else
            {
                mappings.Remove((change.Kind, change.Ours));
            }
        }
    }

    private static ImmutableArray<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<ImmutableArray<T>>(json);

    private Task<ImmutableArray<MappingVersion>> List(string sql, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<MappingVersion>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(new MappingVersion(
                new DistributorInterfaceId(reader.GetGuid(0)),
                reader.GetInt64(1),
                new CommandId(reader.GetGuid(2)),
                reader.GetString(3),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                await reader.IsDBNullAsync(5) ? null : reader.GetString(5),
                reader.GetInt32(6)));
        }

        return found.ToImmutable();
    });
}
