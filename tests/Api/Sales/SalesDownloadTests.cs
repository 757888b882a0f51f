using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Sandbox.Sales;
using Distribution.Spreadsheets;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Sales;

/// <summary>What accounting and access control take away, and what the distributor says of its allotment, over HTTP.</summary>
[Collection(ProductApiTests.Name)]
public sealed class SalesDownloadTests(ProductApi api)
{
    [Fact]
    public async Task A_statement_has_a_line_for_each_sale_and_cancellation_of_its_period_as_csv_and_xlsx()
    {
        await using var ticketnet = await DistributorServer.Start();
        var (venue, sold) = await Sold(ticketnet);
        using var http = Http();

        var csv = await http.GetAsync(Statement(venue, "csv", "2000-01-01T00:00:00Z", "2199-01-01T00:00:00Z"));

        (csv.StatusCode, csv.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/csv"));
        csv.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Relevé - Ticketnet - 2000-01-01 - 2199-01-01.csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Trim('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[0].Split(';').ShouldBe([
            "date", "type", "commande", "billet", "événement", "séance", "catégorie de place", "sous-catégorie de public", "montant", "devise", "place", "id événement", "id séance", "id sous-catégorie"]);
        lines[1..^4].Select(line => line.Split(';')).Select(cells => (Kind: cells[1], Ticket: cells[3], Performance: cells[5], Place: cells[10], Id: cells[12])).ShouldBe(
            [.. sold.Select(ticket => ("vente", ticket.Ticket, "Samstag", ticket.Place!, $"{venue.Performance}")), ("annulation", sold[0].Ticket, "Samstag", sold[0].Place!, $"{venue.Performance}")],
            ignoreOrder: true);
        (await http.GetStringAsync(new Uri($"{Statement(venue, "csv", "2000-01-01T00:00:00Z", "2199-01-01T00:00:00Z")}&language=en", UriKind.Relative))).Trim('\uFEFF').ShouldStartWith("at,kind,sale,ticket,event,");
        (await http.GetAsync(new Uri($"{Statement(venue, "csv", "2000-01-01T00:00:00Z", "2199-01-01T00:00:00Z")}&language=de", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var xlsx = await http.GetByteArrayAsync(Statement(venue, "xlsx", "2000-01-01T00:00:00Z", "2199-01-01T00:00:00Z"));
        var sheet = Answers.Done(SpreadsheetReader.Read(new MemoryStream(xlsx))).ShouldHaveSingleItem();
        sheet.Name.ShouldBe("Relevé");
        (await http.GetStringAsync(Statement(venue, "csv", "2000-01-01T00:00:00Z", "2000-02-01T00:00:00Z"))).Trim('\uFEFF').Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Lines_that_wait_or_were_refused_are_a_file_of_sales_with_reasons()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Hold("P-1-1", "P-1-2");
        var refused = await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-1", "CAT1"));
        var waiting = await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-1-2", "CAT1"));
        await ticketnet.Control.SendMalformed("""{"line":"L-9","type":"?"}""");
        await venue.Import();
        var open = (await api.Client.Ask("query($i: ID!) { saleConflicts(interface: $i) { nodes { id place } } }", new { i = venue.Interface }))["saleConflicts"]!["nodes"]!.AsArray();
        await api.Client.Do("refuseSale", new { conflict = open.Single(node => node.Text("place") == "P-1-1").Text("id"), reason = "held by the sponsor" });
        await api.Client.Do(
            "skipItem", new { @interface = venue.Interface, function = DistributorFunction.SalesImport, kind = ItemKind.SaleLine, subject = "L-9", reason = "a test of theirs" });
        using var http = Http();

        var csv = (await http.GetStringAsync(new Uri($"/waiting-lines/{venue.Interface}.csv", UriKind.Relative))).Trim('\uFEFF');

        var rows = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Replace("\"", "", StringComparison.Ordinal).Split(';')).ToList();
        string Cell(int row, string column) => rows[row][Array.IndexOf(rows[0], column)];
        rows.Count.ShouldBe(4);
        rows[0][..12].ShouldBe(["kind", "ticket", "sale", "performance", "place", "area", "category", "audience", "price", "currency", "date", "barcode"]);
        (Cell(1, "kind"), Cell(1, "ticket"), Cell(1, "place"), Cell(1, "price"), Cell(1, "state"), Cell(1, "who mends it")).ShouldBe(
            ("SALE", waiting.Ticket, "P-1-2", $"{waiting.Amount / 100},{waiting.Amount % 100:00}", "waiting", "external"));
        Cell(1, "reason").ShouldContain("P-1-2");
        Cell(1, "what to do").ShouldContain("Settle");
        (Cell(2, "kind"), Cell(2, "line"), Cell(2, "state"), Cell(2, "reason")).ShouldBe(("", "L-9", "skipped", "a test of theirs"));
        (Cell(3, "ticket"), Cell(3, "state"), Cell(3, "reason")).ShouldBe((refused.Ticket, "refused", "held by the sponsor"));
        (await venue.OfInterface("waitingLines { nodes { reference skipReason } }"))["waitingLines"]!["nodes"]!.AsArray()
            .Single(line => line.Text("reference") == "L-9").Text("skipReason").ShouldBe("a test of theirs");
    }

    [Theory]
    [InlineData("2027-01-01", "2027-02-01T00:00:00Z", 400)]
    [InlineData("2027-02-01T00:00:00Z", "2027-01-01T00:00:00Z", 400)]
    [InlineData("2027-01-01T00:00:00Z", "", 400)]
    public async Task A_statement_of_no_period_is_refused(string from, string to, int status)
    {
        using var http = Http();

        ((int)(await http.GetAsync(Statement(api.Venue, "csv", from, to))).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Statements_and_barcodes_of_what_there_is_not_are_not_found_and_a_stranger_gets_none()
    {
        using var http = Http();
        using var stranger = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = api.Process.Url };

        foreach (var address in new[] { $"/statements/{NewId.Guid()}.csv?from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z", $"/barcodes/{NewId.Guid()}.csv", "/barcodes/nothing.json" })
        {
            (await http.GetAsync(new Uri(address, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await stranger.GetAsync(new Uri(address, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Barcodes_are_listed_valid_and_cancelled_and_are_not_sent_again_while_they_are_the_same()
    {
        await using var ticketnet = await DistributorServer.Start();
        var (venue, sold) = await Sold(ticketnet);
        using var http = Http();
        var address = new Uri($"/barcodes/{venue.Performance}.json", UriKind.Relative);

        var first = await http.GetAsync(address);

        var list = JsonNode.Parse(await first.Content.ReadAsStringAsync())!;
        list["barcodes"]!.AsArray().Select(row => (Barcode: row.Text("barcode"), IsValid: row!["valid"]!.GetValue<bool>(), Ticket: row.Text("ticket"), Place: row.Text("place"))).ShouldBe(
            sold.Select(ticket => ((string?)ticket.Barcode, ticket.Ticket != sold[0].Ticket, (string?)ticket.Ticket, ticket.Place)), ignoreOrder: true);
        first.Headers.ETag!.Tag.ShouldBe($"\"{list.Text("version")}\"");
        var csv = await http.GetStringAsync(new Uri($"/barcodes/{venue.Performance}.csv", UriKind.Relative));
        csv.ShouldContain(sold[1].Barcode!);
        (await Again(first.Headers.ETag)).ShouldBe(HttpStatusCode.NotModified);

        await ticketnet.Control.Cancel(new CancelOrder([sold[1].Ticket]));
        await venue.Import();
        (await Again(first.Headers.ETag)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> Again(EntityTagHeaderValue known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.IfNoneMatch.Add(known);
            return (await http.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task A_distributor_says_what_it_has_of_a_performance_and_what_keeps_it_from_saying()
    {
        await using var ticketnet = await DistributorServer.Start();
        var (venue, _) = await Sold(ticketnet);
        var query = $"{{ allotmentAtDistributor(interface: \"{venue.Interface}\", performance: \"{venue.Performance}\") {{ performance {{ name }} status {{ numbered {{ allotted sold }} }} error {{ kind message whatToDo }} }} }}";

        var answered = (await api.Client.Ask(query))["allotmentAtDistributor"]!;
        answered["status"]!["numbered"]!.ToJsonString().ShouldBe("""{"allotted":3,"sold":2}""");
        (answered["error"], answered["performance"].Text("name")).ShouldBe((null, "Samstag"));

        await ticketnet.Control.SetCredentials("venue", "another one");
        var failed = (await api.Client.Ask(query))["allotmentAtDistributor"]!;
        (failed["status"], failed["error"].Text("kind")).ShouldBe((null, "TECHNICAL"));
        failed["error"].Text("whatToDo").ShouldNotBeNullOrEmpty();
    }

    /// <summary>Three places, sold one by one; the first is cancelled.</summary>
    private async Task<(ApiVenue Venue, IReadOnlyList<TicketView> Sold)> Sold(DistributorServer ticketnet)
    {
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        await venue.Export();
        var sold = await ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Places: ["P-1-1", "P-1-2", "P-1-3"], MaxTicketsPerSale: 1));
        await ticketnet.Control.Cancel(new CancelOrder([sold[0].Ticket]));
        await venue.Import();
        return (venue, sold);
    }

    private static Uri Statement(ApiVenue venue, string extension, string from, string to) =>
        new($"/statements/{venue.Distributor}.{extension}?from={from}&to={to}", UriKind.Relative);

    private HttpClient Http()
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = api.Process.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.AdministratorToken);
        return http;
    }
}
