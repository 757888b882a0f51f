using Distribution.Distributors;
using Distribution.Sandbox.Failures;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Distributors;

[Collection(ProductApiTests.Name)]
public sealed class ExecutionApiTests(ProductApi api)
{
    private static readonly Dictionary<string, BadInput> Bad = new(StringComparer.Ordinal)
    {
        ["run no execution again"] = new("NOT_FOUND", "runAgain", on => new { @interface = on.Venue.Interface, execution = NewId.Guid() }),
        ["run again over no interface"] = new("NOT_FOUND", "runAgain", on => new { @interface = NewId.Guid(), execution = on.Export }),
        ["run another interface's execution again"] = new("NOT_FOUND", "runAgain", on => new { @interface = on.Other.Interface, execution = on.Export }),
        ["run only what failed where nothing did"] = new("WRONG_STATE", "runAgain", on => new { @interface = on.Venue.Interface, execution = on.Export, onlyFailed = true }),
        ["cancel no execution"] = new("NOT_FOUND", "cancelExecution", on => new { @interface = on.Venue.Interface, execution = NewId.Guid() }),
        ["cancel another interface's execution"] = new("NOT_FOUND", "cancelExecution", on => new { @interface = on.Other.Interface, execution = on.Export }),
        ["cancel what has ended"] = new("WRONG_STATE", "cancelExecution", on => new { @interface = on.Venue.Interface, execution = on.Export }),
        ["skip over no interface"] = Skip("NOT_FOUND", @interface: _ => NewId.Guid()),
        ["skip without a reason"] = Skip("INVALID", reason: ""),
        ["skip for too long a reason"] = Skip("INVALID", reason: new string('x', 501)),
        ["skip with a line break"] = Skip("INVALID", reason: "a\r\nb"),
        ["skip no subject"] = Skip("INVALID", subject: ""),
        ["skip a line of an export"] = Skip("INVALID", kind: "SALE_LINE"),
        ["skip no performance"] = Skip("NOT_FOUND", performance: _ => NewId.Guid()),
        ["skip another venue's performance"] = Skip("NOT_FOUND", performance: on => on.Other.Performance),
        ["skip a kind that is none"] = Skip("INVALID_DOCUMENT", kind: "SEAT"),
        ["take nothing again"] = new("NOT_FOUND", "unskipItem", on => new { @interface = on.Venue.Interface, skipped = NewId.Guid() }),
        ["dry run over no interface"] = new("NOT_FOUND", "runSalesImport", _ => new { @interface = NewId.Guid(), dryRun = true }),
        ["run dry under the id of an export"] = new(
            "COMMAND_MISMATCH", "runContingentExport", on => new { commandId = on.Export, @interface = on.Venue.Interface, dryRun = true }),
    };

