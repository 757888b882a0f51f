using System.Net.Http.Headers;
using System.Text;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Files;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>Sales that come as files, beside the link or instead of it.</summary>
public sealed class SalesFileTests
{
    private const string FnacFile =
        """
        <DonneesControle xmlns="urn:example:fnac:billetterie:1" depuis="0" derniere="2" suite="false">
          <Billet sequence="1" operation="L1" etat="VENDU">
            <Numero>T1</Numero><Dossier>S1</Dossier><Seance>TN-1</Seance><Place>P-1-1</Place><Categorie>CAT1</Categorie><Tarif>ADULT</Tarif>
            <Prix devise="EUR">45,00</Prix><DateVente>2025-03-14T20:30:00+01:00</DateVente>
          </Billet>
          <Billet sequence="2" operation="L2" etat="ECHANGE"><Numero>T2</Numero></Billet>
        </DonneesControle>
        """;

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_sales_by_file_by_link_and_by_file_again_are_one_ticket_each(Dialect dialect)
    {
        await using var venue = await Sold(dialect);
        var file = await TicketnetFile(venue);
        await venue.Sandbox.SetCredentials(LinkedVenue.User, "another one");

        var byFile = await venue.ImportFile(file);

        byFile.State.ShouldBe(ExecutionState.Succeeded);
        byFile.Counts.ShouldBe(new ExecutionCounts { Imported = 3, Cancelled = 1 });
        await venue.ShouldAgree();
        await venue.Sandbox.SetCredentials(LinkedVenue.User, LinkedVenue.Password);
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Known = 4 });
        (await venue.Import()).Counts.ShouldBe(default);
        (await venue.ImportFile(file)).Counts.ShouldBe(new ExecutionCounts { Known = 4 });
        await venue.ShouldAgree();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_bad_line_waits_with_its_file_and_line_while_the_others_are_taken(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Assign("P-1-1");
        await venue.Export();

        var import = await venue.ImportFile(FnacFile, "billets.xml");

        import.Counts.ShouldBe(new ExecutionCounts { Imported = 1, Waiting = 1 });
        var error = await venue.OnlyError(import);
        error.Kind.ShouldBe(ErrorKind.External);
        error.Message.ShouldContain("file “billets.xml”, ticket 2: its etat “ECHANGE” is not known");
        var kept = (await venue.Cluster.Service<SalesFileStore>().Pages([venue.InterfaceId], null, 10))[venue.InterfaceId].Files.ShouldHaveSingleItem();
        (kept.Name, kept.State, kept.Lines, kept.Unreadable, kept.Execution).ShouldBe(("billets.xml", SalesFileState.Read, 2, 1, import.Id));

        var mended = FnacFile.Replace("ECHANGE\"><Numero>T2</Numero>", "ANNULE\"><Numero>T1</Numero><DateAnnulation>2025-03-15T20:30:00+01:00</DateAnnulation>", StringComparison.Ordinal);
        (await venue.ImportFile(mended)).Counts.ShouldBe(new ExecutionCounts { Cancelled = 1, Known = 1 });
        (await venue.Waiting()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_file_that_is_none_is_refused_and_kept_nowhere(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        var files = venue.Cluster.Service<SalesFileUpload>();
        foreach (var text in new[] { "", "<html>", "{\"lines\":", "{\"sales\":[]}", "\0\0\0\0" })
        {
            (await Upload(files, venue.InterfaceId, text)).ShouldBeRefused(RefusalCode.Invalid);
        }

        (await Upload(files, venue.InterfaceId, new string(' ', SalesFile.MaxBytes + 1))).ShouldBeRefused(RefusalCode.LimitExceeded);
        (await Upload(files, NewId.Of<DistributorInterfaceId>(), "{\"lines\":[]}")).ShouldBeRefused(RefusalCode.NotFound);
        (await venue.Cluster.Service<SalesFileStore>().Pages([venue.InterfaceId], null, 10))[venue.InterfaceId].Files.ShouldBeEmpty();
        (await venue.Log.Page(new ExecutionFilter(Interface: venue.InterfaceId), null, 10)).Executions.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task The_same_command_again_is_the_same_import_and_another_file_under_it_is_refused(Dialect dialect)
    {
        await using var venue = await Sold(dialect);
        var files = venue.Cluster.Service<SalesFileUpload>();
        var file = await TicketnetFile(venue);
        var context = LinkedVenue.Context();
        var first = (await Upload(files, venue.InterfaceId, file, context)).Done();
        await venue.End(first.Id);

        (await Upload(files, venue.InterfaceId, file, context)).Done().Counts.Imported.ShouldBe(3);
        (await Upload(files, venue.InterfaceId, "{\"lines\":[]}", context)).ShouldBeRefused(RefusalCode.CommandMismatch);

        first.Id.Value.ShouldBe(context.Id.Value);
        await venue.ShouldAgree();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_dry_run_says_of_each_line_of_the_file_what_would_become_of_it_and_takes_nothing(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.Export();
        await venue.Hold("P-2-1");
        await venue.ImportFile(Lines(Sale("L0", "T0", "P-1-2"), "7"));
        var file = Lines(
            Sale("L1", "T1", "P-1-1"), Sale("L2", "T2", "P-2-1"), Sale("L3", "T3", "P-2-2", "SENIOR"), Sale("L4", "T0", "P-1-2"), Sale("L5", "T5", "P-9-9"), "8",
            """{"line":"L6","type":"cancelled","ticket":"T0","cancelledAt":"2025-03-15T19:30:00Z"}""");
        var (files, context) = (venue.Cluster.Service<SalesFileUpload>(), LinkedVenue.Context());

        var run = await venue.End((await Upload(files, venue.InterfaceId, file, context, dryRun: true)).Done().Id);

        (run.DryRun, run.File!.Value.Value).ShouldBe((true, context.Id.Value));
        run.Counts.ShouldBe(new ExecutionCounts { Imported = 1, Cancelled = 1, Known = 1, Waiting = 4 });
        var items = (await venue.Cluster.Service<ExecutionDetails>().Items([run.Id], new ItemFilter(), null, 100))[run.Id].Items;
        items.Select(item => (item.Outcome, item.Error?.Kind)).ShouldBe([
            (ItemOutcome.Done, null), (ItemOutcome.Failed, ErrorKind.External), (ItemOutcome.Failed, ErrorKind.Mapping), (ItemOutcome.NothingNew, null),
            (ItemOutcome.Failed, ErrorKind.External), (ItemOutcome.Failed, ErrorKind.External), (ItemOutcome.Done, null)]);
        items[1].Error!.Message.ShouldContain("conflict");
        items[2].Error!.Message.ShouldContain("SENIOR");
        items[5].Error!.Message.ShouldContain("line 6: ");
        (await venue.Orders()).ShouldHaveSingleItem().Tickets.ShouldHaveSingleItem().CancelledAt.ShouldBeNull();
        (await venue.Waiting()).Length.ShouldBe(1);
        (await venue.Place("P-1-1")).Status.ShouldBe(SaleStatus.Free);
        var kept = (await venue.Cluster.Service<SalesFileStore>().Pages([venue.InterfaceId], null, 10))[venue.InterfaceId].Files[0];
        (kept.State, kept.Execution, kept.Lines, kept.Unreadable).ShouldBe((SalesFileState.LookedAt, run.Id, 7, 1));
        (await Upload(files, venue.InterfaceId, file, context, dryRun: true)).Done().Id.ShouldBe(run.Id);
        (await Upload(files, venue.InterfaceId, file, context)).ShouldBeRefused(RefusalCode.CommandMismatch);
        (await venue.Interface.RunAgain(LinkedVenue.Context(), run.Id, onlyFailed: false)).ShouldBeRefused(RefusalCode.WrongState);

        var import = await venue.ImportFile(file);

        import.Counts.ShouldBe(new ExecutionCounts { Imported = 1, Cancelled = 1, Known = 1, Waiting = 5 });
        (await venue.Cluster.Service<ExecutionDetails>().Items([import.Id], new ItemFilter(Outcome: ItemOutcome.Failed), null, 100))[import.Id].Items
            .Select(item => item.Note is null).ShouldBe([false, true, true, true, true]);
    }

    private static string Lines(params IEnumerable<string> lines) => $$"""{"lines":[{{string.Join(',', lines)}}]}""";

    private static string Sale(string line, string ticket, string place, string audience = "ADULT") =>
        $$$"""{"line":"{{{line}}}","type":"sold","ticket":"{{{ticket}}}","sale":"S-{{{ticket}}}","performance":"{{{LinkedVenue.TheirPerformance}}}","place":"{{{place}}}","category":"CAT1","audience":"{{{audience}}}","price":{"amount":4500,"currency":"EUR"},"soldAt":"2025-03-14T19:30:00Z"}""";

    private static async Task<LinkedVenue> Sold(Dialect dialect)
    {
        var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(3);
        await venue.Export();
        var sold = await venue.Sandbox.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Numbered: 2, Standing: 1));
        await venue.Sandbox.Cancel(new CancelOrder([sold[0].Ticket]));
        return venue;
    }

    /// <summary>What Ticketnet would send as a file: the list of sales as its service gives it.</summary>
    private static async Task<string> TicketnetFile(LinkedVenue venue)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{LinkedVenue.User}:{LinkedVenue.Password}")));
        return await http.GetStringAsync(new Uri($"{venue.Server.UrlOf(venue.Type).AbsoluteUri.TrimEnd('/')}/v1/sales?limit=1000"));
    }

    private static Task<Outcome<Execution>> Upload(SalesFileUpload files, DistributorInterfaceId distributor, string text, CommandContext? context = null, bool dryRun = false) =>
        files.Import(context ?? LinkedVenue.Context(), distributor, new MemoryStream(Encoding.UTF8.GetBytes(text)), "sales.txt", dryRun, CancellationToken.None);
}
