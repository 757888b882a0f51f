using System.Collections.Immutable;
using System.Data.Common;
using Distribution.Catalog;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales.Prices;
using Distribution.Sandbox.Files;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors.Executions;

/// <summary>What a dry run says, and that nothing is another than before, in any table, but for the run itself.</summary>
public sealed class DryRunTests
{
    /// <summary>Of a run: that it was, what it looked at, and what Orleans keeps while it lasts.</summary>
    private static readonly ImmutableArray<string> OfRuns = ["execution", "execution_item", "execution_error", "execution_exchange", "orleans_reminders"];

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_import_tells_tickets_prices_conflicts_passes_exchanges_and_mappings_and_changes_nothing(Dialect dialect)
    {
        await using var venue = await ManyKinds(dialect);

        var (dry, items) = await Dry(venue, DistributorFunction.SalesImport);

        dry.State.ShouldBe(ExecutionState.SucceededWithErrors);
        dry.Counts.ShouldBe(new ExecutionCounts { Imported = 6, Cancelled = 1, Waiting = 4, Warned = 2 });
        Said(items, "ok").ShouldBe("P-1-1");
        Said(items, "dear").ShouldContain("was sold at 99.00 EUR; our tariff is 40.00 EUR");
        Said(items, "pass").ShouldStartWith("P-1-3, P-1-1");
        Said(items, "exchange").ShouldBe("P-1-5");
        Said(items, "held").ShouldEndWith("It would stand on the list of conflicts.");
        Said(items, "unmapped").ShouldContain("names the audience sub-category \"CHILD\"");
        Said(items, "ghost exchange").ShouldContain("whose sale the distributor never sent");
        Said(items, "franc").ShouldContain("in another currency");
        dry.Warning.ShouldNotBeNull().ShouldContain("our tariff is 40.00 EUR");

        var real = await venue.Import();
        real.Counts.ShouldBe(dry.Counts);
    }

    [Theory]
    [InlineData(PriceRule.Accept, 1, 0, 0)]
    [InlineData(PriceRule.Warn, 1, 1, 0)]
    [InlineData(PriceRule.Refuse, 0, 0, 1)]
    public async Task Prices_are_accepted_warned_of_or_refused_as_the_interface_says(PriceRule rule, int imported, int warned, int waiting)
    {
        await using var venue = await Priced(Dialect.Sqlite);
        (await venue.Interface.SetSaleRules(LinkedVenue.Context(), new SaleRules(rule, []))).Done();
        await Eventually.True(async () => (await venue.Interface.Get()).Done().Running.IsEmpty);
        await venue.Ticketnet.SendMalformed(Line("dear", "P-1-1", amount: 9_900));

        (await Dry(venue, DistributorFunction.SalesImport)).Run.Counts.ShouldBe(new ExecutionCounts { Imported = imported, Warned = warned, Waiting = waiting });
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_export_and_a_reconciliation_tell_all_and_change_nothing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        await venue.Assign("P-1-3");
        await venue.TakeBack("P-1-1");
        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-2"]));
        var allotment = await venue.Allotment();

        var (export, _) = await Dry(venue, DistributorFunction.ContingentExport);
        var (compared, items) = await Dry(venue, DistributorFunction.Reconciliation);

        export.Counts.ShouldBe(new ExecutionCounts { Added = 1, Withdrawn = 1 });
        compared.Counts.ShouldBe(new ExecutionCounts { Differences = 1 });
        items.ShouldHaveSingleItem().Error!.Message.ShouldBe("Samstag: 1 numbered places, sold by the distributor and not imported yet.");
        (await venue.Allotment()).Version.ShouldBe(allotment.Version);
    }

