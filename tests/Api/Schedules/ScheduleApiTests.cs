using System.Text.Json.Nodes;
using Distribution.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Schedules;

[Collection(ProductApiTests.Name)]
public sealed class ScheduleApiTests(ProductApi api)
{
    private static readonly object EveryQuarter = new
    {
        timeZone = "Europe/Paris",
        cron = "*/15 * * * *",
        from = "2020-01-01",
        quiet = new { from = "02:00", until = "05:00" },
    };

    private static readonly Dictionary<string, BadInput> Bad = new(StringComparer.Ordinal)
    {
        ["schedule no interface"] = Create("NOT_FOUND", EveryQuarter, @interface: _ => NewId.Guid()),
        ["schedule no performance"] = Create("NOT_FOUND", EveryQuarter, DistributorFunction.ContingentExport, performance: _ => NewId.Guid()),
        ["schedule another venue's performance"] = Create("NOT_FOUND", EveryQuarter, DistributorFunction.ContingentExport, performance: on => on.Other.Performance),
        ["schedule an import of one performance"] = Create("INVALID", EveryQuarter, performance: on => on.Venue.Performance),
        ["schedule what can't be taken back"] = Create("INVALID", EveryQuarter, DistributorFunction.AccessControlPreparation),
        ["schedule by an hour that is none"] = Create("INVALID", new { timeZone = "UTC", cron = "0 25 * * *" }),
        ["schedule by neither"] = Create("INVALID", new { timeZone = "UTC" }),
        ["schedule by both"] = Create("INVALID", new { timeZone = "UTC", cron = "0 2 * * *", period = 60 }),
        ["schedule every second"] = Create("INVALID", new { timeZone = "UTC", period = 1 }),
        ["schedule on Mars"] = Create("INVALID", new { timeZone = "Mars/Olympus", period = 60 }),
        ["schedule for the past"] = Create("INVALID", new { timeZone = "UTC", period = 60, until = "2020-01-01" }),
        ["schedule a day that is none"] = Create("INVALID_DOCUMENT", new { timeZone = "UTC", period = 60, from = "2027-02-30" }),
        ["schedule a minute that is none"] = Create("INVALID_DOCUMENT", new { timeZone = "UTC", period = 60, quiet = new { from = "24:00", until = "05:00" } }),
        ["pause no schedule"] = new("NOT_FOUND", "pauseSchedule", on => new { @interface = on.Venue.Interface, schedule = NewId.Guid() }),
        ["run no schedule"] = new("NOT_FOUND", "runScheduleNow", on => new { @interface = on.Venue.Interface, schedule = NewId.Guid() }),
        ["sell over no channel"] = new("NOT_FOUND", "setActivityProfile", on => new { venue = on.Venue.Id, channel = NewId.Guid(), sold = Array.Empty<object>() }),
        ["sell without a price"] = new("NOT_FOUND", "setActivityProfile", on => new
        {
            venue = on.Venue.Id,
            channel = on.Venue.Channel,
            sold = new[] { new { @event = on.Venue.Event, tariffs = new[] { new { category = "Kat A", audience = on.Venue.Audience } } } },
        }),
    };

