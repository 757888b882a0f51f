using System.Text;
using System.Text.Json.Nodes;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Distributors;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Tests.Api.Venues;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Commands;

/// <summary>Every mutation of the schema, sent twice with the same command id. A new mutation has to be sent here too, or this fails.</summary>
[Collection(ProductApiTests.Name)]
public sealed class CommandsAgainTests(ProductApi api)
{
    private const string Run = "id function trigger startedAt dryRun";
    private const string Changed = "places stillOffered version";

    private readonly SentTwice _twice = new(api.Client);
    private ApiVenue _venue = null!;

    [Fact]
    public async Task The_same_command_again_answers_the_same_and_does_nothing()
    {
        await using var ticketnet = await DistributorServer.Start();
        _venue = await ApiVenue.Create(api.Client, ticketnet);
        await _venue.SellEverything();
        await Catalog(ticketnet);
        await Places();
        await Contingents(ticketnet);
        await Runs(ticketnet);
        await Conflicts(ticketnet);
        await Schedules();
        await Mappings();
        await Keys();
        await Sheets();
        await AccessControl();

        await using var walk = new SchemaWalk();
        _twice.Mutations.Order(StringComparer.Ordinal).ShouldBe(walk.Schema.Mutation!.Fields.Select(field => field.Name).Order(StringComparer.Ordinal), "Send every mutation twice here.");
    }

    private async Task Catalog(DistributorServer ticketnet)
    {
        var v = _venue;
        await Twice("createVenue", id => new { commandId = id, name = "Zelt" }, "id name");
        await Twice("importSeatingPlan", id => new { commandId = id, venue = v.Id, name = "Konzert", format = SeatingPlanFormat.Csv, text = "area,block,row,seat,category,x,y\nSaal,K,1,1,Kat A,0,0" }, "id name places");
        var @event = Id(await Twice("createEvent", id => new { commandId = id, venue = v.Id, name = "Konzert" }, "id name"));
        await Twice("createPerformance", id => new { commandId = id, venue = v.Id, @event, configuration = v.Configuration, name = "Freitag", startsAt = "2027-03-05T19:30:00Z", timeZone = "Europe/Berlin" }, "id name startsAt");
        var channel = Id(await Twice("createSalesChannel", id => new { commandId = id, venue = v.Id, name = "Fnac", type = SalesChannelType.External }, "id name type"));
        await Twice("createContingent", id => new { commandId = id, venue = v.Id, name = "Fnac Saal", externalChannel = channel }, "id name");
        await Twice("createContact", id => new { commandId = id, venue = v.Id, name = "Fnac SA", email = "fnac@example.org" }, "id name email");
        var audience = Id(await Twice("createAudienceSubCategory", id => new { commandId = id, venue = v.Id, name = "Studenten" }, "id name"));
        var distributor = Id(await Twice("createDistributor", id => new { commandId = id, venue = v.Id, name = "Fnac" }, "id name"));
        await Twice("createDistributorInterface", id => new { commandId = id, venue = v.Id, distributor, channel, type = "fnac", name = "Fnac 1" }, "id name");
        await Twice("rename", id => new { commandId = id, venue = v.Id, kind = CatalogKind.Event, id = v.Event, name = "Pokal" }, "id name");
        await Twice("setTariff", id => new { commandId = id, venue = v.Id, category = "Kat A", audience, price = new { minorUnits = 1_500, currency = "EUR" } }, "id price { minorUnits }");
        await Twice("setActivityProfile", id => new { commandId = id, venue = v.Id, channel, sold = Array.Empty<object>() }, "id");
        await Twice(
            "setUpDistributorInterface",
            id => new { commandId = id, @interface = v.Interface, url = ticketnet.Url, user = DistributorServer.User, password = DistributorServer.Password, contact = v.Contact, emails = new[] { "x@example.org" } },
            "url user hasPassword emails");
        await Twice("setSaleRules", id => new { commandId = id, @interface = v.Interface, priceDifferences = new Written("ACCEPT"), currencies = new[] { "EUR" } }, "priceDifferences currencies");
    }

    private async Task Places()
    {
        var v = _venue;
        await Twice("blockPlaces", id => new { commandId = id, performance = v.Performance, places = new[] { "P-3-1" } }, Changed);
        await Twice("unblockPlaces", id => new { commandId = id, performance = v.Performance, places = new[] { "P-3-1" } }, Changed);
        var hold = Id(await Twice("holdPlaces", id => new { commandId = id, performance = v.Performance, places = new[] { "P-2-1" } }, "id until places version"));
        await Twice("extendHold", id => new { commandId = id, performance = v.Performance, hold, seconds = 1_800 }, "id until version");
        var order = NewId.Guid();
        await Twice("confirmHold", id => new { commandId = id, performance = v.Performance, hold, order }, Changed);
        await Twice("cancelSale", id => new { commandId = id, performance = v.Performance, order }, Changed);
        var best = Id(await Twice("holdBestAvailable", id => new { commandId = id, performance = v.Performance, quantity = 2, category = "Kat A" }, "id until places version"));
        await Twice("releaseHold", id => new { commandId = id, performance = v.Performance, hold = best }, Changed);
    }

