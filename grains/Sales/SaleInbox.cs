using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
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

    /// <summary>
    /// Keeps a page. A line that is known and done stays as it is; one that is known and waits is replaced, since the
    /// distributor may have mended it.
    /// </summary>
    internal Task<PageKept> Keep(DistributorInterfaceId distributor, ImmutableArray<SaleLine> lines, ExecutionId execution, DateTimeOffset at) =>
        database.Write(async (connection, transaction) =>
        {
            var position = await connection.ExecuteScalarAsync<long?>(
                "SELECT max(position) FROM sale_line WHERE interface_id = @Interface", new { Interface = distributor.Value }, transaction) ?? 0;
            var kept = 0;
            foreach (var line in lines)
            {
                kept += await connection.ExecuteAsync(
                    """
                    INSERT INTO sale_line (interface_id, reference, position, ticket_reference, body, state, execution_id, received_at)
                    VALUES (@Interface, @Reference, @Position, @Ticket, @Body, @Waiting, @Execution, @At)
                    ON CONFLICT (interface_id, reference) DO UPDATE
                    SET body = excluded.body, ticket_reference = excluded.ticket_reference, position = excluded.position
                    WHERE sale_line.state = @Waiting AND sale_line.body <> excluded.body
                    """,
                    new
                    {
                        Interface = distributor.Value,
                        line.Reference,
                        Position = ++position,
                        Ticket = StoredLine.TicketOf(line),
                        Body = StoredLine.Write(line),
                        Waiting,
                        Execution = execution.Value,
                        At = at.ToUnixTimeMilliseconds(),
                    },
                    transaction);
            }

            return new PageKept(kept, lines.Length - kept);
        });

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

    /// <summary>Whether a sale of this ticket still waits.</summary>
    internal Task<string?> FindWaitingSale(DistributorInterfaceId distributor, string ticket) => database.Read(async connection =>
    {
        var lines = await connection.QueryAsync<(string Reference, string Body)>(
            "SELECT reference, body FROM sale_line WHERE interface_id = @Interface AND state = @Waiting AND ticket_reference = @Ticket",
            new { Interface = distributor.Value, Waiting, Ticket = ticket });
        return lines.Where(line => StoredLine.Read(line.Reference, line.Body) is SaleLine.Sold).Select(line => line.Reference).FirstOrDefault();
    });

    internal Task Settle(DistributorInterfaceId distributor, params IEnumerable<string> references) => database.Write(async (connection, transaction) =>
    {
        foreach (var reference in references)
        {
            await Settle(connection, transaction, distributor, reference);
        }
    });

    /// <summary>In the transaction that makes what the line says true.</summary>
    internal static Task Settle(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor, string reference) =>
        connection.ExecuteAsync(
            "UPDATE sale_line SET state = @Done, error = NULL WHERE interface_id = @Interface AND reference = @Reference",
            new { Done, Interface = distributor.Value, Reference = reference },
            transaction);

    internal Task Fail(DistributorInterfaceId distributor, string reference, ExecutionError error) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            "UPDATE sale_line SET error = @Error WHERE interface_id = @Interface AND reference = @Reference AND state = @Waiting",
            new { Error = JsonSerializer.Serialize(error), Interface = distributor.Value, Reference = reference, Waiting },
            transaction));

    /// <summary>What waits, oldest first, for a person to read.</summary>
    public Task<ImmutableArray<WaitingLine>> List(DistributorInterfaceId distributor, int skip, int first) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<(string Reference, string? Ticket, string Body, long At, string? Error)>(
            """
            SELECT reference, ticket_reference, body, received_at, error FROM sale_line
            WHERE interface_id = @Interface AND state = @Waiting ORDER BY position LIMIT @First OFFSET @Skip
            """,
            new { Interface = distributor.Value, Waiting, First = Math.Clamp(first, 1, ExecutionLog.MaxPage), Skip = Math.Max(skip, 0) });
        return rows.Select(row => new WaitingLine(
            row.Reference,
            row.Ticket,
            row.Body,
            DateTimeOffset.FromUnixTimeMilliseconds(row.At),
            row.Error is null ? null : JsonSerializer.Deserialize<ExecutionError>(row.Error))).ToImmutableArray();
    });
}

/// <param name="New">Lines that wait now.</param>
/// <param name="Known">Lines that were done before.</param>
internal readonly record struct PageKept(int New, int Known);

internal readonly record struct PlacedLine(long Position, SaleLine Line);
