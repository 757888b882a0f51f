using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Sales;

/// <summary>The lines of an interface that wait, or were refused for good, as a file: with the columns of a file of sales, then why, and what to do.</summary>
public sealed class UntakenLines(SaleInbox inbox, CatalogDirectory directory)
{
    /// <summary>Lines of a file.</summary>
    public const int MaxLines = 100_000;

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly ImmutableArray<string> Headings =
    [
        "kind", "ticket", "sale", "performance", "place", "area", "category", "audience", "price", "currency", "date", "barcode",
        "state", "who mends it", "reason", "what to do", "received", "line", "as it came",
    ];

    public async Task<Outcome<WrittenFile>> Csv(DistributorInterfaceId distributor)
    {
        if (await directory.FindInterface(distributor) is not { } facts)
        {
            return new Refusal(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor interface.");
        }

        var lines = await inbox.Untaken(distributor, MaxLines + 1);
        return lines.Length > MaxLines
            ? new Refusal(RefusalCode.LimitExceeded, distributor.ToString(), $"More than {MaxLines} lines wait; the field waitingLines has them in pages.")
            : new WrittenFile(WrittenFile.NameOf("csv", "Lines not taken", facts.Name), CsvTable.ContentType, CsvTable.Write(Headings, lines.Select(Cells)));
    }

    private static IEnumerable<string?> Cells(UntakenLine line) =>
    [
        .. OfSale(line.Line),
        line.State,
        line.Error?.Kind.ToString().ToLowerInvariant(),
        line.Reason ?? line.Error?.Message,
        line.Error?.WhatToDo,
        Written(line.ReceivedAt),
        line.Line.Reference,
        line.Line switch
        {
            SaleLine.Unreadable unreadable => unreadable.Raw,
            SaleLine.Sold { Pass.IsDefaultOrEmpty: false } pass => StoredLine.Write(pass),
            _ => null,
        },
    ];

    /// <summary>As a file of sales would have it. A pass stands whole in the last column.</summary>
    private static string?[] OfSale(SaleLine line) => line switch
    {
        SaleLine.Sold sold =>
        [
            sold.IsReservation ? "RESERVATION" : "SALE",
            sold.Ticket,
            sold.Sale,
            sold.Performance,
            sold.Place?.Value,
            sold.Area,
            sold.Category,
            sold.Audience,
            sold.Price.ToAmount().Replace('.', ','),
            sold.Price.Currency,
            Written(sold.SoldAt),
            sold.Barcode,
        ],
        SaleLine.Cancelled cancelled => ["CANCEL", cancelled.Ticket, null, null, null, null, null, null, null, null, Written(cancelled.CancelledAt), null],
        _ => new string?[12],
    };

    private static string Written(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);
}
