using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>Every sheet that was made, and every word about one. A sheet is never changed; the word is added to it.</summary>
public sealed class AllotmentSheetLedger(Database database)
{
    /// <summary>Sheets in one list.</summary>
    public const int MaxList = 100;

    internal Task Keep(DistributorInterfaceId distributor, PerformanceId performance, long version, CommandContext context, DateTimeOffset at, SheetBody body) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO allotment_sheet (interface_id, performance_id, version, command_id, made_at, made_by, body)
            VALUES (@Interface, @Performance, @version, @Command, @At, @Who, @Body) ON CONFLICT (interface_id, performance_id, version) DO NOTHING
            """,
            new
            {
                Interface = distributor.Value,
                Performance = performance.Value,
                version,
                Command = context.Id.Value,
                At = at.ToUnixTimeMilliseconds(),
                context.Who,
                Body = JsonSerializer.Serialize(body),
            },
            transaction));

    /// <param name="version">Null: the last.</param>
    internal async Task<KeptSheet?> Find(DistributorInterfaceId distributor, PerformanceId performance, long? version = null) => (await Read(
        distributor, performance, "(CAST(@version AS bigint) IS NULL OR version = @version) ORDER BY version DESC LIMIT 1", version)).FirstOrDefault();

    /// <summary>The last sheet before a version that somebody confirmed.</summary>
    internal async Task<KeptSheet?> LastAgreed(DistributorInterfaceId distributor, PerformanceId performance, long before) =>
        (await Read(distributor, performance, "word IS NOT NULL AND version < @version ORDER BY version DESC LIMIT 1", before)).FirstOrDefault();

    /// <summary>The sheets of each of these interfaces for a performance, the newest first.</summary>
    /// <param name="first">1 to <see cref="MaxList"/>; what is beyond is brought to the nearest.</param>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, ImmutableArray<AllotmentSheet>>> Lists(IReadOnlyCollection<DistributorInterfaceId> interfaces, PerformanceId performance, int first)
    {
        first = Math.Clamp(first, 1, MaxList);
        var found = await database.ReadEach<SheetRow>(
            interfaces.Select(id => id.Value),
            $"{SheetRow.Select} WHERE interface_id = @Of AND performance_id = @performance ORDER BY version DESC LIMIT @limit",
            new { performance, limit = first + 1 });
        return interfaces.ToDictionary(id => id, id =>
        {
            var sheets = found[id.Value].Select(row => row.Sheet(id, performance)).ToList();
            return sheets.Take(first).Select((sheet, index) => sheet.View(sheets.Skip(index + 1).FirstOrDefault(other => other.Word is not null))).ToImmutableArray();
        });
    }

    /// <summary>The word that was said under a command, in the words that it came in; null when it is new.</summary>
    internal Task<string?> SaidUnder(CommandId command) => database.Read(connection =>
        connection.ExecuteScalarAsync<string?>("SELECT body FROM allotment_word WHERE command_id = @Command", new { Command = command.Value }));

    /// <summary>Before anything follows from it.</summary>
    internal Task Keep(SayAgreed word, string body) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO allotment_word (command_id, interface_id, performance_id, version, body) VALUES (@Command, @Interface, @Performance, @Version, @body)
        ON CONFLICT (command_id) DO NOTHING
        """,
        new { Command = word.Context.Id.Value, Interface = word.Interface.Value, Performance = word.Performance.Value, word.Version, body },
        transaction));

    internal Task Settle(SayAgreed said, AllotmentWord word) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        UPDATE allotment_sheet SET word = @Word
        WHERE interface_id = @Interface AND performance_id = @Performance AND version = @Version AND word IS NULL
        """,
        new { Word = JsonSerializer.Serialize(word), Interface = said.Interface.Value, Performance = said.Performance.Value, said.Version },
        transaction));

    private Task<List<KeptSheet>> Read(DistributorInterfaceId distributor, PerformanceId performance, string which, long? version) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<SheetRow>(
            $"{SheetRow.Select} WHERE interface_id = @Interface AND performance_id = @Performance AND {which}",
            new { Interface = distributor.Value, Performance = performance.Value, version });
        return rows.Select(row => row.Sheet(distributor, performance)).ToList();
    });

    private sealed class SheetRow
    {
        public const string Select = "SELECT version AS Version, made_at AS MadeAt, made_by AS MadeBy, body AS Body, word AS Word FROM allotment_sheet";

        public long Version { get; init; }

        public long MadeAt { get; init; }

        public string MadeBy { get; init; } = "";

        public string Body { get; init; } = "";

        public string? Word { get; init; }

        public KeptSheet Sheet(DistributorInterfaceId distributor, PerformanceId performance) => new(
            distributor,
            performance,
            Version,
            DateTimeOffset.FromUnixTimeMilliseconds(MadeAt),
            MadeBy,
            JsonSerializer.Deserialize<SheetBody>(Body)!,
            Word is null ? null : JsonSerializer.Deserialize<AllotmentWord>(Word));
    }
}

/// <summary>A sheet with its content.</summary>
internal sealed record KeptSheet(
    DistributorInterfaceId Interface, PerformanceId Performance, long Version, DateTimeOffset MadeAt, string MadeBy, SheetBody Body, AllotmentWord? Word)
{
    /// <param name="agreed">The last sheet before it that was confirmed; null: none was.</param>
    public AllotmentSheet View(KeptSheet? agreed) => new(
        Interface,
        Performance,
        Version,
        MadeAt,
        MadeBy,
        Body.Places.Length + Body.Areas.Sum(area => area.Allotted),
        Added(agreed).Count + Body.Areas.Sum(area => Math.Max(0, area.Allotted - (agreed?.AllottedIn(area.Key) ?? 0))),
        Body.Withdrawals.Length + Body.Areas.Sum(area => area.Withdrawals),
        Word);

    public IReadOnlyList<SheetPlace> Added(KeptSheet? agreed)
    {
        var before = agreed?.Body.Places.Select(place => place.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        return [.. Body.Places.Where(place => !before.Contains(place.Key))];
    }

    public int AllottedIn(string area) => Body.Areas.FirstOrDefault(it => it.Key == area)?.Allotted ?? 0;
}
