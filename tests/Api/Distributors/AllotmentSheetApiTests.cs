using System.Net;
using System.Net.Http.Headers;
using Distribution.Tests.Fixtures;
using Distribution.Tests.Rules.Spreadsheets;

namespace Distribution.Tests.Api.Distributors;

/// <summary>A distributor that is told on the phone, as an operator works with it.</summary>
[Collection(ProductApiTests.Name)]
public sealed class AllotmentSheetApiTests(ProductApi api)
{
    [Fact]
    public async Task A_sheet_is_made_downloaded_and_confirmed_with_who_agreed()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null, type: "digitick");
        var performance = venue.Performance;
        await venue.Assign("P-1-1", "P-1-2", "P-1-3");
        var made = await api.Client.Do("makeAllotmentSheet", new { @interface = venue.Interface, performance }, "version places added withdrawn word { agreedWith }");
        made.ToJsonString().ShouldBe("""{"version":1,"places":3,"added":3,"withdrawn":0,"word":null}""");

        var sheet = SpreadsheetTests.Read(await Get(venue, "xlsx?language=en"));
        sheet.Select(table => table.Name).ShouldBe(["To give back", "Added", "Whole allotment"]);
        string.Join(' ', sheet[1].Rows[1].Cells.Select(cell => cell.Text)).ShouldBe("Parkett P 1 1–3 3 Kat A");
        SpreadsheetTests.Read(await Get(venue, "xlsx")).Select(table => table.Name).ShouldBe(["À rendre", "Ajoutées", "Allotement complet"]);
        foreach (var language in new[] { "fr", "en" })
        {
            (await Get(venue, $"pdf?language={language}"))[..5].ShouldBe("%PDF-"u8.ToArray());
        }

        var agreed = new { @interface = venue.Interface, performance, version = 1, agreedWith = "Mme Petit", how = new Written("PHONE"), agreedAt = TimeProvider.System.GetUtcNow() };
        (await api.Client.Do("confirmAllotmentSheet", agreed, "word { agreedWith how who }"))["word"].Text("agreedWith").ShouldBe("Mme Petit");
        ApiClient.CodeOf(await api.Client.Attempt("confirmAllotmentSheet", agreed)).ShouldBe("WRONG_STATE");
        ApiClient.CodeOf(await api.Client.Attempt("runContingentExport", new { @interface = venue.Interface })).ShouldBe("WRONG_STATE");
        var listed = (await venue.OfInterface($"allotmentSheets(performance: \"{performance}\") {{ version word {{ agreedWith how }} }}"))["allotmentSheets"]!;
        listed.ToJsonString().ShouldBe("""[{"version":1,"word":{"agreedWith":"Mme Petit","how":"PHONE"}}]""");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        ApiClient.CodeOf(await api.Client.Attempt("makeAllotmentSheet", new { @interface = api.Venue.Interface, performance = api.Venue.Performance })).ShouldBe("WRONG_STATE");
        (await Status(api.Venue, "pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await Status(api.Venue, "xlsx?language=de")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static HttpClient Client(ApiVenue venue)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = venue.Api.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.AdministratorToken);
        return client;
    }

    private static async Task<byte[]> Get(ApiVenue venue, string what)
    {
        using var client = Client(venue);
        return await client.GetByteArrayAsync($"/allotment-sheets/{venue.Interface}/{venue.Performance}.{what}");
    }

    private static async Task<HttpStatusCode> Status(ApiVenue venue, string what)
    {
        using var client = Client(venue);
        using var response = await client.GetAsync($"/allotment-sheets/{venue.Interface}/{venue.Performance}.{what}");
        return response.StatusCode;
    }
}
