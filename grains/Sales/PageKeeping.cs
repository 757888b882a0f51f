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
        .Text("error", row => row.Failed?.Text)
        .Number("error_kind", row => (int?)row.Failed?.Error.Kind)
        .LongNumber("mapping_version", row => row.Failed is null ? null : row.Mappings)
        .Id("execution_id", row => row.Execution)
        .LongNumber("received_at", row => row.At);

    private readonly List<LineRow> _new = [];

    /// <summary>As <see cref="PageKept.FailedTo"/>.</summary>
    public long FailedTo { get; private set; }

    /// <param name="decided">What becomes of lines that are new, by what else the transaction does; they stand before all others.</param>
    /// <param name="mappings">The version by which they were decided.</param>
    /// <returns>Lines that are new, or wait again.</returns>
    /// <exception cref="InvalidOperationException">A line that was decided is not new.</exception>
    public async Task<int> Keep(IReadOnlyList<KeptText> lines, DecidedSales decided, long mappings)
    {
        var position = await connection.ExecuteScalarAsync<long?>(
            "SELECT max(position) FROM sale_line WHERE interface_id = @Interface", new { Interface = distributor }, transaction) ?? 0;
        var known = await Known([.. lines.Select(line => line.Line.Reference).Where(reference => !decided.Has(reference)).Distinct()]);
        var kept = 0;
        foreach (var (line, text) in lines)
        {
            var row = new LineRow(distributor.Value, line.Reference, ++position, StoredLine.TicketOf(line), text, SaleInbox.Waiting, execution.Value, at.ToUnixTimeMilliseconds(), mappings);
            if (!known.TryGetValue(line.Reference, out var body))
            {
                known.Add(line.Reference, text);
                _new.Add(Decided(row, decided));
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

    /// <summary>Only of the first line under a reference: another one is a line of its own.</summary>
    private LineRow Decided(LineRow row, DecidedSales decided)
    {
        if (decided.Failed.TryGetValue(row.Reference, out var failed))
        {
            FailedTo = row.Position;
            return row with { Failed = failed };
        }

        return decided.Tickets.ContainsKey(row.Reference) ? row with { State = SaleInbox.Done } : row;
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
        if (inserted < _new.Count && _new.Any(row => row.State == SaleInbox.Done || row.Failed is not null))
        {
            throw new InvalidOperationException("Some of the lines that were decided are there already.");
        }

        _new.Clear();
        return inserted;
    }

    /// <summary>It is another line than the known one under its reference, or the known one has just been replaced.</summary>
    private async Task<int> KeepAnother(LineRow row, SaleLine line)
    {
        var (body, state, error) = await connection.QuerySingleAsync<(string Body, int State, string? Error)>(
            "SELECT body, state, error FROM sale_line WHERE interface_id = @Interface AND reference = @Reference", new { Interface = distributor, row.Reference }, transaction);
        if (body == row.Body)
        {
            return 0;
        }

        if (state == SaleInbox.Waiting && Redelivery.Mends(StoredLine.Read(row.Reference, body), error is not null, line))
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

    private sealed record LineRow(
        Guid Interface, string Reference, long Position, string? Ticket, string Body, int State, Guid Execution, long At, long Mappings, FailedLine? Failed = null);
}
