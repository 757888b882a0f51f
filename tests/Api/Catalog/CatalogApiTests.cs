using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Catalog;

[Collection(ProductApiTests.Name)]
public sealed class CatalogApiTests(ProductApi api)
{
    private const string Csv = "area,block,row,seat,category,x,y\nRang,R,1,1,Kat B,0,0";
    private static readonly string Long = new('x', 201);

    private static readonly Dictionary<string, BadInput> Bad = new(StringComparer.Ordinal)
    {
        ["venue without a name"] = new("INVALID", "createVenue", _ => new { name = "" }),
        ["venue with a blank name"] = new("INVALID", "createVenue", _ => new { name = "   " }),
        ["venue with a line break in its name"] = new("INVALID", "createVenue", _ => new { name = "a\nb" }),
        ["venue with a name too long"] = new("LIMIT_EXCEEDED", "createVenue", _ => new { name = Long }),
        ["venue with a number for a name"] = new("INVALID_DOCUMENT", "createVenue", _ => new { name = 7 }),
        ["venue under the id of another"] = new("COMMAND_MISMATCH", "createVenue", on => new { commandId = on.Venue.Id, name = "Another" }),
        ["plan in no venue"] = new("NOT_FOUND", "importSeatingPlan", _ => Plan(NewId.Guid(), "Neu", Csv)),
        ["plan that is empty"] = new("INVALID", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", "")),
        ["plan without seats"] = new("INVALID", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", "area,block,row,seat,category,x,y")),
        ["plan with a broken line"] = new("INVALID", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", Csv + "\nRang,R,1")),
        ["plan with a seat twice"] = new("DUPLICATE", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", Csv + "\nRang,R,1,1,Kat B,0,0")),
        ["plan that is no JSON"] = new("INVALID", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", "{ \"zones\": [", SeatingPlanFormat.PretixJson)),
        ["plan that is another JSON"] = new("INVALID", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", "{\"a\":1}", SeatingPlanFormat.PretixJson)),
        ["plan of no format"] = new("INVALID_DOCUMENT", "importSeatingPlan", on => new { venue = on.Venue.Id, name = "Neu", text = Csv, format = new Written("PDF") }),
        ["plan with a negative capacity"] = new("INVALID", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", Csv, capacity: -5)),
        ["plan with more places than any"] = new("LIMIT_EXCEEDED", "importSeatingPlan", on => Plan(on.Venue.Id, "Neu", Csv, capacity: 2_000_000_000)),
        ["plan whose name is taken"] = new("DUPLICATE", "importSeatingPlan", on => Plan(on.Venue.Id, "Handball", Csv)),
        ["event in no venue"] = new("NOT_FOUND", "createEvent", _ => new { venue = NewId.Guid(), name = "Neu" }),
        ["event in an event"] = new("NOT_FOUND", "createEvent", on => new { venue = on.Venue.Event, name = "Neu" }),
        ["event whose name is taken"] = new("DUPLICATE", "createEvent", on => new { venue = on.Venue.Id, name = "Derby" }),
        ["event under the id of a contact"] = new("COMMAND_MISMATCH", "createEvent", on => new { commandId = on.Venue.Contact, venue = on.Venue.Id, name = "Neu" }),
        ["event under an id of another venue"] = new("COMMAND_MISMATCH", "createEvent", on => new { commandId = on.Other.Event, venue = on.Venue.Id, name = "Derby" }),
        ["performance of no event"] = Performance("NOT_FOUND", @event: _ => NewId.Guid()),
        ["performance of another venue's event"] = Performance("NOT_FOUND", @event: on => on.Other.Event),
        ["performance in another venue's hall"] = Performance("NOT_FOUND", configuration: on => on.Other.Configuration),
        ["performance whose name is taken"] = Performance("DUPLICATE", name: "Samstag"),
        ["performance in the last century"] = Performance("INVALID", startsAt: "1999-12-31T20:00:00Z"),
        ["performance on no day"] = Performance("INVALID_DOCUMENT", startsAt: "2027-02-30T20:00:00Z"),
        ["performance without an offset"] = Performance("INVALID_DOCUMENT", startsAt: "2027-03-06T20:00:00"),
        ["performance in no time zone"] = Performance("INVALID", timeZone: "Europe/Erfurt"),
        ["performance in a path for a time zone"] = Performance("INVALID", timeZone: "../../etc/passwd"),
        ["price in no currency"] = Tariff("INVALID", -0, currency: "euro"),
        ["price below nothing"] = Tariff("INVALID", -1),
        ["price beyond all"] = Tariff("LIMIT_EXCEEDED", long.MaxValue),
        ["price of no category"] = Tariff("NOT_FOUND", 100, category: "Kat Z"),
        ["price for another venue's audience"] = Tariff("NOT_FOUND", 100, audience: on => on.Other.Audience),
        ["audience whose name is taken"] = new("DUPLICATE", "createAudienceSubCategory", on => new { venue = on.Venue.Id, name = "Erwachsene" }),
        ["channel of no type"] = new("INVALID_DOCUMENT", "createSalesChannel", on => new { venue = on.Venue.Id, name = "Neu", type = new Written("BOTH") }),
        ["channel whose name is taken"] = new("DUPLICATE", "createSalesChannel", on => new { venue = on.Venue.Id, name = "Ticketnet", type = SalesChannelType.Own }),
        ["contact without an address"] = Contact("INVALID", "nobody"),
        ["contact with two addresses"] = Contact("INVALID", "a@example.org, b@example.org"),
        ["contact with a header in its address"] = Contact("INVALID", "a@example.org\r\nBcc: b@example.org"),
        ["contact with letters for a phone number"] = Contact("INVALID", "a@example.org", "call me"),
        ["contingent of the venue's own channel"] = Contingent("WRONG_STATE", on => on.OwnChannel),
        ["contingent of another venue's channel"] = Contingent("NOT_FOUND", on => on.Other.Channel),
        ["contingent of a distributor for a channel"] = Contingent("NOT_FOUND", on => on.Venue.Distributor),
        ["distributor whose name is taken"] = new("DUPLICATE", "createDistributor", on => new { venue = on.Venue.Id, name = "Ticketnet" }),
        ["interface over a channel that is taken"] = Interface("DUPLICATE", on => on.Venue.Distributor, on => on.Venue.Channel),
        ["interface over the venue's own channel"] = Interface("WRONG_STATE", on => on.Venue.Distributor, on => on.OwnChannel),
        ["interface to another venue's distributor"] = Interface("NOT_FOUND", on => on.Other.Distributor, on => on.Venue.Channel),
        ["interface of a type that there is not"] = Interface("INVALID", on => on.Venue.Distributor, on => on.Venue.Channel, "phone"),
        ["interface of a type that is none"] = Interface("INVALID", on => on.Venue.Distributor, on => on.Venue.Channel, "Ticket Net"),
        ["rename nothing"] = Rename("NOT_FOUND", CatalogKind.Event, _ => NewId.Guid()),
        ["rename another venue's event"] = Rename("NOT_FOUND", CatalogKind.Event, on => on.Other.Event),
        ["rename a contact as an event"] = Rename("NOT_FOUND", CatalogKind.Event, on => on.Venue.Contact),
        ["rename to what is taken"] = Rename("DUPLICATE", CatalogKind.SalesChannel, on => on.Venue.Channel, "Abendkasse"),
        ["rename to nothing"] = Rename("INVALID", CatalogKind.Event, on => on.Venue.Event, ""),
        ["rename a price"] = Rename("INVALID", CatalogKind.Tariff, on => on.Venue.Event),
    };

    public static TheoryData<string> BadInputs => [.. Bad.Keys];

    [Theory, MemberData(nameof(BadInputs))]
    public Task What_is_wrong_is_refused_and_changes_nothing(string input) => Bad[input].ShouldBeRefused(api);

    [Fact]
    public async Task What_is_created_is_in_the_venue_and_found_by_its_id()
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null, rows: 2, seats: 3, standing: 7);
        await api.Client.Do("setTariff", new { venue = venue.Id, category = "Kat A", audience = venue.Audience, price = new { minorUnits = 4_950L, currency = "EUR" } });
        await api.Client.Do("setTariff", new { venue = venue.Id, category = "Kat A", audience = venue.Audience, price = new { minorUnits = 5_050L, currency = "EUR" } });
        (await api.Client.Do("rename", new { venue = venue.Id, kind = CatalogKind.Event, id = venue.Event, name = "  Pokal  " }, "id name")).Text("name").ShouldBe("Pokal");

        var catalog = (await api.Client.Ask(
            """
            query($id: ID!) {
              venue(id: $id) {
                id name events { nodes { id name } } performances { totalCount nodes { id event: eventId configuration: configurationId name startsAt timeZone } }
                configurations { id seats unnumberedPlaces places areas { key numbered places blocks { code seats } } }
                contacts { id } contingents { id externalChannel: externalChannelId } distributors { id } interfaces { id channel: channelId distributor: distributorId type }
                salesChannels { id type } audienceSubCategories { id } tariffs { category audience: audienceId event: eventId price { minorUnits currency } }
              }
            }
            """,
            new { id = venue.Id }))["venue"]!;

        catalog["events"]!["nodes"]!.ToJsonString().ShouldBe($$"""[{"id":"{{venue.Event}}","name":"Pokal"}]""");
        catalog["performances"]!["nodes"]!.ToJsonString().ShouldBe(
            $$"""[{"id":"{{venue.Performance}}","event":"{{venue.Event}}","configuration":"{{venue.Configuration}}","name":"Samstag","startsAt":"2027-03-06T18:30:00Z","timeZone":"Europe/Berlin"}]""");
        catalog["configurations"]![0]!["areas"]!.ToJsonString().ShouldBe(
            """[{"key":"Parkett","numbered":true,"places":6,"blocks":[{"code":"P","seats":6}]},{"key":"Steh","numbered":false,"places":7,"blocks":[]}]""");
        catalog["interfaces"]!.ToJsonString().ShouldBe(
            $$"""[{"id":"{{venue.Interface}}","channel":"{{venue.Channel}}","distributor":"{{venue.Distributor}}","type":"ticketnet"}]""");
        catalog["contingents"]!.ToJsonString().ShouldBe($$"""[{"id":"{{venue.Contingent}}","externalChannel":"{{venue.Channel}}"}]""");
        catalog["tariffs"]!.ToJsonString().ShouldBe(
            $$$"""[{"category":"Kat A","audience":"{{{venue.Audience}}}","event":null,"price":{"minorUnits":5050,"currency":"EUR"}}]""");
        (await api.Client.Ask("query($id: ID!) { performance(id: $id) { name } }", new { id = venue.Performance }))["performance"].Text("name").ShouldBe("Samstag");
        (await venue.OfInterface("name type")).ToJsonString().ShouldBe("""{"name":"Ticketnet 1","type":"ticketnet"}""");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_new_interface_is_told_at_once()
    {
        var answer = await api.Client.Attempt("createDistributorInterface", new { venue = api.Venue.Id, distributor = api.Venue.Distributor, channel = api.Venue.Channel, type = "phone", name = " " });

        answer["errors"]!.AsArray().Select(error => error!["path"]![1]!.GetValue<string>()).ShouldBe(["type", "name", "channel"]);
        answer["errors"]![0].Text("message")!.ShouldContain("digitick, files, fnac, ticketnet");
    }

    [Fact]
    public async Task A_problem_of_a_plan_or_of_ambiguous_mappings_says_where_in_the_input_it_stands()
    {
        var plan = await api.Client.Attempt("importSeatingPlan", Plan(api.Venue.Id, "Neu", Csv + "\nRang,R,1"));
        var performance = NewId.Guid();
        await api.Client.Do(
            "createPerformance",
            new { commandId = performance, venue = api.Venue.Id, @event = api.Venue.Event, configuration = api.Venue.Configuration, name = "Montag", startsAt = "2027-03-08T18:30:00Z", timeZone = "Europe/Berlin" });
        var mappings = await api.Client.Attempt(
            "setMappings",
            new { @interface = api.Venue.Interface, mappings = new[] { new { kind = MappingKind.Performance, ours = performance.ToString(), theirs = DistributorServer.Performance } } });

        plan["errors"]![0]!["path"]!.ToJsonString().ShouldBe("""["input","text"]""");
        mappings["errors"]![0]!["path"]!.ToJsonString().ShouldBe("""["input","mappings","0","theirs"]""");
        mappings["errors"]![0].Text("message")!.ShouldContain("Samstag");
        mappings["errors"]![0].Text("message")!.ShouldContain("Montag");
    }

    [Fact]
    public async Task All_venues_are_read_page_by_page()
    {
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.Client.Ask("query($after: String) { venues(after: $after, first: 1) { nodes { id } pageInfo { endCursor hasNextPage } } }", new { after }))["venues"]!;
            seen.AddRange(page["nodes"]!.AsArray().Select(venue => venue.Text("id")!));
            after = page["pageInfo"]!["hasNextPage"]!.GetValue<bool>() ? page["pageInfo"].Text("endCursor") : null;
        }
        while (after is not null);

        seen.ShouldContain(api.Venue.Id.ToString());
        seen.ShouldContain(api.Other.Id.ToString());
        seen.ShouldBeUnique();
    }

    [Theory]
    [InlineData("venue")]
    [InlineData("performance")]
    [InlineData("distributorInterface")]
    [InlineData("order")]
    [InlineData("execution")]
    public async Task What_there_is_not_is_null_and_what_is_no_id_is_refused(string field)
    {
        foreach (var id in new[] { NewId.Guid(), api.Venue.Contact })
        {
            (await api.Client.Ask($"{{ {field}(id: \"{id}\") {{ __typename }} }}"))[field].ShouldBeNull();
        }

        foreach (var id in new[] { "\"\"", "7", "\"x\"", "null", $"\"{Guid.Empty}\"" })
        {
            ApiClient.CodeOf(await api.Client.Answer($"{{ {field}(id: {id}) {{ __typename }} }}")).ShouldBeOneOf("INVALID", "INVALID_DOCUMENT");
        }
    }

    private static object Plan(Guid venue, string name, string text, SeatingPlanFormat format = SeatingPlanFormat.Csv, int? capacity = null) => new
    {
        venue,
        name,
        format,
        text,
        unnumberedAreas = capacity is { } places ? new[] { new { key = "Steh", category = "Steh", capacity = places } } : null,
    };

    private static BadInput Performance(
        string code,
        Func<ProductApi, Guid>? @event = null,
        Func<ProductApi, Guid>? configuration = null,
        string name = "Neu",
        string startsAt = "2027-03-06T19:30:00Z",
        string timeZone = "Europe/Berlin") => new(code, "createPerformance", on => new
        {
            venue = on.Venue.Id,
            @event = @event?.Invoke(on) ?? on.Venue.Event,
            configuration = configuration?.Invoke(on) ?? on.Venue.Configuration,
            name,
            startsAt,
            timeZone,
        });

    private static BadInput Tariff(string code, long minorUnits, string currency = "EUR", string category = "Kat A", Func<ProductApi, Guid>? audience = null) =>
        new(code, "setTariff", on => new { venue = on.Venue.Id, category, audience = audience?.Invoke(on) ?? on.Venue.Audience, price = new { minorUnits, currency } });

    private static BadInput Contact(string code, string email, string? phone = null) =>
        new(code, "createContact", on => new { venue = on.Venue.Id, name = "Neu", email, phone });

    private static BadInput Contingent(string code, Func<ProductApi, Guid> channel) =>
        new(code, "createContingent", on => new { venue = on.Venue.Id, name = "Neu", externalChannel = channel(on) });

    private static BadInput Interface(string code, Func<ProductApi, Guid> distributor, Func<ProductApi, Guid> channel, string type = "ticketnet") =>
        new(code, "createDistributorInterface", on => new { venue = on.Venue.Id, distributor = distributor(on), channel = channel(on), type, name = "Neu" });

    private static BadInput Rename(string code, CatalogKind kind, Func<ProductApi, Guid> id, string name = "Neu") =>
        new(code, "rename", on => new { venue = on.Venue.Id, kind, id = id(on), name });
}
