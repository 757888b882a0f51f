using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Sales.Conflicts;
using Distribution.Storage;

namespace Distribution.Sales;

/// <summary>
/// Pages of sales as they came, each one row, so that a page can be acknowledged, and the next one asked for, before its lines are taken. A page goes in the
/// transaction that makes lines of it; one that was cut off becomes waiting lines at the next import.
/// </summary>
internal sealed class PageStore(Database database)
{
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    /// <summary>Durable when the task completes, with its cursor.</summary>
    /// <param name="number">Its turn in the execution.</param>
    /// <param name="linkVersion">Of the link that the page came over.</param>
    public async Task<KeptPage> Keep(DistributorInterfaceId distributor, PullAnswer.Page page, int number, long linkVersion, ExecutionId execution, DateTimeOffset at)
    {
        var kept = new KeptPage(distributor, execution, number, at, [.. page.Lines.Select(KeptText.Of)]);
        var row = new { kept.Interface, kept.Execution, kept.Number, kept.At, Body = Write(kept.Lines) };
        await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "INSERT INTO sale_page (interface_id, execution_id, number, received_at, body) VALUES (@Interface, @Execution, @Number, @At, @Body)", row, transaction);
            if (page.Cursor is { } cursor)
            {
                await SaleInbox.SetCursor(connection, transaction, distributor, linkVersion, cursor);
            }
        });
        return kept;
    }

    /// <summary>Makes lines of a page. Null where somebody has done that before.</summary>
    /// <param name="decided">What became of lines of it, all of it new: it is true in the same transaction.</param>
    /// <param name="mappings">The version by which that was decided.</param>
    /// <exception cref="InvalidOperationException">Some of it is not new; nothing was changed.</exception>
    public Task<PageKept?> Unpack(KeptPage page, DecidedSales decided, long mappings = 0) => database.Write<PageKept?>(async (connection, transaction) =>
    {
        var key = new { page.Interface, page.Execution, page.Number };
        if (await connection.ExecuteAsync("DELETE FROM sale_page WHERE interface_id = @Interface AND execution_id = @Execution AND number = @Number", key, transaction) == 0)
        {
            return null;
        }

        if (decided.Tickets.Count > 0 && await LedgerRows.Insert(connection, transaction, decided.Orders, decided.Tickets.Values) < decided.Tickets.Count)
        {
            throw new InvalidOperationException("Some of the tickets are there already.");
        }

        var keeping = new PageKeeping(connection, transaction, page.Interface, page.Execution, page.At);
        var kept = await keeping.Keep(page.Lines, decided, mappings);
        await ConflictBook.Open(connection, transaction, decided.Failed.Values.Select(failed => failed.Conflict).OfType<NewConflict>());
        return new PageKept(kept, page.Lines.Length - kept, keeping.FailedTo);
    });

    /// <summary>Makes lines of the pages that were kept and cut off; the oldest first.</summary>
    public async Task<PageKept> UnpackAll(DistributorInterfaceId distributor)
    {
        var all = default(PageKept);
        while (await Oldest(distributor) is { } page)
        {
            var kept = await Unpack(page, DecidedSales.None) ?? default;
            all = new PageKept(all.New + kept.New, all.Known + kept.Known);
        }

        return all;
    }

    private Task<KeptPage?> Oldest(DistributorInterfaceId distributor) => database.Read(async connection =>
    {
        var row = await connection.QuerySingleOrDefaultAsync<(ExecutionId Execution, int Number, DateTimeOffset At, byte[] Body)?>(
            "SELECT execution_id, number, received_at, body FROM sale_page WHERE interface_id = @Interface ORDER BY received_at, number LIMIT 1", new { Interface = distributor });
        return row is { } page ? new KeptPage(distributor, page.Execution, page.Number, page.At, Read(page.Body)) : null;
    });

    /// <summary>A list of references, each with its line after it.</summary>
    private static byte[] Write(ImmutableArray<KeptText> lines)
    {
        using var text = new MemoryStream(lines.Sum(line => line.Line.Reference.Length + line.Body.Length + 4));
        using (var json = new Utf8JsonWriter(text, Unchecked))
        {
            json.WriteStartArray();
            foreach (var (line, body) in lines)
            {
                json.WriteStringValue(line.Reference);
                json.WriteRawValue(body, skipInputValidation: true);
            }

            json.WriteEndArray();
        }

        return text.ToArray();
    }

    private static ImmutableArray<KeptText> Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.EnumerateArray().Chunk(2).Select(pair =>
        {
            var text = pair[1].GetRawText();
            return new KeptText(StoredLine.Read(pair[0].GetString()!, text), text);
        })];
    }
}

/// <param name="Execution">The import that kept it.</param>
/// <param name="Number">Its turn in that.</param>
internal sealed record KeptPage(DistributorInterfaceId Interface, ExecutionId Execution, int Number, DateTimeOffset At, ImmutableArray<KeptText> Lines);

/// <param name="Body">As its row keeps the line.</param>
internal readonly record struct KeptText(SaleLine Line, string Body)
{
    public static KeptText Of(SaleLine line) => new(line, StoredLine.Write(line));
}
