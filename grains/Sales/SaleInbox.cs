using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Storage;

namespace Distribution.Sales;

/// <summary>
/// Every line that a distributor sent, kept before it is acknowledged there. A line waits until it became a ticket, a
/// cancellation, or nothing new; what it could not become yet is its error.
/// </summary>
public sealed class SaleInbox(Database database)
{
    internal const int Waiting = 1;
    internal const int Done = 2;
    private const int Refused = 4;

    /// <summary>Why a line is left out, where somebody had it skipped.</summary>
    private static readonly string SkipOfLine = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        LEFT JOIN skipped_item skip ON skip.interface_id = line.interface_id AND skip.function = {(int)DistributorFunction.SalesImport}
            AND skip.kind = {(int)ItemKind.SaleLine} AND skip.subject = line.reference AND skip.ended_at IS NULL
        """);

    private static readonly ManyRows<(DistributorInterfaceId Interface, FailedLine Failed, long Mappings)> Failing =
        new ManyRows<(DistributorInterfaceId Interface, FailedLine Failed, long Mappings)>("sale_line")
            .Id("interface_id", row => row.Interface.Value)
            .Text("reference", row => row.Failed.Line.Reference)
            .Text("error", row => row.Failed.Text)
            .Number("error_kind", row => (int)row.Failed.Error.Kind)
            .LongNumber("mapping_version", row => row.Mappings);

    /// <summary>
    /// Keeps a page. A line that is known stays as it is, one that mends a waiting line takes its place, and one that is another
    /// than the known line under its reference is kept beside it. The page's cursor is kept with it, all or nothing.
    /// </summary>
    /// <param name="linkVersion">Of the link that the page came over.</param>
    internal Task<PageKept> Keep(DistributorInterfaceId distributor, PullAnswer.Page page, long linkVersion, ExecutionId execution, DateTimeOffset at) =>
        database.Write(async (connection, transaction) =>
        {
            var lines = page.Lines.Select(KeptText.Of).ToList();
            var kept = await new PageKeeping(connection, transaction, distributor, execution, at).Keep(lines, DecidedSales.None, 0);
            if (page.Cursor is { } cursor)
            {
                await SetCursor(connection, transaction, distributor, linkVersion, cursor);
            }

            return new PageKept(kept, page.Lines.Length - kept);
        });

    /// <summary>In the transaction that keeps the page.</summary>
    internal static Task SetCursor(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor, long linkVersion, string cursor) => connection.ExecuteAsync(
        """
        INSERT INTO sale_cursor (interface_id, link_version, cursor) VALUES (@distributor, @linkVersion, @cursor)
        ON CONFLICT (interface_id) DO UPDATE SET link_version = excluded.link_version, cursor = excluded.cursor
        """,
        new { distributor, linkVersion, cursor },
        transaction);

    /// <summary>The cursor of the last page that was kept; null when none was over this link.</summary>
    internal Task<string?> Cursor(DistributorInterfaceId distributor, long linkVersion) => database.Read(connection =>
        connection.ExecuteScalarAsync<string?>(
            "SELECT cursor FROM sale_cursor WHERE interface_id = @Interface AND link_version = @linkVersion",
            new { Interface = distributor.Value, linkVersion }));

    /// <summary>The waiting lines after a position, in the order in which they came.</summary>
    internal Task<IReadOnlyList<PlacedLine>> Read(DistributorInterfaceId distributor, long after, int first) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<(long Position, string Reference, string Body)>(
            """
            SELECT position, reference, body FROM sale_line
            WHERE interface_id = @Interface AND state = @Waiting AND position > @After ORDER BY position LIMIT @First
            """,
            new { Interface = distributor.Value, Waiting, After = after, First = first });
        return (IReadOnlyList<PlacedLine>)rows.Select(row => new PlacedLine(row.Position, StoredLine.Read(row.Reference, row.Body))).ToList();
    });

    internal Task<TicketHistory> HistoryOf(DistributorInterfaceId distributor, string ticket) => database.Read(async connection =>
    {
        var lines = await connection.QueryAsync<(long Position, string Reference, string Body, int State)>(
            """
            SELECT position, reference, body, state FROM sale_line
            WHERE interface_id = @Interface AND ticket_reference = @Ticket ORDER BY position
            """,
            new { Interface = distributor.Value, Ticket = ticket });
        return new TicketHistory([.. lines.Select(line => new KeptLine(line.Position, StoredLine.Read(line.Reference, line.Body), line.State == Done, line.State == Refused))]);
    });

    /// <summary>Those of these tickets of which lines tell: whether it is one line alone, which waits. Of such a ticket nothing else has to be thought of.</summary>
    internal Task<IReadOnlyDictionary<string, bool>> Told(DistributorInterfaceId distributor, IEnumerable<string> tickets) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters(new { Interface = distributor, Waiting });
        // One that is done counts as many: a sum of 1 is one line that waits. For each key by itself, so that the database looks each up in the index, whatever it knows of the table.
        var told = await connection.QueryAsync<(string Ticket, long? Lines)>(
            $"""
            SELECT keys.key, (SELECT sum(CASE state WHEN @Waiting THEN 1 ELSE 2 END) FROM sale_line WHERE interface_id = @Interface AND ticket_reference = keys.key)
            FROM {parameters.AddKeys(connection, tickets)}
            """,
            parameters);
        return (IReadOnlyDictionary<string, bool>)told.Where(row => row.Lines is not null).ToDictionary(row => row.Ticket, row => row.Lines == 1, StringComparer.Ordinal);
    });

    internal Task<int> CountWaiting(DistributorInterfaceId distributor) => database.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM sale_line WHERE interface_id = @Interface AND state = @Waiting", new { Interface = distributor, Waiting }));

    /// <summary>Of the line that came last; 0 where none ever came.</summary>
    internal Task<long> LastPosition(DistributorInterfaceId distributor) => database.Read(connection => connection.ExecuteScalarAsync<long>(
        "SELECT coalesce(max(position), 0) FROM sale_line WHERE interface_id = @distributor", new { distributor }));

    internal Task Settle(DistributorInterfaceId distributor, params IEnumerable<string> references) =>
        database.Write((connection, transaction) => Settle(connection, transaction, distributor, references));

    /// <summary>In the transaction that makes what the lines say true.</summary>
    internal static async Task Settle(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor, params IEnumerable<string> references)
    {
        var these = references.ToList();
        var parameters = new DynamicParameters(new { Done, Interface = distributor });
        await connection.ExecuteAsync(
            $"UPDATE sale_line SET state = @Done, error = NULL WHERE interface_id = @Interface AND reference IN (SELECT key FROM {parameters.AddKeys(connection, these)})",
            parameters,
            transaction);
        await ConflictBook.End(connection, transaction, distributor, these);
    }

    /// <param name="lines">That wait.</param>
    /// <param name="mappings">The version by which they were tried.</param>
    /// <returns>Whether a conflict ended by it.</returns>
    /// <exception cref="InvalidOperationException">Another activation has taken one of the lines; nothing was changed.</exception>
    internal Task<bool> Fail(DistributorInterfaceId distributor, IReadOnlyList<FailedLine> lines, long mappings) => database.Write(async (connection, transaction) =>
    {
        var rows = lines.Select(line => (distributor, line, mappings));
        if (await Failing.Update(connection, transaction, rows, keys: 2, $"sale_line.state = {Waiting}") < lines.Count)
        {
            throw new InvalidOperationException("Some of the lines wait no more.");
        }

        await ConflictBook.Open(connection, transaction, lines.Select(line => line.Conflict).OfType<NewConflict>());
        return await ConflictBook.End(connection, transaction, distributor, lines.Where(line => line.Conflict is null).Select(line => line.Line.Reference)) > 0;
    });

    /// <summary>The lines that wait under a reference, or of a ticket; the oldest first, at most 10.</summary>
    internal Task<ImmutableArray<string>> WaitingAs(DistributorInterfaceId distributor, string subject) => database.Read(async connection =>
        (await connection.QueryAsync<string>(
            """
            SELECT reference FROM sale_line
            WHERE interface_id = @distributor AND state = @Waiting AND (reference = @subject OR ticket_reference = @subject) ORDER BY position LIMIT 10
            """,
            new { distributor, Waiting, subject })).ToImmutableArray());

    /// <summary>One line, whatever became of it.</summary>
    internal Task<SaleLine?> Find(DistributorInterfaceId distributor, string reference) => database.Read(async connection =>
    {
        var body = await connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT body FROM sale_line WHERE interface_id = @Interface AND reference = @Reference", new { Interface = distributor, Reference = reference });
        return body is null ? null : StoredLine.Read(reference, body);
    });

    /// <summary>Whether a line waits for a mapping, and was last tried by an older version of them.</summary>
    internal async Task<bool> WaitsForMappings(DistributorInterfaceId distributor, long version) => await database.Read(connection => connection.ExecuteScalarAsync<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM sale_line WHERE interface_id = @Interface AND state = @Waiting AND error_kind = @Mapping AND mapping_version < @Version)
        """,
        new { Interface = distributor, Waiting, Mapping = (int)ErrorKind.Mapping, Version = version }));

    /// <summary>The sales among the waiting lines; of the first 10,000 lines.</summary>
    internal async Task<IReadOnlyList<SaleLine.Sold>> WaitingSales(DistributorInterfaceId distributor) =>
        [.. (await Read(distributor, 0, 10_000)).Select(line => line.Line).OfType<SaleLine.Sold>()];

    /// <summary>What waits, then what was refused for good, each the oldest first.</summary>
    internal Task<ImmutableArray<UntakenLine>> Untaken(DistributorInterfaceId distributor, int first) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<(string Reference, string Body, long At, string? Error, string? Skip, string? Resolution)>(
            $"""
            SELECT line.reference, line.body, line.received_at, line.error, skip.reason, NULL AS resolution, 0 AS turn, line.position
            FROM sale_line line {SkipOfLine}
            WHERE line.interface_id = @distributor AND line.state = @Waiting
            UNION ALL
            SELECT line.reference, line.body, line.received_at, line.error, NULL, conflict.resolution, 1, line.position
            FROM sale_conflict conflict JOIN sale_line line ON line.interface_id = conflict.interface_id AND line.reference = conflict.reference
            WHERE conflict.interface_id = @distributor AND conflict.state = 3 AND line.state = @Refused
            ORDER BY turn, position LIMIT @first
            """,
            new { distributor, Waiting, Refused, first });
        return rows.Select(row => new UntakenLine(
            StoredLine.Read(row.Reference, row.Body),
            DateTimeOffset.FromUnixTimeMilliseconds(row.At),
            row.Resolution is not null ? "refused" : row.Skip is not null ? "skipped" : "waiting",
            row.Resolution is { } decided ? JsonSerializer.Deserialize<StoredResolution>(decided)!.Reason : row.Skip,
            Error(row.Error))).ToImmutableArray();
    });

    /// <summary>The same part of what waits at each of these interfaces, the oldest first, for a person to read.</summary>
    /// <param name="after">The <see cref="WaitingPage.After"/> of the page before.</param>
    public async Task<IReadOnlyDictionary<DistributorInterfaceId, WaitingPage>> Pages(IReadOnlyCollection<DistributorInterfaceId> interfaces, long? after, int first)
    {
        first = Math.Clamp(first, 1, ExecutionLog.MaxPage);
        var found = await database.ReadEach(
            interfaces.Select(id => id.Value),
            $"""
            SELECT line.reference, line.ticket_reference, line.body, line.received_at, line.error, line.position, skip.reason FROM sale_line line {SkipOfLine}
            WHERE line.interface_id = @Of AND line.state = @Waiting AND line.position > @After ORDER BY line.position LIMIT @Limit
            """,
            new { Waiting, After = after ?? 0, Limit = first + 1 },
            row => new WaitingLine(
                row.GetString(0),
                row.IsDBNull(1) ? null : row.GetString(1),
                row.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                Error(row.IsDBNull(4) ? null : row.GetString(4)),
                row.GetInt64(5),
                row.IsDBNull(6) ? null : row.GetString(6)));
        return interfaces.ToDictionary(id => id, id => PageOf([.. found[id.Value]], first));
    }

    private static WaitingPage PageOf(ImmutableArray<WaitingLine> lines, int first) =>
        lines.Length > first ? new WaitingPage(lines[..first], lines[first - 1].Position) : new WaitingPage(lines, null);

    private static ExecutionError? Error(string? stored) => stored is null ? null : JsonSerializer.Deserialize<ExecutionError>(stored);
}

/// <summary>A line that was not taken.</summary>
/// <param name="State">Whether it waits, is skipped meanwhile, or was refused for good.</param>
/// <param name="Reason">Why somebody had it skipped or refused.</param>
internal sealed record UntakenLine(SaleLine Line, DateTimeOffset ReceivedAt, string State, string? Reason, ExecutionError? Error);

/// <param name="New">Lines that wait now.</param>
/// <param name="Known">Lines that were done before.</param>
/// <param name="FailedTo">The position of the last line that waits with its error since it was kept, and is not to be taken again; 0 where there is none.</param>
internal readonly record struct PageKept(int New, int Known, long FailedTo = 0);

internal readonly record struct PlacedLine(long Position, SaleLine Line);