    private async Task Contingents(DistributorServer ticketnet)
    {
        var v = _venue;
        var (clubs, sponsors) = (await v.CreateInternalContingent("Vereine"), await v.CreateInternalContingent("Sponsoren"));
        await Twice("assignPlaces", id => new { commandId = id, performance = v.Performance, contingent = clubs, places = new[] { "P-1-1", "P-1-2" } }, Changed);
        await Twice("takeBackPlaces", id => new { commandId = id, performance = v.Performance, contingent = clubs, places = new[] { "P-1-2" } }, Changed);
        await Twice("movePlaces", id => new { commandId = id, performance = v.Performance, from = clubs, to = sponsors, places = new[] { "P-1-1" } }, "id", until: id => Over(clubs, id));

        await v.Assign("P-1-3");
        await v.Export();
        await ticketnet.Control.SetCredentials(DistributorServer.User, "another one");
        var move = Id(await api.Client.Do("movePlaces", new { performance = v.Performance, from = v.Contingent, to = clubs, places = new[] { "P-1-3" } }, "id"));
        await Over(v.Contingent, move);
        await Twice("abandonMove", id => new { commandId = id, performance = v.Performance, from = v.Contingent, move }, "id phase");
        await ticketnet.Control.SetCredentials(DistributorServer.User, DistributorServer.Password);
    }

