using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Distribution.Spreadsheets;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Distribution.Tests.Rules.OnSaleSheets;
using Distribution.Tests.Rules.Spreadsheets;

namespace Distribution.Tests.Api;

/// <summary>Sheets and lists over HTTP as a browser gets and sends them, on the API as a user starts it.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private const string Token = "set-by-the-operator";
    private const string Csv = "area,block,row,seat,category,x,y\\nParkett,P,1,1,Kat A,0,0\\nRang,R,1,1,Kat B,0,10";

    private TestDatabase _database = null!;
    private ServerProcess _api = null!;
    private HttpClient _client = null!;
    private string _venue = "";
    private string _event = "";
    private string _interface = "";

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        _api = await ServerProcess.Start("api", _database.Setting, KeyValuePair.Create("Distribution__AdministratorToken", Token));
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _api.Url };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        _venue = await Make("createVenue", """name: "Salle" """);
        var hall = await Make("importSeatingPlan", $"""venue: "{_venue}", name: "Concert", format: CSV, text: "{Csv}" """);
        _event = await Make("createEvent", $"""venue: "{_venue}", name: "Opéra/été" """);
        await Make("createPerformance", $"""venue: "{_venue}", event: "{_event}", configuration: "{hall}", name: "Soirée", startsAt: "2027-03-12T19:30:00Z", timeZone: "Europe/Paris" """);
        var channel = await Make("createSalesChannel", $"""venue: "{_venue}", name: "Ticketnet", type: EXTERNAL""");
        var distributor = await Make("createDistributor", $"""venue: "{_venue}", name: "Ticketnet" """);
        _interface = await Make("createDistributorInterface", $"""venue: "{_venue}", distributor: "{distributor}", channel: "{channel}", type: "ticketnet", name: "Ticketnet 1" """);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_sheet_is_downloaded_filled_in_uploaded_and_then_stands_in_the_lists()
    {
        using var sheet = await _client.GetAsync($"/on-sale-sheets/{_event}/{_interface}.xlsx?language=fr");
        sheet.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        sheet.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Feuille de mise en vente - Opéra-été - Ticketnet 1.xlsx");
        sheet.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var filled = SpreadsheetTests.Read(await sheet.Content.ReadAsByteArrayAsync()).Type("Séances!G2", "00123").Type("Blocs!E2", "P-7").Type("Blocs!E3", "=A1", CellKind.Formula);

        var refused = await Upload("importOnSaleSheet", $"""event: "{_event}", """, ForeignWorkbook.Of(filled).Save());
        refused["errors"]![0]!["message"]!.GetValue<string>().ShouldStartWith("Blocs!E3: ");
        refused["errors"]!.AsArray().Count.ShouldBe(1);

        var sound = ForeignWorkbook.Of(filled.Type("Blocs!E3", "R-8")).Save();
        (await Upload("importOnSaleSheet", $"""event: "{_event}", dryRun: true, """, sound))["data"]!.ToJsonString().ShouldContain("\"applied\":false,\"version\":0,\"read\":3");
        (await Upload("importOnSaleSheet", $"""event: "{_event}", """, sound))["data"]!.ToJsonString().ShouldContain("\"applied\":true,\"version\":1,\"read\":3");

        using var list = await _client.GetAsync($"/mappings/{_interface}.csv");
        list.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var csv = await list.Content.ReadAsStringAsync();
        csv.ShouldContain("00123");
        var changed = csv.Replace("P-7", "P-9", StringComparison.Ordinal);
        (await Upload("importMappings", "", new MemoryStream(Encoding.UTF8.GetBytes(changed))))["data"]!.ToJsonString().ShouldContain("\"version\":2");
        using var workbook = await _client.GetAsync($"/mappings/{_interface}.xlsx");
        SpreadsheetTests.Read(await workbook.Content.ReadAsByteArrayAsync()).Single().Rows.SelectMany(row => row.Cells).Select(cell => cell.Text).ShouldContain("P-9");

        var history = await Ask($$"""{ distributorInterface(id: "{{_interface}}") { mappingVersions { nodes { version who file changeCount changes { nodes { ours before after } } } } mappings(kind: BLOCK, mapped: true) { totalCount nodes { theirs } } mappingsAt(version: 1) { mappings { theirs } } } }""");
        history["distributorInterface"]!["mappingVersions"]!["nodes"]!.AsArray().Select(version => $"{version!["version"]} {version["who"]} {version["file"]} {version["changeCount"]}")
            .ShouldBe(["2 administrator sheet.bin 1", "1 administrator sheet.bin 3"]);
        history["distributorInterface"]!["mappings"]!["totalCount"]!.GetValue<int>().ShouldBe(2);
        history["distributorInterface"]!["mappingsAt"]!.ToJsonString().ShouldContain("P-7");
    }

    [Fact]
    public async Task A_printed_sheet_is_a_pdf_and_names_are_matched_from_a_list()
    {
        using var pdf = await _client.GetAsync($"/on-sale-sheets/{_event}/{_interface}.pdf?language=en");
        pdf.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        (await pdf.Content.ReadAsStringAsync()).ShouldStartWith("%PDF-");

        using var form = Form(
            """query($file: Upload!) { suggestMappingsFromFile(interface: "ID", kind: PERFORMANCE, file: $file) { certain candidates { id } } }""".Replace("ID", _interface, StringComparison.Ordinal),
            new MemoryStream("id,name\n77,SOIREE"u8.ToArray()));
        (await Post(form))["data"]!["suggestMappingsFromFile"]!.ToJsonString().ShouldBe("""[{"certain":true,"candidates":[{"id":"77"}]}]""");
    }

    [Fact]
    public async Task What_is_not_there_or_not_allowed_is_answered_with_its_status()
    {
        (await Status($"/on-sale-sheets/{NewId.Guid()}/{_interface}.xlsx")).ShouldBe(HttpStatusCode.NotFound);
        (await Status($"/on-sale-sheets/{_event}/{NewId.Guid()}.pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await Status($"/on-sale-sheets/{Guid.Empty}/{_interface}.pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await Status($"/on-sale-sheets/{_event}/{_interface}.xlsx?language=de")).ShouldBe(HttpStatusCode.BadRequest);
        (await Status($"/on-sale-sheets/{_event}/{_interface}.docx")).ShouldBe(HttpStatusCode.NotFound);
        (await Status($"/mappings/{NewId.Guid()}.csv")).ShouldBe(HttpStatusCode.NotFound);
        (await Status($"/mappings/{_venue}.xlsx")).ShouldBe(HttpStatusCode.NotFound);
        var reader = (await Ask($$"""mutation { issueToken(input: { commandId: "{{NewId.Guid()}}", role: READER, name: "shop", days: 1 }) { issuedToken { token } } }"""))["issueToken"]!["issuedToken"]!["token"]!.GetValue<string>();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", reader);
        (await Status($"/mappings/{_interface}.csv")).ShouldBe(HttpStatusCode.OK);
        (await Upload("importMappings", "", new MemoryStream("kind;ours;theirs"u8.ToArray())))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("FORBIDDEN");
        _client.DefaultRequestHeaders.Authorization = null;
        (await Status($"/mappings/{_interface}.csv")).ShouldBe(HttpStatusCode.Unauthorized);
        (await Status($"/on-sale-sheets/{_event}/{_interface}.pdf")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<string> Make(string mutation, string arguments) =>
        Payloads.Unwrap(await Answer($"mutation {{ {Payloads.Field(mutation, arguments, "id")} }}"), mutation)["data"]![mutation]!["id"]!.GetValue<string>();

    private async Task<JsonNode> Ask(string query)
    {
        var answer = await Answer(query);
        answer["errors"].ShouldBeNull();
        return answer["data"]!;
    }

    private async Task<JsonNode> Answer(string query)
    {
        using var response = await _client.PostAsync("/graphql", TestApi.Json(new { query }));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task<JsonNode> Upload(string mutation, string arguments, MemoryStream file)
    {
        using var form = Form(
            $$"""mutation($file: Upload!) { {{Payloads.Field(mutation, $"interface: \"{_interface}\", {arguments} file: $file", "applied version read unchanged changes { kind ours before after } notes { place message }")}} }""",
            file);
        return Payloads.Unwrap(await Post(form), mutation);
    }

    private static MultipartFormDataContent Form(string query, MemoryStream file) => new()
    {
        { TestApi.Json(new { query, variables = new { file = (string?)null } }), "operations" },
        { TestApi.Json(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["0"] = ["variables.file"] }), "map" },
        { new ByteArrayContent(file.ToArray()), "0", "sheet.bin" },
    };

    private async Task<JsonNode> Post(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        request.Headers.Add("GraphQL-Require-Preflight", "1");
        using var response = await _client.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var response = await _client.GetAsync(path);
        return response.StatusCode;
    }
}
