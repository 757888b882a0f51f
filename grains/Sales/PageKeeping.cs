using System.Data.Common;
using Dapper;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Sales;

/// <summary>
/// Keeps the lines of one page, in one transaction. Those that are new, as nearly all are, become rows by one statement; what comes under a reference that is
/// known is looked at one by one.
/// </summary>
internal sealed class PageKeeping(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor, ExecutionId execution, DateTimeOffset at)
{
    private static readonly ManyRows<LineRow> Rows = new ManyRows<LineRow>("sale_line", "ON CONFLICT (interface_id, reference) DO NOTHING")
        .Id("interface_id", row => row.Interface)
        .Text("reference", row => row.Reference)
        .LongNumber("position", row => row.Position)
        .Text("ticket_reference", row => row.Ticket)
        .Text("body", row => row.Body)
        .Number("state", row => row.State)
        .Id("execution_id", row => row.Execution)
        .LongNumber("received_at", row => row.At);

    private readonly List<LineRow> _new = [];

    /// <param name="done">References of lines that are new, and done already by what else the transaction does.</param>
    /// <returns>Lines that are new, or wait again.</returns>
    /// <exception cref="InvalidOperationException">A line of <paramref name="done"/> is not new.</exception>
    public async Task<int> Keep(IReadOnlyList<KeptText> lines, IReadOnlySet<string> done)
    {
        var position = await connection.ExecuteScalarAsync<long?>(
            "SELECT max(position) FROM sale_line WHERE interface_id = @Interface", new { Interface = distributor }, transaction) ?? 0;
        var known = await Known([.. lines.Select(line => line.Line.Reference).Where(reference => !done.Contains(reference)).Distinct()]);
        var kept = 0;
        foreach (var (line, text) in lines)
        {
            var state = done.Contains(line.Reference) ? SaleInbox.Done : SaleInbox.Waiting;
            var row = new LineRow(distributor.Value, line.Reference, ++position, StoredLine.TicketOf(line), text, state, execution.Value, at.ToUnixTimeMilliseconds());
            if (!known.TryGetValue(line.Reference, out var body))
            {
                known.Add(line.Reference, text);
                _new.Add(row);
            }
            else if (body != text)
            {
                kept += await InsertNew();
                kept += await KeepAnother(row, line);
                known[line.Reference] = null;
            }
        }

        return kept + await InsertNew();
    }

    /// <summary>By reference, with the body that is kept; null for one that has to be looked up when it is asked for.</summary>
    private async Task<Dictionary<string, string?>> Known(IReadOnlyCollection<string> references)
    {
        if (references.Count == 0)
        {
            return new Dictionary<string, string?>(StringComparer.Ordinal);
        }

        var parameters = new DynamicParameters(new { Interface = distributor });
        var known = await connection.QueryAsync<(string Reference, string? Body)>(
            $"""
            SELECT keys.key, (SELECT body FROM sale_line WHERE interface_id = @Interface AND reference = keys.key)
            FROM {parameters.AddKeys(connection, references)}
            """,
            parameters,
            transaction);
        return known.Where(line => line.Body is not null).ToDictionary(line => line.Reference, line => line.Body, StringComparer.Ordinal);
    }

    private async Task<int> InsertNew()
    {
        var inserted = await Rows.Insert(connection, transaction, _new);
        if (inserted < _new.Count && _new.Any(row => row.State == SaleInbox.Done))
        {
            throw new InvalidOperationException("Some of the lines that are done are there already.");
        }

        _new.Clear();
        return inserted;
    }

    /// <summary>It is another line than the known one under its reference, or the known one has just been replaced.</summary>
    private async Task<int> KeepAnother(LineRow row, SaleLine line)
    {
        var (body, state) = await connection.QuerySingleAsync<(string Body, int State)>(
            "SELECT body, state FROM sale_line WHERE interface_id = @Interface AND reference = @Reference", new { Interface = distributor, row.Reference }, transaction);
        if (body == row.Body)
        {
            return 0;
        }

        if (state == SaleInbox.Waiting && Redelivery.Mends(StoredLine.Read(row.Reference, body), line))
        {
            return await connection.ExecuteAsync(
                """
                UPDATE sale_line SET body = @Body, ticket_reference = @Ticket, position = @Position
                WHERE interface_id = @Interface AND reference = @Reference
                """,
                new { Interface = distributor, row.Reference, row.Body, row.Ticket, row.Position },
                transaction);
        }

        return await Rows.Insert(connection, transaction, [row with { Reference = Redelivery.Apart(row.Reference, row.Body) }]);
    }

    private sealed record LineRow(Guid Interface, string Reference, long Position, string? Ticket, string Body, int State, Guid Execution, long At);
}
