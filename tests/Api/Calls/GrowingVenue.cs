using Distribution.Sandbox.Sales;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Calls;

/// <summary>A venue of whose things there are ever more, through the API alone.</summary>
internal sealed class GrowingVenue : IAsyncDisposable
{
    private readonly ApiClient _api;
    private readonly DistributorServer _ticketnet;
    private readonly List<Guid> _performances = [];
    private readonly List<DistributorServer> _servers = [];

    private GrowingVenue(ApiClient api, DistributorServer ticketnet, ApiVenue venue) => (_api, _ticketnet, Venue) = (api, ticketnet, venue);

    public ApiVenue Venue { get; }

    public int Performances => _performances.Count + 1;

    /// <summary>Each with an interface and a conflict, besides the venue's first.</summary>
    public int Distributors => _servers.Count;

    /// <summary>Of what there is most: a distributor has an interface that sells by itself, and one that is told on the telephone.</summary>
    public int Most => (2 * _servers.Count) + 1;

    public static async Task<GrowingVenue> Create(ApiClient api)
    {
        var ticketnet = await DistributorServer.Start();
        var venue = await ApiVenue.Create(api, ticketnet, standing: 200);
        await venue.SellEverything();
        await venue.AssignStanding(100);
        await venue.Confirm(await venue.Hold("P-3-1"), NewId.Guid());
        return new GrowingVenue(api, ticketnet, venue);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Append(_ticketnet))
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>So many more venues, events with a performance each, interfaces, executions, orders, contingents with places, tariffs, schedules and API keys.</summary>
    public async Task Grow(int by)
    {
        for (var i = 0; i < by; i++)
        {
            var (@event, performance, name) = (NewId.Guid(), NewId.Guid(), $"Nr. {_performances.Count}");
            await _api.Do("createEvent", new { commandId = @event, venue = Venue.Id, name });
            await _api.Do("createPerformance", new
            {
                commandId = performance, venue = Venue.Id, @event, configuration = Venue.Configuration, name, startsAt = "2027-03-06T19:30:00+01:00", timeZone = "Europe/Berlin",
            });
            _performances.Add(performance);
            var contingent = await Venue.CreateInternalContingent(name);
            await _api.Do("assignPlaces", new { performance, contingent, places = new[] { "P-1-1" } });
            await _api.Do("assignPlaces", new { performance = Venue.Performance, contingent, areas = new[] { new { area = "Steh", quantity = 1 } } });
            var audience = (await _api.Do("createAudienceSubCategory", new { venue = Venue.Id, name }, "id"))["id"]!.GetValue<Guid>();
            await _api.Do("setTariff", new { venue = Venue.Id, category = "Kat A", audience, @event, price = new { minorUnits = 1_000, currency = "EUR" } });
            await _api.Do("createSchedule", new { @interface = Venue.Interface, function = new Written("SALES_IMPORT"), plan = new { timeZone = "UTC", period = 3_600 } });
            await _api.Do("createVenue", new { name });
            await _api.Do("createApiKey", new { name, venues = new[] { new { venue = Venue.Id, role = new Written("READER") } } });
            await AddInterface(name);
            await AddInterfaceByWord(name);
            await Venue.Export();
            await _ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Standing: 2, MaxTicketsPerSale: 1));
            await Venue.Import();
        }
    }

    /// <summary>With a distributor, mappings, executions, an order, a conflict, a file of sales and a schedule of its own.</summary>
    private async Task AddInterface(string name)
    {
        var server = await DistributorServer.Start();
        _servers.Add(server);
        var id = await Register(name, server.Type, areas: 2);
        await Venue.SetUp(server, id);
        await Venue.Map(id);
        (await _api.Upload("importSalesFile", new { @interface = id }, $"{name}.json", "{\"lines\":[7]}"u8.ToArray(), "id"))["errors"].ShouldBeNull();
        await Eventually.True(async () => (await _api.Ask("query($i: ID!) { distributorInterface(id: $i) { salesFiles { nodes { state } } } }", new { i = id }))["distributorInterface"]!["salesFiles"]!["nodes"]![0].Text("state") == "READ");
        await Run("runContingentExport", id);
        await server.Control.Sell(new SaleOrder(DistributorServer.Performance, Standing: 1));
        await server.Control.SendGhost(new GhostOrder(DistributorServer.Performance, "P-3-1", "CAT1"));
        await Run("runSalesImport", id);
        await _api.Do("createSchedule", new { @interface = id, function = new Written("SALES_IMPORT"), plan = new { timeZone = "UTC", period = 3_600 } });
    }

    private async Task AddInterfaceByWord(string name) =>
        await _api.Do("makeAllotmentSheet", new { @interface = await Register($"{name} am Telefon", "digitick", areas: 1), performance = Venue.Performance });

    /// <summary>An interface with places of the unnumbered area, and what its channel sells.</summary>
    private async Task<Guid> Register(string name, string type, int areas)
    {
        var (channel, contingent, id) = (NewId.Guid(), NewId.Guid(), NewId.Guid());
        await _api.Do("createSalesChannel", new { commandId = channel, venue = Venue.Id, name, type = new Written("EXTERNAL") });
        await _api.Do("createContingent", new { commandId = contingent, venue = Venue.Id, name = $"{name} Saal", externalChannel = channel });
        await _api.Do("createDistributorInterface", new { commandId = id, venue = Venue.Id, distributor = Venue.Distributor, channel, type, name });
        await _api.Do("setActivityProfile", new { venue = Venue.Id, channel, sold = new[] { new { @event = Venue.Event, until = "2199-03-12T19:30:00Z", tariffs = new[] { new { category = "Kat A", audience = Venue.Audience } } } } });
        await _api.Do("assignPlaces", new { performance = Venue.Performance, contingent, areas = new[] { new { area = "Steh", quantity = areas } } });
        return id;
    }

    private async Task Run(string function, Guid @interface)
    {
        var id = NewId.Guid();
        await _api.Do(function, new { commandId = id, @interface });
        (await Venue.Execution(id, wait: 30)).Text("state")!.ShouldStartWith("SUCCEEDED");
    }
}
