using System.Text.Json.Nodes;
using Distribution.Distributors;
using Distribution.Sandbox.Sales;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Distributors;

[Collection(ProductApiTests.Name)]
public sealed class DistributorApiTests(ProductApi api)
{
    private const string Https = "https://venues.ticketnet.example/api";

    private static readonly Dictionary<string, BadInput> Bad = new(StringComparer.Ordinal)
    {
        ["set up no interface"] = SetUp("NOT_FOUND", @interface: _ => NewId.Guid()),
        ["set up a contact for an interface"] = SetUp("NOT_FOUND", @interface: on => on.Venue.Contact),
        ["set up over plain http"] = SetUp("INVALID", "http://venues.ticketnet.example/api"),
        ["set up with a path for a URL"] = SetUp("INVALID", "/api"),
        ["set up with a file for a URL"] = SetUp("INVALID", "file:///etc/passwd"),
        ["set up with a password in the URL"] = SetUp("INVALID", "https://venue:secret@ticketnet.example/"),
        ["set up with a URL too long"] = SetUp("INVALID", Https + new string('x', 2_000)),
        ["set up without a user"] = SetUp("INVALID", user: ""),
        ["set up with a user too long"] = SetUp("INVALID", user: new string('x', 201)),
        ["set up with a line break in the user"] = SetUp("INVALID", user: "a\r\nX-Header: b"),
        ["set up with an empty password"] = SetUp("INVALID", password: ""),
        ["set up with a password too long"] = SetUp("INVALID", password: new string('x', 1_001)),
        ["set up for the first time without a password"] = SetUp("INVALID", password: null, @interface: on => on.Other.Interface, contact: on => on.Other.Contact),
        ["set up with no contact"] = SetUp("NOT_FOUND", contact: _ => NewId.Guid()),
        ["set up with another venue's contact"] = SetUp("NOT_FOUND", contact: on => on.Other.Contact),
        ["set up with what is no address"] = SetUp("INVALID", emails: ["kasse@example.org", "kasse"]),
        ["set up with 21 addresses"] = SetUp("LIMIT_EXCEEDED", emails: [.. Enumerable.Range(0, 21).Select(number => $"kasse{number}@example.org")]),
        ["map no interface"] = new("NOT_FOUND", "setMappings", _ => new { @interface = NewId.Guid(), mappings = new[] { Mapping(MappingKind.Block, "P", "X") } }),
        ["map nothing"] = Map("INVALID", _ => []),
        ["map 20,001 blocks"] = Map("LIMIT_EXCEEDED", _ => [.. Enumerable.Range(0, 20_001).Select(block => Mapping(MappingKind.Block, $"B{block}", "X"))]),
        ["map no block of the venue"] = Map("NOT_FOUND", _ => [Mapping(MappingKind.Block, "P", "X"), Mapping(MappingKind.Block, "Z", "X")]),
        ["map another venue's performance"] = Map("NOT_FOUND", on => [Mapping(MappingKind.Performance, on.Other.Performance.ToString(), "X")]),
        ["map a block twice"] = Map("INVALID", _ => [Mapping(MappingKind.Block, "P", "X"), Mapping(MappingKind.Block, "P", "Y")]),
        ["map to an id too long"] = Map("INVALID", _ => [Mapping(MappingKind.Block, "P", new string('x', 101))]),
        ["map to an id with blanks around"] = Map("INVALID", _ => [Mapping(MappingKind.Block, "P", " X ")]),
        ["map to an id with a line break"] = Map("INVALID", _ => [Mapping(MappingKind.Block, "P", "X\nY")]),
        ["map nothing of ours"] = Map("INVALID", _ => [Mapping(MappingKind.Block, "", "X")]),
        ["map a kind that is none"] = Map("INVALID_DOCUMENT", _ => [new { kind = new Written("SEAT"), ours = "P", theirs = "X" }]),
        ["export over no interface"] = Export("NOT_FOUND", _ => NewId.Guid()),
        ["export over an interface that is not set up"] = Export("WRONG_STATE", on => on.Other.Interface),
        ["export no performance"] = Export("NOT_FOUND", on => on.Venue.Interface, _ => NewId.Guid()),
        ["export another venue's performance"] = Export("NOT_FOUND", on => on.Venue.Interface, on => on.Other.Performance),
        ["export under the id of another export"] = new(
            "COMMAND_MISMATCH", "runContingentExport", on => new { commandId = on.Export, @interface = on.Venue.Interface, performance = on.Venue.Performance }),
        ["export under another interface's export"] = new(
            "COMMAND_MISMATCH", "runContingentExport", on => new { commandId = on.Export, @interface = on.Other.Interface }),
        ["import under the id of an export"] = new("COMMAND_MISMATCH", "runSalesImport", on => new { commandId = on.Export, @interface = on.Venue.Interface }),
        ["prepare access control where the distributor can't"] = Prepare("WRONG_STATE", on => on.Venue.Interface),
        ["prepare access control over no interface"] = Prepare("NOT_FOUND", _ => NewId.Guid()),
        ["set up with what the distributor does not need"] = new(
            "INVALID",
            "setUpDistributorInterface",
            on => new { @interface = on.Venue.Interface, url = Https, user = "venue", password = "secret", managerCode = "GEST", contact = on.Venue.Contact }),
        ["import over no interface"] = new("NOT_FOUND", "runSalesImport", _ => new { @interface = NewId.Guid() }),
        ["import over an interface that is not set up"] = new("WRONG_STATE", "runSalesImport", on => new { @interface = on.Other.Interface }),
    };

