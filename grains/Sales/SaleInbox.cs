using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Connectors;
using Distribution.Distributors;
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
    private const int Waiting = 1;
    private const int Done = 2;
    private const int Refused = 4;

    /// <summary>
    /// Keeps a page. A line that is known stays as it is, one that mends a waiting line takes its place, and one that is another
    /// than the known line under its reference is kept beside it. The page's cursor is kept with it, all or nothing.
    /// </summary>
    /// <param name="linkVersion">Of the link that the page came over.</param>
    internal Task<PageKept> Keep(DistributorInterfaceId distributor, PullAnswer.Page page, long linkVersion, ExecutionId execution, DateTimeOffset at) =>
        database.Write(async (connection, transaction) =>
        {
            var position = await connection.ExecuteScalarAsync<long?>(
                "SELECT max(position) FROM sale_line WHERE interface_id = @Interface", new { Interface = distributor.Value }, transaction) ?? 0;
            var kept = 0;
            foreach (var line in page.Lines)
            {
                var row = new LineRow(distributor.Value, line, ++position, execution.Value, at.ToUnixTimeMilliseconds());
                kept += await Keep(connection, transaction, row, line);
            }

            if (page.Cursor is { } cursor)
            {
                await connection.ExecuteAsync(
                    """
                    INSERT INTO sale_cursor (interface_id, link_version, cursor) VALUES (@Interface, @linkVersion, @cursor)
                    ON CONFLICT (interface_id) DO UPDATE SET link_version = excluded.link_version, cursor = excluded.cursor
                    """,
                    new { Interface = distributor.Value, linkVersion, cursor },
                    transaction);
            }

            return new PageKept(kept, page.Lines.Length - kept);
        });

    /// <summary>The cursor of the last page that was kept; null when none was over this link.</summary>
    internal Task<string?> Cursor(DistributorInterfaceId distributor, long linkVersion) => database.Read(connection =>
        connection.ExecuteScalarAsync<string?>(
            "SELECT cursor FROM sale_cursor WHERE interface_id = @Interface AND link_version = @linkVersion",
            new { Interface = distributor.Value, linkVersion }));

    private static async Task<int> Keep(DbConnection connection, DbTransaction transaction, LineRow row, SaleLine line)
    {
        var known = await connection.QuerySingleOrDefaultAsync<(string Body, int State)?>(
            "SELECT body, state FROM sale_line WHERE interface_id = @Interface AND reference = @Reference", row, transaction);
        if (known is not { } earlier)
        {
            return await connection.ExecuteAsync(LineRow.Insert, row, transaction);
        }

        if (earlier.Body == row.Body)
        {
            return 0;
        }

        return earlier.State == Waiting && Redelivery.Mends(StoredLine.Read(row.Reference, earlier.Body), line)
            ? await connection.ExecuteAsync(LineRow.Replace, row, transaction)
            : await connection.ExecuteAsync(LineRow.Insert, row with { Reference = Redelivery.Apart(row.Reference, row.Body) }, transaction);
    }

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

    internal Task Settle(DistributorInterfaceId distributor, params IEnumerable<string> references) => database.Write(async (connection, transaction) =>
    {
        foreach (var reference in references)
        {
            await Settle(connection, transaction, distributor, reference);
        }
    });

    /// <summary>In the transaction that makes what the line says true.</summary>
    internal static async Task Settle(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor, string reference)
    {
        await connection.ExecuteAsync(
            "UPDATE sale_line SET state = @Done, error = NULL WHERE interface_id = @Interface AND reference = @Reference",
            new { Done, Interface = distributor.Value, Reference = reference },
            transaction);
        await ConflictBook.End(connection, transaction, distributor, reference);
    }

    /// <param name="mappings">The version by which it was tried.</param>
    /// <param name="conflict">Who is in its way; null where nobody is, any more.</param>
    /// <returns>Whether a conflict ended by it.</returns>
    internal Task<bool> Fail(DistributorInterfaceId distributor, string reference, ExecutionError error, long mappings, NewConflict? conflict) =>
        database.Write(async (connection, transaction) =>
        {
            var failed = await connection.ExecuteAsync(
                """
                UPDATE sale_line SET error = @Error, error_kind = @Kind, mapping_version = @Mappings
                WHERE interface_id = @Interface AND reference = @Reference AND state = @Waiting
                """,
                new { Error = JsonSerializer.Serialize(error), Kind = (int)error.Kind, Mappings = mappings, Interface = distributor.Value, Reference = reference, Waiting },
                transaction);
            if (failed == 1 && conflict is not null)
            {
                await ConflictBook.Open(connection, transaction, conflict);
            }

            return conflict is null && await ConflictBook.End(connection, transaction, distributor, reference) > 0;
        });

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

    /// <summary>What waits, oldest first, for a person to read.</summary>
    /// <param name="after">The <see cref="WaitingPage.After"/> of the page before.</param>
    public async Task<WaitingPage> Page(DistributorInterfaceId distributor, long? after, int first)
    {
        first = Math.Clamp(first, 1, ExecutionLog.MaxPage);
        var rows = (await database.Read(connection => connection.QueryAsync<(string Reference, string? Ticket, string Body, long At, string? Error, long Position)>(
            """
            SELECT reference, ticket_reference, body, received_at, error, position FROM sale_line
            WHERE interface_id = @Interface AND state = @Waiting AND position > @After ORDER BY position LIMIT @Limit
            """,
            new { Interface = distributor.Value, Waiting, After = after ?? 0, Limit = first + 1 }))).AsList();
        var lines = rows.Take(first).Select(row => new WaitingLine(
            row.Reference,
            row.Ticket,
            row.Body,
            DateTimeOffset.FromUnixTimeMilliseconds(row.At),
            row.Error is null ? null : JsonSerializer.Deserialize<ExecutionError>(row.Error),
            row.Position));
        return new WaitingPage([.. lines], rows.Count > first ? rows[first - 1].Position : null);
    }

    private sealed record LineRow(Guid Interface, string Reference, long Position, string? Ticket, string Body, Guid Execution, long At)
    {
        public const string Insert =
            """
            INSERT INTO sale_line (interface_id, reference, position, ticket_reference, body, state, execution_id, received_at)
            VALUES (@Interface, @Reference, @Position, @Ticket, @Body, 1, @Execution, @At)
            ON CONFLICT (interface_id, reference) DO NOTHING
            """;

        public const string Replace =
            """
            UPDATE sale_line SET body = @Body, ticket_reference = @Ticket, position = @Position
            WHERE interface_id = @Interface AND reference = @Reference
            """;

        public LineRow(Guid distributor, SaleLine line, long position, Guid execution, long at)
            : this(distributor, line.Reference, position, StoredLine.TicketOf(line), StoredLine.Write(line), execution, at)
        {
        }
    }
}

/// <param name="New">Lines that wait now.</param>
/// <param name="Known">Lines that were done before.</param>
internal readonly record struct PageKept(int New, int Known);

internal readonly record struct PlacedLine(long Position, SaleLine Line);