    private async Task Runs(DistributorServer ticketnet)
    {
        var v = _venue;
        await v.Assign("P-3-2", "P-3-3");
        var export = Id(await Twice("runContingentExport", id => new { commandId = id, @interface = v.Interface }, Run, until: Ended));
        await Twice("runAgain", id => new { commandId = id, @interface = v.Interface, execution = export }, Run, until: Ended);
        await ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Places: ["P-3-2"]));
        await Twice("runSalesImport", id => new { commandId = id, @interface = v.Interface }, Run, until: Ended);
        await Twice("runReconciliation", id => new { commandId = id, @interface = v.Interface }, Run, until: Ended);
        var sale = $$"""{"lines":[{"line":"F1","type":"sold","ticket":"F1","sale":"F1","performance":"{{DistributorServer.Performance}}","place":"P-3-3","category":"CAT1","audience":"ADULT","price":{"amount":2500,"currency":"EUR"},"soldAt":"2025-03-14T19:30:00Z"}]}""";
        await Twice("importSalesFile", id => new { commandId = id, @interface = v.Interface }, Run, Encoding.UTF8.GetBytes(sale), Ended);
        var skipped = Id(await Twice(
            "skipItem",
            id => new { commandId = id, @interface = v.Interface, function = DistributorFunction.ContingentExport, kind = new Written("PLACE"), performance = v.Performance, subject = "P-1-3", reason = "Settled." },
            "id who at reason"));
        await Twice("unskipItem", id => new { commandId = id, @interface = v.Interface, skipped }, "id endedBy");

        await ticketnet.Control.SwitchOn(new Failure(FailureKind.Slow, Milliseconds: 3_000));
        var slow = Id(await api.Client.Do("runSalesImport", new { @interface = v.Interface }, "id"));
        await Twice("cancelExecution", id => new { commandId = id, @interface = v.Interface, execution = slow }, "id cancelledBy", until: _ => Ended(slow));
        await ticketnet.Control.ClearFailures();
    }

    private async Task Conflicts(DistributorServer ticketnet)
    {
        string[] sold = ["P-2-2", "P-2-3", "P-2-4", "P-2-5"];
        foreach (var place in sold)
        {
            await _venue.Confirm(await _venue.Hold(place), NewId.Guid());
            await ticketnet.Control.SendGhost(new GhostOrder(DistributorServer.Performance, place, "CAT1"));
        }

        await _venue.Import();
        var open = (await api.Client.Ask("query($v: ID!) { saleConflicts(venue: $v, state: OPEN) { nodes { id } } }", new { v = _venue.Id }))["saleConflicts"]!["nodes"]!.AsArray().Select(conflict => Id(conflict!)).ToList();
        const string Decided = "id state resolution { remedy who reason seat }";
        await Twice("reseatSale", id => new { commandId = id, conflict = open[0], place = "P-2-6" }, Decided);
        await Twice("refuseSale", id => new { commandId = id, conflict = open[1], reason = "Sold here first." }, Decided);
        await Twice("overruleSale", id => new { commandId = id, conflict = open[2], reason = "A guest of honour." }, Decided);
        await Twice("decideConflicts", id => new { commandId = id, conflicts = new[] { open[3] }, remedy = new Written("REFUSE"), reason = "Sold here first." }, $"conflictId decided {{ {Decided} }} error {{ code }}");
    }

    private async Task Schedules()
    {
        var v = _venue;
        const string Shown = "id state nextDue skipped plan { cron period }";
        var schedule = Id(await Twice("createSchedule", id => new { commandId = id, @interface = v.Interface, function = DistributorFunction.SalesImport, plan = new { cron = "0 4 * * *", timeZone = "Europe/Berlin" } }, Shown));
        await Twice("changeSchedule", id => new { commandId = id, @interface = v.Interface, schedule, plan = new { cron = "0 5 * * *", timeZone = "Europe/Berlin" } }, Shown);
        await Twice("resumeSchedule", id => new { commandId = id, @interface = v.Interface, schedule }, Shown);
        await Twice("skipNextRun", id => new { commandId = id, @interface = v.Interface, schedule }, Shown);
        await Twice("runScheduleNow", id => new { commandId = id, @interface = v.Interface, schedule }, Run, until: Ended);
        await Twice("pauseSchedule", id => new { commandId = id, @interface = v.Interface, schedule }, Shown);
        await Twice("removeSchedule", id => new { commandId = id, @interface = v.Interface, schedule }, Shown);
    }

    private async Task Mappings()
    {
        var v = _venue;
        await Twice("setMappings", id => new { commandId = id, @interface = v.Interface, mappings = new[] { new { kind = new Written("EVENT"), ours = v.Event.ToString(), theirs = "TN-E" } } }, "version");
        using var http = new HttpClient { BaseAddress = api.Process.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiClient.AdministratorToken);
        var list = (await http.GetStringAsync(new Uri($"/mappings/{v.Interface}.csv", UriKind.Relative))).Replace("TN-E", "TN-F", StringComparison.Ordinal);
        await Twice("importMappings", id => new { commandId = id, @interface = v.Interface }, "applied version read changes { ours before after }", Encoding.UTF8.GetBytes(list));
        var sheet = await http.GetByteArrayAsync(new Uri($"/on-sale-sheets/{v.Event}/{v.Interface}.xlsx", UriKind.Relative));
        await Twice("importOnSaleSheet", id => new { commandId = id, @interface = v.Interface, @event = v.Event }, "applied version read", sheet);
    }

    private async Task Keys()
    {
        // The key itself is told in the first answer only, which its description says.
        var key = await Twice("createApiKey", id => new { commandId = id, name = "till", role = new Written("SALES") }, "apiKey { id name role createdAt }");
        await Twice("revokeApiKey", id => new { commandId = id, apiKey = Id(key["apiKey"]!) }, "id revokedAt");
        await Twice("issueToken", id => new { commandId = id, name = "till", days = 2, role = new Written("SALES") }, "token name role expires");
    }

    private async Task Sheets()
    {
        _venue = await ApiVenue.Create(api.Client, distributor: null, type: "digitick");
        var v = _venue;
        await v.Assign("P-1-1");
        await Twice("makeAllotmentSheet", id => new { commandId = id, @interface = v.Interface, performance = v.Performance }, "version places added withdrawn");
        var agreedAt = TimeProvider.System.GetUtcNow();
        await Twice(
            "confirmAllotmentSheet",
            id => new { commandId = id, @interface = v.Interface, performance = v.Performance, version = 1, agreedWith = "Mme Petit", how = new Written("PHONE"), agreedAt },
            "version word { agreedWith how who }");
    }

    private async Task AccessControl()
    {
        await using var fnac = await DistributorServer.Start("fnac");
        _venue = await ApiVenue.Create(api.Client, fnac);
        await _venue.Assign("P-1-1");
        await _venue.Export();
        await Twice("runAccessControlPreparation", id => new { commandId = id, @interface = _venue.Interface, performance = _venue.Performance }, Run, until: Ended);
    }

    private Task<JsonNode> Twice(string mutation, Func<Guid, object> arguments, string selection, byte[]? file = null, Func<Guid, Task>? until = null) =>
        _twice.Send(_venue, mutation, arguments, selection, file, until);

    private async Task Ended(Guid execution) => await Eventually.True(async () => (await _venue.Execution(execution, wait: 5)).Text("state") is not ("RUNNING" or "INTERRUPTED"));

    private async Task Over(Guid from, Guid move) => await Eventually.True(async () => (await api.Client.Ask(
        "query($p: ID!, $c: ID!, $m: ID!) { move(performance: $p, contingent: $c, move: $m, wait: 5) { isOver problem } }",
        new { p = _venue.Performance, c = from, m = move }))["move"] is { } stands && (stands["isOver"]!.GetValue<bool>() || stands.Text("problem") is not null));

    private static Guid Id(JsonNode made) => Guid.Parse(made.Text("id")!);
}
