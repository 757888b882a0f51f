using System.Text;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Sales;

[Collection(ProductApiTests.Name)]
public sealed class SalesFileApiTests(ProductApi api)
{
    [Fact]
    public async Task A_file_is_uploaded_imported_and_listed()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Assign("P-1-1");
        await venue.Export();
        await ticketnet.Control.SetCredentials("venue", "another one");
        var file = Encoding.UTF8.GetBytes(
            $$"""{"lines":[{"line":"L1","type":"sold","ticket":"T1","sale":"S1","performance":"{{DistributorServer.Performance}}","place":"P-1-1","category":"CAT1","audience":"ADULT","price":{"amount":4500,"currency":"EUR"},"soldAt":"2025-03-14T19:30:00Z"},7]}""");

        var started = await api.Client.Upload("importSalesFile", new { @interface = venue.Interface }, "ventes.json", file, "id function");

        started["errors"].ShouldBeNull(started.ToJsonString());
        var id = started["data"]!["importSalesFile"]!["id"]!.GetValue<Guid>();
        await Eventually.True(async () => (await venue.Execution(id, wait: 30)).Text("state") != "RUNNING");
        var seen = await venue.OfInterface(
            "salesTotals { tickets } waitingLines { nodes { error { kind message } } } salesFiles { nodes { name size state execution: executionId lines unreadable fetchedFrom problem } }");
        seen["salesTotals"]!.ToJsonString().ShouldBe("""{"tickets":1}""");
        seen["waitingLines"]!["nodes"]![0]!["error"].Text("message")!.ShouldContain("file “ventes.json”, line 2: ");
        seen["salesFiles"]!.ToJsonString().ShouldBe(
            $$"""{"nodes":[{"name":"ventes.json","size":{{file.Length}},"state":"READ","execution":"{{id}}","lines":2,"unreadable":1,"fetchedFrom":null,"problem":null}]}""");
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused_with_what_to_do()
    {
        var answer = await api.Client.Upload("importSalesFile", new { @interface = api.Venue.Interface }, "ventes.json", "<html>"u8.ToArray());

        ApiClient.CodeOf(answer).ShouldBe("INVALID", answer.ToJsonString());
        answer["errors"]![0].Text("message")!.ShouldContain("send it again");
        ApiClient.CodeOf(await api.Client.Upload("importSalesFile", new { @interface = api.Other.Interface }, "ventes.json", "{}"u8.ToArray())).ShouldBe("WRONG_STATE");
        ApiClient.CodeOf(await api.Client.Upload("importSalesFile", new { @interface = NewId.Guid() }, "ventes.json", "{}"u8.ToArray())).ShouldBe("NOT_FOUND");
    }
}