    [Fact]
    public async Task Files_on_a_server_are_looked_at_and_stay_where_they_are()
    {
        await using var venue = await LinkedVenue.On(Dialect.Sqlite, "digitick");
        await using var sftp = await SftpServer.Start(Path.Combine(venue.FilesOfSandbox, "digitick"));
        Directory.CreateDirectory(Path.Combine(sftp.Folder, "done"));
        (await venue.Interface.SetUp(venue.SetUp(sftp.Key, sftp.Url) with { User = sftp.User, DoneFolder = "done" })).Done();
        await venue.Assign("P-1-1");
        await venue.Sandbox.Tell(new ToldOrder(LinkedVenue.TheirPerformance, ["P-1-1"], Standing: 0, Category: "CAT1"));
        await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Places: ["P-1-1"]));
        await venue.Sandbox.WriteFile(new FileOrder());
        var file = Directory.GetFiles(sftp.Folder).ShouldHaveSingleItem();

        (await Dry(venue, DistributorFunction.SalesImport)).Run.Counts.ShouldBe(new ExecutionCounts { Imported = 1 });

        File.Exists(file).ShouldBeTrue();
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1 });
        (await Dry(venue, DistributorFunction.SalesImport)).Run.Counts.ShouldBe(default);
    }

    /// <summary>Two performances with tariffs, and a page with a line of every kind.</summary>
    private static async Task<LinkedVenue> ManyKinds(Dialect dialect)
    {
        var venue = await Priced(dialect);
        await venue.Ticketnet.SendMalformed(Line("old", "P-1-6"));
        (await venue.Import()).Counts.Imported.ShouldBe(1);
        await venue.Hold("P-1-4");
        foreach (var line in new[]
        {
            Line("ok", "P-1-1"),
            Line("dear", "P-1-2", amount: 9_900),
            Line("franc", "P-2-1", currency: "CHF"),
            Line("pass", "P-1-3", also: """[{"performance":"TN-2","place":"P-1-1"}]"""),
            Line("exchange", "P-1-5", replaces: "old"),
            Line("ghost exchange", "P-2-2", replaces: "never told"),
            Line("held", "P-1-4"),
            Line("unmapped", "P-2-3", audience: "CHILD"),
            Line("short", "P-2-4"),
            """{"line":"cancel","type":"cancelled","ticket":"short","cancelledAt":"2027-01-02T10:00:00Z"}""",
        })
        {
            await venue.Ticketnet.SendMalformed(line);
        }

        return venue;
    }

    private static async Task<LinkedVenue> Priced(Dialect dialect)
    {
        // With pages in which all of it has room: of this distributor a dry run sees the first.
        var venue = await LinkedVenue.On(await SharedCluster.On(dialect));
        await venue.Assign("P-1-1", "P-1-2", "P-1-3", "P-1-5", "P-1-6", "P-2-1", "P-2-2", "P-2-3", "P-2-4");
        await venue.Export();
        var first = (await venue.Catalog.Get())!.Performances.Single();
        var second = (await venue.Catalog.CreatePerformance(new CreatePerformance(
            LinkedVenue.Context(), first.Event, first.Configuration, "Sonntag", first.StartsAt.AddDays(1), first.TimeZone))).Done();
        (await venue.Interface.Map(LinkedVenue.Context(), [new Mapping(MappingKind.Performance, second.Id.ToString(), "TN-2")])).Done();
        (await venue.Catalog.SetTariff(new SetTariff(LinkedVenue.Context(), "Kat A", venue.Adults, null, new Money(4_000, "EUR")))).Done();
        return venue;
    }

    private static string Line(
        string ticket, string place, long amount = 4_000, string currency = "EUR", string audience = "ADULT", string? replaces = null, string? also = null) =>
        $$"""
        {"line":"{{ticket}}","type":"sold","ticket":"{{ticket}}","sale":"S-{{ticket}}","performance":"{{LinkedVenue.TheirPerformance}}","place":"{{place}}","category":"CAT1",
        "audience":"{{audience}}","price":{"amount":{{amount}},"currency":"{{currency}}"},"soldAt":"2027-01-01T10:00:00Z"
        {{(replaces is null ? "" : $",\"replaces\":\"{replaces}\"")}}{{(also is null ? "" : $",\"also\":{also}")}}}
        """;

    private static string Said(ImmutableArray<ExecutionItem> items, string line)
    {
        var item = items.Single(each => each.Subject == line);
        return item.Error?.Message ?? item.Note ?? "";
    }

    private static async Task<(Execution Run, ImmutableArray<ExecutionItem> Items)> Dry(LinkedVenue venue, DistributorFunction function)
    {
        var before = await Everything(venue);
        var run = await venue.End((await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), function, DryRun: true))).Done().Id);
        (await Everything(venue)).ShouldBe(before);
        return (run, (await venue.Cluster.Service<ExecutionDetails>().Items([run.Id], new ItemFilter(), null, 100))[run.Id].Items);
    }

    /// <summary>Every row that names something of this venue, since other tests use the database too.</summary>
    private static Task<IReadOnlyList<string>> Everything(LinkedVenue venue) => venue.Cluster.Database.Read(async connection =>
    {
        var found = new List<string>();
        foreach (var table in await Column(connection, venue.Cluster.Database.Dialect is Dialect.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"))
        {
            found.AddRange(OfRuns.Contains(table, StringComparer.OrdinalIgnoreCase) ? [] : await Rows(connection, table, venue));
        }

        found.Count.ShouldBeGreaterThan(5);
        found.Sort(StringComparer.Ordinal);
        return (IReadOnlyList<string>)found;
    });

    private static async Task<IReadOnlyList<string>> Rows(DbConnection connection, string table, LinkedVenue venue)
    {
        string[] ids = [venue.Venue.ToString(), venue.InterfaceId.ToString(), venue.Performance.ToString(), venue.ContingentId.ToString()];
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(at)}");
            var row = $"{table}: {string.Join(" | ", values)}";
            rows.AddRange(ids.Any(id => row.Contains(id, StringComparison.OrdinalIgnoreCase)) || table is "known_host" ? [row] : []);
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> Column(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
