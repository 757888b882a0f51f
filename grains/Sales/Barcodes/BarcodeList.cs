using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Distribution.Storage;

namespace Distribution.Sales.Barcodes;

/// <summary>
/// The barcodes of a performance for its access control: those that open the doors, and those that do no more. A reservation that is not paid, and a ticket without
/// a barcode, are not in it.
/// </summary>
public sealed class BarcodeList(Database database, IGrainFactory grains)
{
    private static readonly ImmutableArray<string> Headings = ["barcode", "valid", "ticket", "place", "interface", "order"];

    public Task<Outcome<BarcodeFile>> Csv(PerformanceId performance) => File(performance, "csv", CsvTable.ContentType, (_, rows) =>
        CsvTable.Write(Headings, rows.Select(row => new[] { row.Barcode, row.Valid ? "yes" : "no", row.Ticket, row.Place, row.Interface.ToString(), row.Order.ToString() })));

    public Task<Outcome<BarcodeFile>> Json(PerformanceId performance) => File(performance, "json", "application/json; charset=utf-8", (version, rows) =>
        JsonSerializer.SerializeToUtf8Bytes(new { performance = performance.Value, version, barcodes = rows }, JsonSerializerOptions.Web));

    /// <summary>The version follows from the barcodes and nothing else: the same list has the same in every process and for ever.</summary>
    private async Task<Outcome<BarcodeFile>> File(
        PerformanceId performance, string extension, string contentType, Func<string, IReadOnlyList<BarcodeRow>, byte[]> write)
    {
        if (await grains.GetGrain<ICatalogDirectoryGrain>(0).FindPerformance(performance) is not { } facts)
        {
            return new Refusal(RefusalCode.NotFound, performance.ToString(), "There is no such performance.");
        }

        var rows = await Read(performance);
        var version = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rows)))[..32];
        return new BarcodeFile(new WrittenFile(WrittenFile.NameOf(extension, "Barcodes", facts.Name), contentType, write(version, rows)), version);
    }

    /// <summary>By barcode. One that two tickets bear is there twice.</summary>
    private Task<IReadOnlyList<BarcodeRow>> Read(PerformanceId performance) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<(string Barcode, string Ticket, string Place, Guid Interface, Guid Order, long? CancelledAt)>(
            """
            SELECT barcode, ticket_reference, place_name, interface_id, order_id, cancelled_at FROM ticket
            WHERE performance_id = @Performance AND barcode IS NOT NULL AND NOT reserved ORDER BY barcode, ticket_reference
            """,
            new { Performance = performance });
        return (IReadOnlyList<BarcodeRow>)[.. rows.Select(row => new BarcodeRow(row.Barcode, row.CancelledAt is null, row.Ticket, row.Place, row.Interface, row.Order))];
    });

    private sealed record BarcodeRow(string Barcode, bool Valid, string Ticket, string Place, Guid Interface, Guid Order);
}

/// <summary>A list of barcodes as a file.</summary>
/// <param name="Version">Another one whenever the list is another one.</param>
public sealed record BarcodeFile(WrittenFile File, string Version);
