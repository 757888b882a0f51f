using System.Text.Json.Nodes;
using Distribution.Catalog;
using Distribution.Catalog.SeatingPlans;
using Distribution.Distributors;

namespace Distribution.Tests.Fixtures;

/// <summary>
/// A venue made through the API alone: a hall with numbered blocks and the area Steh, a performance, and a contingent linked
/// to a distributor.
/// </summary>
internal sealed class ApiVenue
{
    private ApiVenue(ApiClient api) => Api = api;

    public ApiClient Api { get; }

    public Guid Id { get; } = NewId.Guid();

    public Guid Configuration { get; } = NewId.Guid();

    public Guid Event { get; } = NewId.Guid();

    public Guid Performance { get; } = NewId.Guid();

    public Guid Channel { get; } = NewId.Guid();

    public Guid Contingent { get; } = NewId.Guid();

    public Guid Contact { get; } = NewId.Guid();

    public Guid Audience { get; } = NewId.Guid();

    public Guid Distributor { get; } = NewId.Guid();

    public Guid Interface { get; } = NewId.Guid();

    /// <summary>Set up and mapped; nothing is assigned yet. Seat n of row r of block P is <c>P-r-n</c>.</summary>
    /// <param name="distributor">Null leaves the interface without set-up and mappings.</param>
    public static async Task<ApiVenue> Create(ApiClient api, DistributorServer? distributor, int rows = 3, int seats = 6, int standing = 20, string type = "ticketnet")
    {
        var venue = new ApiVenue(api);
        await venue.CreateHall(rows, seats, standing);
        await venue.CreateLink(distributor?.Type ?? type);
        if (distributor is not null)
        {
            await venue.SetUp(distributor);
            await venue.Map();
        }

        return venue;
    }

    /// <param name="of">Another interface of the venue than <see cref="Interface"/>.</param>
    public Task SetUp(DistributorServer distributor, Guid? of = null) => Api.Do("setUpDistributorInterface", new
    {
        @interface = of ?? Interface,
        url = distributor.Url,
        user = DistributorServer.User,
        password = DistributorServer.Password,
        managerCode = distributor.ManagerCode,
        contact = Contact,
    });

    /// <param name="of">Another interface of the venue than <see cref="Interface"/>.</param>
    public Task Map(Guid? of = null) => Api.Do(
        "setMappings",
        new
        {
            @interface = of ?? Interface,
            mappings = new[]
            {
                new { kind = MappingKind.Performance, ours = Performance.ToString(), theirs = DistributorServer.Performance },
                new { kind = MappingKind.Block, ours = "P", theirs = "TN-P" },
                new { kind = MappingKind.Area, ours = "Steh", theirs = "PIT" },
                new { kind = MappingKind.SeatCategory, ours = "Kat A", theirs = "CAT1" },
                new { kind = MappingKind.SeatCategory, ours = "Steh", theirs = "CAT3" },
                new { kind = MappingKind.AudienceSubCategory, ours = Audience.ToString(), theirs = "ADULT" },
            },
        },
        "version");

    /// <summary>Prices for all seat categories, and a profile by which the channel sells them for good.</summary>
    public async Task SellEverything()
    {
        string[] categories = ["Kat A", "Steh"];
        foreach (var category in categories)
        {
            await Api.Do("setTariff", new { venue = Id, category, audience = Audience, price = new { minorUnits = 2_500, currency = "EUR" } });
        }

        await Api.Do("setActivityProfile", new
        {
            venue = Id,
            channel = Channel,
            sold = new[] { new { @event = Event, until = "2199-03-12T19:30:00Z", tariffs = categories.Select(category => new { category, audience = Audience }) } },
        });
    }

    public Task<JsonNode> Assign(params string[] places) => Places("assignPlaces", Contingent, places);

    public Task<JsonNode> AssignStanding(int quantity) => Api.Do(
        "assignPlaces", new { performance = Performance, contingent = Contingent, areas = new[] { new { area = "Steh", quantity } } }, "stillOffered");

    public Task<JsonNode> TakeBack(params string[] places) => Places("takeBackPlaces", Contingent, places);

    /// <summary>Holds the places for a quarter of an hour and answers the hold's id.</summary>
    public async Task<Guid> Hold(params string[] places) =>
        (await Api.Do("holdPlaces", new { performance = Performance, places }, "id"))["id"]!.GetValue<Guid>();

    public Task<JsonNode> Confirm(Guid hold, Guid order) =>
        Api.Do("confirmHold", new { performance = Performance, hold, order }, "places");

    /// <summary>What was refused, or null.</summary>
    public async Task<string?> RefusalOfHold(string place) =>
        ApiClient.CodeOf(await Api.Attempt("holdPlaces", new { performance = Performance, places = new[] { place } }));

    public async Task<string?> RefusalOfAssigning(Guid contingent, string place) =>
        ApiClient.CodeOf(await Api.Attempt("assignPlaces", new { performance = Performance, contingent, places = new[] { place } }));

    public async Task<Guid> CreateInternalContingent(string name) =>
        (await Api.Do("createContingent", new { venue = Id, name }, "id"))["id"]!.GetValue<Guid>();

    public async Task<IReadOnlyList<JsonNode>> Places() =>
    [
        .. (await Api.Ask(
            """
            query($id: ID!) {
              performance(id: $id) { places { nodes { name key contingent: contingentId blocked status order: orderId offer offeree: offereeId } } }
            }
            """,
            new { id = Performance }))["performance"]!["places"]!["nodes"]!.AsArray().Select(place => place!),
    ];

    public async Task<JsonNode> Place(string name) => (await Places()).Single(place => place.Text("name") == name);