    public static TheoryData<string> BadInputs => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadInputs))]
    public Task What_is_wrong_is_refused_and_changes_nothing(string input) => Bad[input].ShouldBeRefused(api);

    [Fact]
    public async Task A_schedule_is_made_resumed_shown_skipped_run_paused_changed_and_removed()
    {
        await using var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api.Client, ticketnet);
        await venue.SellEverything();
        var (schedule, run) = (NewId.Guid(), NewId.Guid());
        (await api.Client.Do(
            "createSchedule",
            new { commandId = schedule, @interface = venue.Interface, function = DistributorFunction.SalesImport, plan = EveryQuarter },
            "id state nextDue lastExecution { id } plan { cron period from until quiet { from until } }"))
            .ToJsonString().ShouldBe(
                $$$"""{"id":"{{{schedule}}}","state":"PAUSED","nextDue":null,"lastExecution":null"""
                + ""","plan":{"cron":"*/15 * * * *","period":null,"from":"2020-01-01","until":null,"quiet":{"from":"02:00","until":"05:00"}}}""");

        var resumed = await Do("resumeSchedule", venue, schedule, "state nextDue nextRuns(first: 3)");
        resumed.Text("state").ShouldBe("ACTIVE");
        var runs = resumed["nextRuns"]!.AsArray().Select(due => due!.GetValue<string>()).ToList();
        runs[0].ShouldBe(resumed.Text("nextDue"));
        var skipped = await api.Client.Do("skipNextRun", new { @interface = venue.Interface, schedule, due = runs[0] }, "skipped nextDue");
        (skipped.Text("skipped"), skipped.Text("nextDue")).ShouldBe((runs[0], runs[1]));

        (await api.Client.Do("runScheduleNow", new { commandId = run, @interface = venue.Interface, schedule }, "trigger")).Text("trigger").ShouldBe("MANUAL");
        (await venue.Execution(run, wait: 30)).Text("state").ShouldBe("SUCCEEDED");
        (await api.Client.Ask(
            "query($v: ID!, $i: ID!) { schedules(venue: $v, interface: $i, function: SALES_IMPORT, state: ACTIVE) { pageInfo { hasNextPage } nodes { id lastExecution { id state warning } } } }",
            new { v = venue.Id, i = venue.Interface }))["schedules"]!.ToJsonString()
            .ShouldBe($$$$"""{"pageInfo":{"hasNextPage":false},"nodes":[{"id":"{{{{schedule}}}}","lastExecution":{"id":"{{{{run}}}}","state":"SUCCEEDED","warning":null}}]}""");

        (await Do("pauseSchedule", venue, schedule, "state")).Text("state").ShouldBe("PAUSED");
        (await api.Client.Do("changeSchedule", new { @interface = venue.Interface, schedule, plan = new { timeZone = "UTC", period = 60 } }, "plan { period }"))["plan"]
            .Number("period").ShouldBe(60);
        (await Do("removeSchedule", venue, schedule, "state")).Text("state").ShouldBe("REMOVED");
        (await venue.OfInterface("schedules { nodes { id } }"))["schedules"]!["nodes"]!.AsArray().ShouldBeEmpty();
        (await api.Client.Ask("query($id: ID!) { schedule(id: $id) { state } }", new { id = schedule }))["schedule"].Text("state").ShouldBe("REMOVED");
    }

    [Fact]
    public async Task Mistakes_in_a_plan_are_errors_with_the_field_each()
    {
        var answer = await api.Client.Answer("""{ dueTimes(plan: {timeZone: "Nowhere", cron: "61 * * 13 *"}) }""");

        answer["errors"]!.AsArray().Select(error => error!["extensions"].Text("subject")).ShouldBe(["plan.timeZone", "plan.cron, minute", "plan.cron, month"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(51)]
    public async Task A_number_of_due_times_that_can_not_be_is_refused(int first)
    {
        var answer = await api.Client.Answer($$"""{ dueTimes(first: {{first}}, plan: {timeZone: "Europe/Paris", cron: "30 14 1 1 *"}) }""");

        answer["errors"]![0]!["extensions"].Text("subject").ShouldBe("first");
        ApiClient.CodeOf(answer).ShouldBe("INVALID");
    }

    [Fact]
    public async Task The_due_times_of_a_plan_can_be_seen_before_a_schedule_has_it() =>
        (await api.Client.Ask("""{ dueTimes(first: 2, plan: {timeZone: "Europe/Paris", cron: "30 14 1 1 *", from: "2190-01-01"}) }"""))["dueTimes"]!
            .ToJsonString().ShouldBe("""["2190-01-01T13:30:00Z","2191-01-01T13:30:00Z"]""");

    [Fact]
    public async Task A_preflight_tells_all_that_is_missing_and_a_schedule_is_refused_with_it()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var schedule = NewId.Guid();
        await api.Client.Do("createSchedule", new
        {
            commandId = schedule,
            @interface = venue.Interface,
            function = DistributorFunction.ContingentExport,
            performance = venue.Performance,
            plan = EveryQuarter,
        });

        var report = (await api.Client.Ask(
            "query($i: ID!, $p: ID!) { preflight(interface: $i, function: CONTINGENT_EXPORT, performance: $p) { isReady hindering warnings findings { weight topic mapping whatToDo } } }",
            new { i = venue.Interface, p = venue.Performance }))["preflight"]!;
        var refused = await api.Client.Attempt("resumeSchedule", new { @interface = venue.Interface, schedule });

        report["findings"]!.AsArray().Select(finding => $"{finding.Text("weight")} {finding.Text("topic")} {finding.Text("mapping")}").ShouldBe(
            ["HINDERS SET_UP ", "HINDERS ACTIVITY_PROFILE ", "HINDERS MAPPING PERFORMANCE", "WARNS CONTINGENTS ", "WARNS MAPPING EVENT"]);
        (report["isReady"]!.GetValue<bool>(), report.Number("hindering"), report.Number("warnings")).ShouldBe((false, 3, 2));
        refused["errors"]!.AsArray().Select(error => error!["extensions"].Text("code")).ShouldBe(["MAPPING_MISSING", "WRONG_STATE", "WRONG_STATE"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_venue_shows_what_each_channel_sells()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        await venue.SellEverything();

        var profile = (await api.Client.Ask(
            "query($id: ID!) { venue(id: $id) { activityProfiles { channel: channelId sold { event: eventId performance: performanceId from until tariffs { category audience: audienceId } } } } }",
            new { id = venue.Id }))["venue"]!["activityProfiles"]!.AsArray().ShouldHaveSingleItem()!;

        profile.Text("channel").ShouldBe(venue.Channel.ToString());
        profile["sold"]!.ToJsonString().ShouldBe(
            $$$"""[{"event":"{{{venue.Event}}}","performance":null,"from":null,"until":"2199-03-12T19:30:00Z","tariffs":["""
            + $$"""{"category":"Kat A","audience":"{{venue.Audience}}"},{"category":"Steh","audience":"{{venue.Audience}}"}]}]""");
    }

    private static BadInput Create(
        string code,
        object plan,
        DistributorFunction function = DistributorFunction.SalesImport,
        Func<ProductApi, Guid>? @interface = null,
        Func<ProductApi, Guid>? performance = null) => new(code, "createSchedule", on => new
        {
            @interface = @interface?.Invoke(on) ?? on.Venue.Interface,
            function,
            plan,
            performance = performance?.Invoke(on),
        });

    private Task<JsonNode> Do(string mutation, ApiVenue venue, Guid schedule, string selection) =>
        api.Client.Do(mutation, new { @interface = venue.Interface, schedule }, selection);
}
