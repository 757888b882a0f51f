using Dapper;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Sales.Barcodes;

/// <summary>
/// Finds barcodes that valid tickets of two distributors bear for one performance: the door can tell neither buyer from the other. Both tickets get a warning. It is looked
/// for once, at the end of an import, for the performances of the tickets that it made or that were paid.
/// </summary>
internal sealed class SharedBarcodes(Database database, CatalogDirectory directory)
{
    /// <summary>Pairs of tickets that one import warns of; the next goes on.</summary>
    private const int MaxPairs = 500;

    private const string Words = "is on a ticket of another distributor";

    public async Task Warn(FunctionJob job)
    {
        if (job.Sold.Count == 0)
        {
            return;
        }

        var pairs = await Find(job.Interface.Interface, job.Sold);
        if (pairs.Count == 0)
        {
            return;
        }

        var names = await directory.Entries([.. pairs.Select(pair => pair.Other.Interface).Distinct()]);
        var warnings = pairs.SelectMany(pair => new[]
        {
            (pair.Mine.Id, Text: Warning(pair.Barcode, pair.Other, NameOf(pair.Other))),
            (pair.Other.Id, Text: Warning(pair.Barcode, pair.Mine, job.Interface.Name)),
        });
        await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "UPDATE ticket SET warning = CASE WHEN warning IS NULL THEN @Text ELSE warning || ' ' || @Text END WHERE id = @Id",
                warnings.Select(warning => new { warning.Id, warning.Text }),
                transaction);
        });
        job.Report.Counts = job.Report.Counts with { Warned = job.Report.Counts.Warned + pairs.Count };
        foreach (var pair in pairs)
        {
            job.Report.Warn($"Ticket {pair.Mine.Ticket}: {Warning(pair.Barcode, pair.Other, NameOf(pair.Other))}");
        }

        string NameOf(SharedBarcode other) => names.GetValueOrDefault(other.Interface)?.Label ?? other.Interface.ToString();
    }

    private static string Warning(string barcode, SharedBarcode other, string name) =>
        $"Its barcode {barcode} {Words} too: {other.Ticket} of {name}, {other.Place}. The door lets in whoever comes first; ask both distributors.";

    /// <summary>Those that bear no warning of it yet.</summary>
    private Task<IReadOnlyList<(string Barcode, SharedBarcode Mine, SharedBarcode Other)>> Find(DistributorInterfaceId distributor, IEnumerable<PerformanceId> performances) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters(new { distributor, MaxPairs, known = $"%{Words}%" });
        var rows = await connection.QueryAsync<(string Barcode, Guid Id, string Ticket, string Place, Guid OtherId, string OtherTicket, string OtherPlace, Guid OtherInterface)>(
            $"""
            SELECT mine.barcode, mine.id, mine.ticket_reference, mine.place_name, other.id, other.ticket_reference, other.place_name, other.interface_id
            FROM ticket mine JOIN ticket other ON other.performance_id = mine.performance_id AND other.barcode = mine.barcode AND other.interface_id <> mine.interface_id
            WHERE mine.performance_id IN ({parameters.AddIds(performances.Select(id => id.Value))}) AND mine.interface_id = @distributor AND mine.cancelled_at IS NULL
              AND other.cancelled_at IS NULL AND (mine.warning IS NULL OR mine.warning NOT LIKE @known)
            ORDER BY mine.performance_id, mine.barcode, other.id LIMIT @MaxPairs
            """,
            parameters);
        return (IReadOnlyList<(string, SharedBarcode, SharedBarcode)>)[.. rows.Select(row => (
            row.Barcode,
            new SharedBarcode(row.Id, row.Ticket, row.Place, distributor.Value),
            new SharedBarcode(row.OtherId, row.OtherTicket, row.OtherPlace, row.OtherInterface)))];
    });

    /// <summary>A ticket that bears a barcode of another.</summary>
    private sealed record SharedBarcode(Guid Id, string Ticket, string Place, Guid Interface);
}