    public static TheoryData<string> BadInputs => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadInputs))]
    public Task What_is_wrong_is_refused_and_changes_nothing(string input) => Bad[input].ShouldBeRefused(api);

    [Fact]
    public async Task What_failed_is_read_item_by_item_skipped_run_again_and_found_on_the_summary()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Assign("P-1-1", "P-1-2");
        await ticketnet.Control.SwitchOn(new Failure(FailureKind.RefusePlaces, Places: ["P-1-2"], Reason: "Behind a pillar."));
        var export = await venue.Start("runContingentExport");
        (await venue.Execution(export, wait: 30)).Text("state").ShouldBe("SUCCEEDED_WITH_ERRORS");

        var read = (await api.Client.Ask(
            """
            query($id: ID!) {
              execution(id: $id) {
                interface { name } venue { name } itemCount progress { done total }
                errors { nodes { subject times since } }
                items(onlyFailed: true) { pageInfo { hasNextPage } nodes { kind subject action outcome performanceId error { message times } } }
                exchanges { nodes { request sent answer status attempts } }
              }
            }
            """,
            new { id = export }))["execution"]!;

        (read.Number("itemCount"), read["progress"].Number("done"), read["errors"]!["nodes"]![0].Number("times")).ShouldBe((2, 1, 1));
        read["interface"].Text("name").ShouldNotBeNullOrEmpty();
        read["venue"].Text("name").ShouldNotBeNullOrEmpty();
        var failed = read["items"]!["nodes"]!.AsArray().ShouldHaveSingleItem()!;
        (failed.Text("kind"), failed.Text("subject"), failed.Text("action"), failed.Text("outcome")).ShouldBe(("PLACE", "P-1-2", "ADD", "FAILED"));
        failed["error"].Text("message")!.ShouldContain("Behind a pillar.");
        var exchange = read["exchanges"]!["nodes"]!.AsArray().ShouldHaveSingleItem()!;
        exchange.Text("sent")!.ShouldContain("P-1-2");
        exchange.ToJsonString().ShouldNotContain(DistributorServer.Password);

        var skipped = await api.Client.Do(
            "skipItem",
            new { @interface = venue.Interface, function = DistributorFunction.ContingentExport, kind = new Written("PLACE"), performance = failed.Text("performanceId"), subject = "P-1-2", reason = "Settled on Monday." },
            "id who at reason");
        var again = await api.Client.Do("runAgain", new { @interface = venue.Interface, execution = export, onlyFailed = true }, "id againOfId onlyFailed");
        (await venue.Execution(Guid.Parse(again.Text("id")!), wait: 30)).Text("state").ShouldBe("SUCCEEDED");
        (await api.Client.Ask("query($i: ID!) { skippedItems(interface: $i) { nodes { id reason } } }", new { i = venue.Interface }))["skippedItems"]!["nodes"]!
            .AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(skipped.Text("id"));
        (await api.Client.Do("unskipItem", new { @interface = venue.Interface, skipped = skipped.Text("id") }, "endedBy")).Text("endedBy").ShouldNotBeNull();

        var listed = (await api.Client.Ask(
            "query($v: ID!) { executions(venue: $v, error: EXTERNAL, dryRun: false) { nodes { id interface { name } firstError { subject } } } }", new { v = venue.Id }))["executions"]!;
        listed["nodes"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(export.ToString());
    }

    [Fact]
    public async Task Health_is_told_by_function_for_the_interface_and_for_the_venue()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        (await venue.OfInterface("health { function state lag }"))["health"]!.ToJsonString()
            .ShouldBe("""[{"function":"CONTINGENT_EXPORT","state":"NEVER_RUN","lag":null},{"function":"SALES_IMPORT","state":"NEVER_RUN","lag":null},{"function":"RECONCILIATION","state":"NEVER_RUN","lag":null}]""");
        await ticketnet.Control.SetCredentials("venue", "another one");
        (await venue.Execution(await venue.Start("runSalesImport"), wait: 30)).Text("state").ShouldBe("FAILED");

        var health = (await api.Client.Ask(
            "query($v: ID!) { interfaceHealth(venue: $v, state: FAILING) { nodes { interface { name } functions { function failingSince lastSuccess firstError { kind } } } } }",
            new { v = venue.Id }))["interfaceHealth"]!["nodes"]![0]!;

        var failing = health["functions"]!.AsArray().ShouldHaveSingleItem()!;
        (failing.Text("function"), failing.Text("lastSuccess"), failing["firstError"].Text("kind")).ShouldBe(("SALES_IMPORT", null, "TECHNICAL"));
        failing["failingSince"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_subscriber_is_told_how_the_functions_do_now_and_after_each_run()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await using var events = await SentEvents.Open(
            Http(), $"subscription {{ functionHealthChanged(interface: \"{venue.Interface}\") {{ function state lastSuccess }} }}");
        (await events.Next())!.ShouldContain("""{"function":"SALES_IMPORT","state":"NEVER_RUN","lastSuccess":null}""");

        await venue.Import();

        await Eventually.True(async () => (await events.Next())!.Contains("\"function\":\"SALES_IMPORT\",\"state\":\"OK\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_to_an_execution_shows_what_to_ask_and_tells_nothing()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Process.Url };
        var id = NewId.Guid();

        var answer = await http.GetAsync(new Uri($"/executions/{id}", UriKind.Relative));

        ((int)answer.StatusCode).ShouldBe(302);
        Uri.UnescapeDataString(answer.Headers.Location!.OriginalString).ShouldStartWith("/graphql#{");
        answer.Headers.Location.OriginalString.ShouldContain(id.ToString());
        ((int)(await http.GetAsync(new Uri("/executions/nothing", UriKind.Relative))).StatusCode).ShouldBe(404);
    }

    private HttpClient Http()
    {
        var http = new HttpClient { BaseAddress = api.Process.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiClient.AdministratorToken);
        return http;
    }

    private static BadInput Skip(
        string code,
        string kind = "PLACE",
        string subject = "P-1-1",
        string reason = "Because.",
        Func<ProductApi, Guid>? @interface = null,
        Func<ProductApi, Guid>? performance = null) => new(code, "skipItem", on => new
        {
            @interface = (@interface ?? (it => it.Venue.Interface))(on),
            function = DistributorFunction.ContingentExport,
            kind = new Written(kind),
            performance = (performance ?? (it => it.Venue.Performance))(on),
            subject,
            reason,
        });
}