    public static TheoryData<string> BadInputs => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadInputs))]
    public Task What_is_wrong_is_refused_and_changes_nothing(string input) => Bad[input].ShouldBeRefused(api);

    [Fact]
    public async Task An_interface_is_set_up_mapped_and_read_back_without_its_password()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        var setup = await api.Client.Do(
            "setUpDistributorInterface",
            new { @interface = venue.Interface, url = ticketnet.Url, user = "another", contact = venue.Contact, emails = new[] { "kasse@example.org" } },
            "url user contact: contactId emails hasPassword");
        setup.ToJsonString().ShouldBe(
            $$"""{"url":"{{ticketnet.Url}}","user":"another","contact":"{{venue.Contact}}","emails":["kasse@example.org"],"hasPassword":true}""");
        var mapped = await api.Client.Do("setMappings", new { @interface = venue.Interface, mappings = new[] { Mapping(MappingKind.Block, "P", "") } }, "version mappings { kind ours theirs }");
        mapped["mappings"]!.AsArray().ShouldNotContain(mapping => mapping.Text("kind") == "BLOCK");

        var state = (await venue.OfInterface("state { setup { url user contact: contactId emails hasPassword } mappings { version mappings { kind ours theirs } } running { id } }"))["state"]!;

        state["setup"]!.ToJsonString().ShouldBe(setup.ToJsonString());
        state["mappings"]!.ToJsonString().ShouldBe(mapped.ToJsonString());
        state["running"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Executions_are_started_awaited_and_listed_with_their_errors()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.Assign("P-1-1");
        await ticketnet.Control.SetCredentials("venue", "another one");
        var id = NewId.Guid();
        var command = new { commandId = id, @interface = venue.Interface, performance = venue.Performance };
        (await api.Client.Do("runContingentExport", command, "id")).Text("id").ShouldBe(id.ToString());
        await Eventually.True(async () => (await venue.Execution(id, wait: 30)).Text("state") != "RUNNING");

        var failed = (await api.Client.Ask(
            "query($id: ID!) { execution(id: $id) { function performance { name } trigger who state endedAt errorCount errors { nodes { kind subject message whatToDo } } } }", new { id }))["execution"]!;

        (failed.Text("function"), failed.Text("trigger"), failed.Text("state"), failed.Number("errorCount")).ShouldBe(("CONTINGENT_EXPORT", "MANUAL", "FAILED", 1));
        failed.Text("who").ShouldNotBeNullOrEmpty();
        failed["endedAt"].ShouldNotBeNull();
        failed["errors"]!["nodes"]![0].Text("kind").ShouldBe("TECHNICAL");
        failed["errors"]!["nodes"]![0].Text("whatToDo")!.ShouldContain("set-up");
        (await api.Client.Do("runContingentExport", command, "id state")).Text("state").ShouldBe("FAILED");
        await ticketnet.Control.SetCredentials(DistributorServer.User, DistributorServer.Password);
        await venue.Export();
        var listed = (await venue.OfInterface("executions(first: 1) { pageInfo { endCursor } nodes { state counts { added } } }"))["executions"]!;
        listed["nodes"]!.ToJsonString().ShouldBe("""[{"state":"SUCCEEDED","counts":{"added":1}}]""");
        var next = (await venue.OfInterface($"executions(first: 1, after: \"{listed["pageInfo"].Text("endCursor")}\") {{ pageInfo {{ hasNextPage }} nodes {{ id }} }}"))["executions"]!;
        next.ToJsonString().ShouldBe($$"""{"pageInfo":{"hasNextPage":false},"nodes":[{"id":"{{id}}"}]}""");
    }

    [Fact]
    public async Task A_distributor_that_can_is_asked_for_its_counts_and_closes_for_access_control()
    {
        await using var fnac = await DistributorServer.Start("fnac");
        var venue = await ApiVenue.Create(api.Client, fnac);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(3);
        await venue.Export();
        await fnac.Control.Sell(new SaleOrder(DistributorServer.Performance, Numbered: 1, Standing: 2));

        (await CountsAt(venue))["data"]!["allotmentAtDistributor"]!["status"]!.ToJsonString().ShouldBe(
            """{"numbered":{"allotted":2,"sold":1},"areas":[{"area":"PIT","tally":{"allotted":3,"sold":2}}]}""");
        var id = NewId.Guid();
        await api.Client.Do("runAccessControlPreparation", new { commandId = id, @interface = venue.Interface, performance = venue.Performance });
        await Eventually.True(async () => (await venue.Execution(id, wait: 30)).Text("state") != "RUNNING");
        (await api.Client.Ask("query($id: ID!) { execution(id: $id) { function state counts { final } } }", new { id }))["execution"]!.ToJsonString()
            .ShouldBe("""{"function":"ACCESS_CONTROL_PREPARATION","state":"SUCCEEDED","counts":{"final":3}}""");
        (await venue.Import())["counts"].Number("imported").ShouldBe(3);
    }

    [Fact]
    public async Task A_distributor_is_asked_for_the_counts_of_what_there_is_alone()
    {
        ApiClient.CodeOf(await CountsAt(api.Other)).ShouldBe("WRONG_STATE");
        (await CountsAt(api.Venue, @interface: NewId.Guid())).ToJsonString().ShouldBe("""{"data":{"allotmentAtDistributor":null}}""");
        (await CountsAt(api.Venue, performance: NewId.Guid())).ToJsonString().ShouldBe("""{"data":{"allotmentAtDistributor":null}}""");
        (await CountsAt(api.Venue, performance: api.Other.Performance)).ToJsonString().ShouldBe("""{"data":{"allotmentAtDistributor":null}}""");
    }

    [Fact]
    public async Task The_types_of_interfaces_say_what_they_can_do() =>
        (await api.Client.Ask("{ interfaceTypes { type capabilities { export import cancellations unnumberedAreas } } }"))["interfaceTypes"]!.AsArray()
            .Single(type => type.Text("type") == "ticketnet")!["capabilities"]!.ToJsonString()
            .ShouldBe("""{"export":true,"import":true,"cancellations":true,"unnumberedAreas":true}""");

    private static BadInput SetUp(
        string code,
        string url = Https,
        string user = "venue",
        string? password = "secret",
        Func<ProductApi, Guid>? @interface = null,
        Func<ProductApi, Guid>? contact = null,
        string[]? emails = null) => new(code, "setUpDistributorInterface", on => new
        {
            @interface = @interface?.Invoke(on) ?? on.Venue.Interface,
            url,
            user,
            password,
            contact = contact?.Invoke(on) ?? on.Venue.Contact,
            emails,
        });

    private static BadInput Prepare(string code, Func<ProductApi, Guid> @interface) =>
        new(code, "runAccessControlPreparation", on => new { @interface = @interface(on), performance = on.Venue.Performance });

    private static BadInput Map(string code, Func<ProductApi, object[]> mappings) =>
        new(code, "setMappings", on => new { @interface = on.Venue.Interface, mappings = mappings(on) });

    private static object Mapping(MappingKind kind, string ours, string theirs) => new { kind, ours, theirs };

    private static BadInput Export(string code, Func<ProductApi, Guid> @interface, Func<ProductApi, Guid>? performance = null) =>
        new(code, "runContingentExport", on => new { @interface = @interface(on), performance = performance?.Invoke(on) });

    private Task<JsonNode> CountsAt(ApiVenue venue, Guid? @interface = null, Guid? performance = null) => api.Client.Answer(
        """
        query($i: ID!, $p: ID!) {
          allotmentAtDistributor(interface: $i, performance: $p) {
            error { message } status { numbered { allotted sold } areas { area tally { allotted sold } } }
          }
        }
        """,
        new { i = @interface ?? venue.Interface, p = performance ?? venue.Performance });
}