    public async Task<JsonNode> Counts() => (await Api.Ask(
        "query($id: ID!) { performance(id: $id) { counts { total { places free held sold blocked offered inDoubt pending } } } }",
        new { id = Performance }))["performance"]!["counts"]!["total"]!;

    /// <summary>All tickets that the imports made.</summary>
    public async Task<IReadOnlyList<JsonNode>> Tickets() =>
    [
        .. (await OfInterface("orders(first: 500) { nodes { id tickets { ticketReference placeName cancelledAt order: orderId } } }"))["orders"]!["nodes"]!
            .AsArray().SelectMany(order => order!["tickets"]!.AsArray()).Select(ticket => ticket!),
    ];

    /// <param name="selection">Of the type DistributorInterface.</param>
    public async Task<JsonNode> OfInterface(string selection) =>
        (await Api.Ask($"query($id: ID!) {{ distributorInterface(id: $id) {{ {selection} }} }}", new { id = Interface }))["distributorInterface"]!;

    public Task<JsonNode> Export() => Run("runContingentExport");

    public Task<JsonNode> Import() => Run("runSalesImport");

    /// <summary>Starts a function and answers the execution's id; when it runs already, that run's.</summary>
    public async Task<Guid> Start(string function)
    {
        var answer = await Api.Attempt(function, new { @interface = Interface }, "id");
        return ApiClient.CodeOf(answer) is "BUSY"
            ? Guid.Parse(answer["errors"]![0]!["extensions"].Text("subject")!)
            : (answer["data"]?[function]).ShouldNotBeNull(answer.ToJsonString())["id"]!.GetValue<Guid>();
    }

    public async Task<JsonNode> Execution(Guid id, int wait = 0) => (await Api.Ask(
        "query($id: ID!, $wait: Seconds) { execution(id: $id, wait: $wait) { id state trigger errorCount firstError { kind message } "
        + "counts { added withdrawn refused putBack inDoubt imported cancelled known waiting } } }",
        new { id, wait }))["execution"]!;

    /// <summary>
    /// Runs a function to its end. A run that went on before, or that the death of its process cut off, is no end: it is run
    /// again.
    /// </summary>
    private async Task<JsonNode> Run(string function)
    {
        while (true)
        {
            var id = NewId.Guid();
            var started = await Api.Attempt(function, new { commandId = id, @interface = Interface });
            if (ApiClient.CodeOf(started) is "BUSY")
            {
                await End(Guid.Parse(started["errors"]![0]!["extensions"].Text("subject")!));
                continue;
            }

            started["errors"].ShouldBeNull();
            if (await End(id) is { } ended)
            {
                return ended;
            }
        }
    }

    /// <summary>Null where nobody runs it any more: it waits to be run again by itself.</summary>
    private async Task<JsonNode?> End(Guid id)
    {
        while (true)
        {
            var running = (await OfInterface("state { running { id } }"))["state"]!["running"]!.AsArray().Any(run => run!["id"]!.GetValue<Guid>() == id);
            var execution = await Execution(id, wait: running ? 5 : 0);
            if (execution.Text("state") is not ("RUNNING" or "INTERRUPTED"))
            {
                return execution;
            }

            if (!running)
            {
                return null;
            }
        }
    }

    private Task<JsonNode> Places(string mutation, Guid contingent, string[] places) =>
        Api.Do(mutation, new { performance = Performance, contingent, places }, "places stillOffered version");

    private async Task CreateHall(int rows, int seats, int standing)
    {
        var lines = Enumerable.Range(1, rows).SelectMany(row => Enumerable.Range(1, seats).Select(seat => $"Parkett,P,{row},{seat},Kat A,{seat * 10},{row * 10}"));
        await Api.Do("createVenue", new { commandId = Id, name = "Riethsporthalle" });
        await Api.Do("importSeatingPlan", new
        {
            commandId = Configuration,
            venue = Id,
            name = "Handball",
            format = SeatingPlanFormat.Csv,
            text = string.Join('\n', lines.Prepend("area,block,row,seat,category,x,y")),
            unnumberedAreas = new[] { new { key = "Steh", category = "Steh", capacity = standing } },
        });
        await Api.Do("createEvent", new { commandId = Event, venue = Id, name = "Derby" });
        await Api.Do("createPerformance", new
        {
            commandId = Performance,
            venue = Id,
            @event = Event,
            configuration = Configuration,
            name = "Samstag",
            startsAt = "2027-03-06T19:30:00+01:00",
            timeZone = "Europe/Berlin",
        });
    }

    private async Task CreateLink(string type)
    {
        await Api.Do("createSalesChannel", new { commandId = Channel, venue = Id, name = "Ticketnet", type = SalesChannelType.External });
        await Api.Do("createContingent", new { commandId = Contingent, venue = Id, name = "Ticketnet Saal", externalChannel = Channel });
        await Api.Do("createContact", new { commandId = Contact, venue = Id, name = "Ticketnet SA", email = "verkauf@example.org" });
        await Api.Do("createAudienceSubCategory", new { commandId = Audience, venue = Id, name = "Erwachsene" });
        await Api.Do("createDistributor", new { commandId = Distributor, venue = Id, name = "Ticketnet" });
        await Api.Do("createDistributorInterface", new
        {
            commandId = Interface,
            venue = Id,
            distributor = Distributor,
            channel = Channel,
            type,
            name = "Ticketnet 1",
        });
    }
}

internal static class JsonReading
{
    /// <summary>A member that is text; null where it is null.</summary>
    public static string? Text(this JsonNode? node, string member) => node![member]?.GetValue<string>();

    public static int Number(this JsonNode? node, string member) => node![member]!.GetValue<int>();
}
