using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Executions;

/// <summary>All items that are skipped, or were, as rows that say who, when and why.</summary>
public sealed class SkipList(Database database)
{
    /// <summary>Skipped items in one page.</summary>
    public const int MaxPage = 1_000;

    private const string Columns = "id, interface_id, function, kind, performance_id, subject, reason, who, at, ended_by, ended_at";

    /// <summary>The newest first; none after an unknown one.</summary>
    /// <param name="inForce">Only what is left out now, or only what is taken again; null: both.</param>
    /// <param name="after">The last of the page before.</param>
    /// <param name="first">1 to <see cref="MaxPage"/>; what is beyond is brought to the nearest.</param>
    public async Task<SkippedItemPage> Page(DistributorInterfaceId distributor, DistributorFunction? function, bool? inForce, SkippedItemId? after, int first)
    {
        first = Math.Clamp(first, 1, MaxPage);
        string?[] conditions =
        [
            "interface_id = @distributor",
            function is null ? null : "function = @function",
            inForce is null ? null : inForce.Value ? "ended_at IS NULL" : "ended_at IS NOT NULL",
            after is null ? null : "(at, id) < (SELECT at, id FROM skipped_item WHERE id = @after)",
        ];
        var found = await List(
            $"SELECT {Columns} FROM skipped_item WHERE {string.Join(" AND ", conditions.OfType<string>())} ORDER BY at DESC, id DESC LIMIT @limit",
            new { distributor, function = (int?)function, after, limit = first + 1 });
        return found.Length > first ? new SkippedItemPage(found[..first], found[first - 1].Id) : new SkippedItemPage(found, null);
    }

    internal async Task<SkippedItem?> Find(SkippedItemId id) => (await List($"SELECT {Columns} FROM skipped_item WHERE id = @id", new { id })).SingleOrDefault();

    /// <summary>What a command had taken again.</summary>
    internal async Task<SkippedItem?> EndedBy(CommandId command) =>
        (await List($"SELECT {Columns} FROM skipped_item WHERE end_command = @command", new { command })).FirstOrDefault();

    internal Task<ImmutableArray<SkippedItem>> InForce(DistributorInterfaceId distributor) =>
        List($"SELECT {Columns} FROM skipped_item WHERE interface_id = @distributor AND ended_at IS NULL ORDER BY at, id", new { distributor });

    /// <summary>False where the item is skipped already, or the id is taken.</summary>
    internal Task<bool> Add(SkippedItem item) => database.Write(async (connection, transaction) => await connection.ExecuteAsync(
        """
        INSERT INTO skipped_item (id, interface_id, function, item, kind, performance_id, subject, reason, who, at)
        VALUES (@Id, @Interface, @Function, @Item, @Kind, @Performance, @Subject, @Reason, @Who, @At) ON CONFLICT DO NOTHING
        """,
        new
        {
            item.Id,
            item.Interface,
            Function = (int)item.Function,
            Item = item.Key.ToString(),
            Kind = (int)item.Kind,
            item.Performance,
            item.Subject,
            item.Reason,
            item.Who,
            item.At,
        },
        transaction) == 1);

    /// <summary>Nothing where it had ended before.</summary>
    internal Task End(UnskipItem command, DateTimeOffset now) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE skipped_item SET end_command = @command, ended_by = @who, ended_at = @now WHERE id = @id AND ended_at IS NULL",
        new { id = command.Skipped, command = command.Context.Id, who = command.Context.Who, now },
        transaction));

    private Task<ImmutableArray<SkippedItem>> List(string sql, object parameters) => database.Read(async connection =>
    {
        var found = ImmutableArray.CreateBuilder<SkippedItem>();
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            found.Add(Read(reader));
        }

        return found.DrainToImmutable();
    });

    private static SkippedItem Read(DbDataReader row) => new(
        new SkippedItemId(row.GetGuid(0)),
        new DistributorInterfaceId(row.GetGuid(1)),
        (DistributorFunction)row.GetInt32(2),
        (ItemKind)row.GetInt32(3),
        row.IsDBNull(4) ? null : new PerformanceId(row.GetGuid(4)),
        row.GetString(5),
        row.GetString(6),
        row.GetString(7),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        row.IsDBNull(9) ? null : row.GetString(9),
        row.IsDBNull(10) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)));
}
