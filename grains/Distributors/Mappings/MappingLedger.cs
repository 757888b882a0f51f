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

    /// <summary>The same part of the versions of each of these interfaces, the newest first.</summary>
    /// <param name="before">The <see cref="MappingVersionPage.Before"/> of the page before.</param>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, MappingVersionPage>> Versions(IReadOnlyCollection<DistributorInterfaceId> interfaces, long? before, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            $"SELECT {Columns} FROM mapping_version WHERE interface_id = @Of AND version < @Before ORDER BY version DESC LIMIT @Limit",
            new { Before = before ?? long.MaxValue, Limit = first + 1 },
            Version);
        return interfaces.ToDictionary(id => id, id => PageOf([.. found[id.Value]], first));
    }

    /// <summary>The same part of what each of these versions changed, by kind and our code.</summary>
    public async Task<IReadOnlyDictionary<MappingVersion, ImmutableArray<MappingChange>>> Changes(IReadOnlyCollection<MappingVersion> versions, int skip, int first)
    {
        var found = await database.ReadEach(
            versions.Select(version => version.Interface.Value).Distinct(),
            $"SELECT version, changes FROM mapping_version WHERE interface_id = @Of AND version IN ({string.Join(", ", versions.Select(version => version.Version).Distinct())})",
            new { },
            row => (Version: row.GetInt64(0), Changes: row.GetString(1)));
        return versions.ToDictionary<MappingVersion, MappingVersion, ImmutableArray<MappingChange>>(version => version, version =>
        [
            .. Read<MappingChange>(found[version.Interface.Value].Single(row => row.Version == version.Version).Changes).Skip(Math.Max(0, skip)).Take(Math.Clamp(first, 1, MaxPage)),
        ]);
    }

    /// <summary>The mappings of each of these interfaces as they were in a version; null when there is no such version. Version 0 has none.</summary>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, MappingSet?>> At(IReadOnlyCollection<DistributorInterfaceId> interfaces, long version) =>
        (await Load(interfaces, version)).ToDictionary(set => set.Key, set => set.Value.Version == version ? set.Value : null);

    /// <summary>The version that a command made; null when it made none.</summary>
    internal async Task<MappingVersion?> Of(DistributorInterfaceId distributor, CommandId command) =>
        (await List($"SELECT {Columns} FROM mapping_version WHERE interface_id = @Interface AND command_id = @Command", new { Interface = distributor, Command = command })).SingleOrDefault();

    internal Task<string?> FingerprintOf(DistributorInterfaceId distributor, CommandId command) => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT fingerprint FROM mapping_version WHERE interface_id = @Interface AND command_id = @Command", new { Interface = distributor, Command = command }));

    internal async Task<ImmutableArray<MappingChange>> Changes(DistributorInterfaceId distributor, long version) =>
        Read<MappingChange>(await database.Read(connection => connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT changes FROM mapping_version WHERE interface_id = @Interface AND version = @Version", new { Interface = distributor, Version = version })));

    internal Task<IReadOnlyDictionary<DistributorInterfaceId, MappingSet>> Newest(IReadOnlyCollection<DistributorInterfaceId> interfaces) => Load(interfaces, long.MaxValue);

    internal async Task<MappingSet> Newest(DistributorInterfaceId distributor) => (await Newest([distributor]))[distributor];

    /// <summary>The newest set of each up to a version: the last that was kept whole, with what was changed since.</summary>
    private async Task<IReadOnlyDictionary<DistributorInterfaceId, MappingSet>> Load(IReadOnlyCollection<DistributorInterfaceId> interfaces, long version)
    {
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            """
            SELECT version, whole, CASE WHEN whole IS NULL THEN changes END FROM mapping_version
            WHERE interface_id = @Of AND version <= @version AND version >= COALESCE(
                (SELECT max(version) FROM mapping_version WHERE interface_id = @Of AND version <= @version AND whole IS NOT NULL), 0)
            ORDER BY version
            """,
            new { version },
            row => (Version: row.GetInt64(0), Whole: Text(row, 1), Changes: Text(row, 2)));
        return interfaces.ToDictionary(id => id, id =>
        {
            var (last, mappings) = (0L, new Dictionary<(MappingKind, string), Mapping>());
            foreach (var (number, whole, changes) in found[id.Value])
            {
                last = number;
                foreach (var mapping in Read<Mapping>(whole))
                {
                    mappings.Add((mapping.Kind, mapping.Ours), mapping);
                }

                Apply(mappings, Read<MappingChange>(changes));
            }

            return new MappingSet(last, MappingRules.InOrder(mappings.Values));
        });
    }

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
            found.Add(Version(reader));
        }

        return found.ToImmutable();
    });

    private static MappingVersionPage PageOf(ImmutableArray<MappingVersion> found, int first) =>
        found.Length > first ? new MappingVersionPage(found[..first], found[first - 1].Version) : new MappingVersionPage(found, null);

    private static MappingVersion Version(DbDataReader row) => new(
        new DistributorInterfaceId(row.GetGuid(0)),
        row.GetInt64(1),
        new CommandId(row.GetGuid(2)),
        row.GetString(3),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        Text(row, 5),
        row.GetInt32(6));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
