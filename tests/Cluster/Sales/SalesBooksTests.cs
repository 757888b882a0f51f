using System.Text;
using System.Text.Json.Nodes;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Barcodes;
using Distribution.Sales.Statements;
using Distribution.Sandbox.Sales;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Sales;

/// <summary>What others take away from the tickets.</summary>
public sealed class SalesBooksTests
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_statement_says_what_was_sold_and_cancelled_in_a_period_and_what_is_owed(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 4, cancelled: 1);
        var distributor = (await venue.Catalog.Get())!.Distributors.Single().Id;
        var statements = new DistributorStatements(venue.Cluster.Database, venue.Cluster.Client);

        var statement = (await statements.Find(distributor, Begin, End)).Done().Balances.ShouldHaveSingleItem();

        (statement.Currency, statement.Opening, statement.SalesCount, statement.CancellationsCount).ShouldBe(("EUR", 0, 4, 1));
        statement.Sales.ShouldBe(4 * 3_500);
        statement.Closing.ShouldBe(3 * 3_500);
        var lines = (await statements.Page(distributor, Begin, End, 0, 100)).Done();
        lines.Length.ShouldBe(5);
        lines.Sum(line => line.Amount.MinorUnits).ShouldBe(statement.Closing);
        (await statements.Page(distributor, Begin, End, 4, 100)).Done().Length.ShouldBe(1);

        var after = (await statements.Find(distributor, End, End.AddDays(1))).Done().Balances.ShouldHaveSingleItem();
        (after.Opening, after.Sales, after.Closing).ShouldBe((statement.Closing, 0, statement.Closing));
        (await statements.Find(distributor, Begin.AddDays(-1), Begin)).Done().Balances.ShouldBeEmpty();
        (await statements.Find(distributor, End, Begin)).ShouldBeRefused(RefusalCode.Invalid);
        (await statements.Find(NewId.Of<DistributorId>(), Begin, End)).ShouldBeRefused(RefusalCode.NotFound);

        foreach (var (language, separator, point, words) in new[] { (SheetLanguage.French, ';', ',', "solde initial|ventes|annulations|solde final"), (SheetLanguage.English, ',', '.', "opening|sales|cancellations|closing") })
        {
            var csv = Encoding.UTF8.GetString((await statements.Csv(distributor, Begin, End, language)).Done().Content).Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var rows = csv.Select(row => row.Replace("\"", "", StringComparison.Ordinal).Split(separator)).ToList();
            rows.ShouldAllBe(row => row.Length == rows[0].Length);
            rows.Count.ShouldBe(1 + 5 + 4);
            rows[1][4..8].ShouldBe([.. await Names(venue), "Kat A", "Erwachsene"]);
            rows.Select(row => row[8]).ShouldContain($"-35{point}00");
            rows[^4..].Select(row => (row[1], row[8], row[9])).ShouldBe(words.Split('|').Zip(["0", "140", "-35", "105"], (word, amount) => (word, $"{amount}{point}00", "EUR")));
        }

        (await statements.Xlsx(distributor, Begin, End, SheetLanguage.French)).Done().Content.AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());
    }

    private static async Task<string[]> Names(LinkedVenue venue)
    {
        var catalog = (await venue.Catalog.Get())!;
        return [catalog.Events.Single().Name, catalog.Performances.Single(performance => performance.Id == venue.Performance).Name];
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_lines_that_wait_are_a_file_as_a_distributor_of_files_sends_it(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Hold("P-1-1");
        var sold = await venue.Ticketnet.SendGhost(new GhostOrder(LinkedVenue.TheirPerformance, "P-1-1", "CAT1"));
        await venue.Ticketnet.SendMalformed("""{"line":"{line}","type":"cancelled","ticket":"T-9","cancelledAt":"2027-01-01T10:00:00Z"}""");
        await venue.Import();

        var file = (await venue.Cluster.Service<UntakenLines>().Csv(venue.InterfaceId)).Done();

        var setup = (await venue.Interface.Get()).Done().Setup!;
        var read = venue.Cluster.Service<ConnectorCatalog>().Find("files")!.ReadSalesFile(ConnectorLink.WithoutSecrets(setup), new SalesFile(file.Name, file.Content)).ShouldBeOfType<SalesFileAnswer.Read>().Lines.ToList();
        var line = read[0].ShouldBeOfType<SaleLine.Sold>();
        (line.Ticket, line.Sale, line.Performance, line.Place!.Value.Value, line.Category, line.Price, line.Barcode).ShouldBe(
            (sold.Ticket, sold.Sale, LinkedVenue.TheirPerformance, "P-1-1", "CAT1", new Money(sold.Amount, "EUR"), sold.Barcode));
        read[1].ShouldBeOfType<SaleLine.Cancelled>().Ticket.ShouldBe("T-9");
        read.Count.ShouldBe(2);
        (await venue.Cluster.Service<UntakenLines>().Csv(NewId.Of<DistributorInterfaceId>())).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Barcodes_are_told_valid_and_cancelled_under_a_version_that_is_theirs(Dialect dialect)
    {
        await using var venue = await Sold(dialect, 3, cancelled: 1);
        var list = new BarcodeList(venue.Cluster.Database, venue.Cluster.Client);
        var theirs = (await venue.Ticketnet.Tickets()).ToDictionary(ticket => ticket.Barcode, ticket => ticket.CancelledAt is null);

        var file = (await list.Json(venue.Performance)).Done();

        var json = JsonNode.Parse(file.File.Content)!;
        json["version"]!.GetValue<string>().ShouldBe(file.Version);
        json["barcodes"]!.AsArray().ToDictionary(row => row!["barcode"]!.GetValue<string>(), row => row!["valid"]!.GetValue<bool>()).ShouldBe(theirs, ignoreOrder: true);
        (await list.Csv(venue.Performance)).Done().Version.ShouldBe(file.Version);
        Encoding.UTF8.GetString((await list.Csv(venue.Performance)).Done().File.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);

        await venue.Ticketnet.Cancel(new CancelOrder(Performance: LinkedVenue.TheirPerformance, Count: 1));
        await venue.Import();
        (await list.Json(venue.Performance)).Done().Version.ShouldNotBe(file.Version);
        (await list.Json(NewId.Of<PerformanceId>())).ShouldBeRefused(RefusalCode.NotFound);
    }

    [Theory]
    [InlineData(Dialect.Sqlite, "ticketnet")]
    [InlineData(Dialect.PostgreSql, "fnac")]
    public async Task Sales_that_are_read_again_from_a_date_are_not_doubled(Dialect dialect, string type)
    {
        await using var venue = await Sold(dialect, 6, cancelled: 2, type);
        var before = await venue.Orders();

        var execution = await venue.End((await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport, Since: Begin))).Done().Id);

        execution.State.ShouldBe(ExecutionState.Succeeded);
        execution.Counts.ShouldBe(new ExecutionCounts { Known = 8 });
        (await venue.Orders()).Select(order => (order.Id, order.Tickets.Length)).ShouldBe(before.Select(order => (order.Id, order.Tickets.Length)));
        var later = await venue.End((await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.SalesImport, Since: End))).Done().Id);
        later.Counts.ShouldBe(default);
    }

    private static async Task<LinkedVenue> Sold(Dialect dialect, int tickets, int cancelled, string type = "ticketnet")
    {
        var venue = await LinkedVenue.On(dialect, type);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-2-1", "P-2-2", "P-2-3");
        await venue.Export();
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: tickets));
        await venue.Sandbox.Cancel(new CancelOrder(Performance: LinkedVenue.TheirPerformance, Count: cancelled));
        await venue.Import();
        return venue;
    }
}
