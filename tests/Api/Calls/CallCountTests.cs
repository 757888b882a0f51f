using Distribution.Sandbox.Sales;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Calls;

/// <summary>
/// What a list leads to is loaded for all of its entries together: an operation makes as many SQL statements and grain calls for ten entries as for
/// two. Only a seat map is asked by itself, since each is an actor of its own.
/// </summary>
public sealed class CallCountTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Operations = new(StringComparer.Ordinal)
    {
        ["events with performances with contingents with counts"] =
            """
            venue(id: $venue) {
              name
              events(first: 20) { totalCount nodes { name performances(first: 5) { nodes { name configuration { name } counts { total { places } rows { contingent { name externalChannel { name } } category counts { free sold } } } } } } }
            }
            """,
        ["executions with the names of their interfaces"] =
            """
            distributorInterface(id: $interface) {
              executions(first: 100) { nodes { state startedAt interface { name distributor { name } channel { name } } performance { name event { name } } errors { nodes { kind message } } } }
            }
            """,
        ["orders with tickets"] =
            """
            distributorInterface(id: $interface) {
              orders(first: 100) { nodes { saleReference venue { name } contact { name } tickets { ticketReference performance { name event { name } } audience { name } execution { startedAt } } } }
            }
            """,
        ["a venue with its whole catalog"] =
            """
            venue(id: $venue) {
              contingents { name externalChannel { name type } } interfaces { name distributor { name } channel { name } salesTotals { tickets } }
              tariffs { audience { name } event { name } price { minorUnits } } performances(first: 100) { nodes { name event { name } configuration { seats } } }
            }
            """,
        ["schedules with what they ran"] = "schedules(venue: $venue) { nodes { state interface { name } lastExecution { state performance { name } } } }",
        ["places with their contingents"] = "performance(id: $performance) { places { nodes { name contingent { name } offeree { name } order { saleReference } } } }",
        ["the demo's report"] =
            """
            contingent(performance: $performance, contingent: $contingent) { name counts { places } categories { category counts { places } } }
            performance(id: $performance) { counts { total { places } } }
            distributorInterface(id: $interface) {
              orders(first: 100) { nodes { saleReference tickets { placeName } } } executions { nodes { function counts { added } firstError { message } } } waitingLines { nodes { reference } }
            }
            """,
    };

    private static readonly string[] Variables = ["venue", "interface", "performance", "contingent"];

    private readonly List<Guid> _performances = [];
    private readonly List<Guid> _interfaces = [];
    private CountedApi _counted = null!;
    private ApiClient _api = null!;
    private DistributorServer _ticketnet = null!;
    private ApiVenue _venue = null!;

    public async Task InitializeAsync()
    {
        _counted = await CountedApi.Start();
        _api = _counted.Client;
        _ticketnet = await DistributorServer.Start();
        _venue = await ApiVenue.Create(_api, _ticketnet, standing: 200);
        await _venue.AssignStanding(100);
    }

    public async Task DisposeAsync()
    {
        await _ticketnet.DisposeAsync();
        await _counted.DisposeAsync();
    }

    [Fact]
    public async Task An_operation_calls_as_often_for_a_long_list_as_for_a_short_one()
    {
        await Grow(2);
        var few = await CountAll();
        await Grow(8);
        var many = await CountAll();

        foreach (var (operation, calls) in many)
        {
            var seatMaps = operation.StartsWith("events", StringComparison.Ordinal) ? "grain ISeatMapGrain.Counts" : "";
            calls.Where(call => call.Key != seatMaps).ShouldBe(few[operation].Where(call => call.Key != seatMaps), ignoreOrder: true, operation);
            calls.Values.Sum().ShouldBeGreaterThan(0, operation);
        }

        many["orders with tickets"].Keys.ShouldContain(call => call.StartsWith("SQL SELECT", StringComparison.Ordinal) && call.Contains("FROM ticket", StringComparison.Ordinal));
        many["events with performances with contingents with counts"]["grain ISeatMapGrain.Counts"].ShouldBe(_performances.Count + 1);
    }

    /// <summary>So many more events with a performance each, executions, orders, contingents with places, tariffs and schedules.</summary>
    private async Task Grow(int by)
    {
        for (var i = 0; i < by; i++)
        {
            var (@event, performance, name) = (NewId.Guid(), NewId.Guid(), $"Nr. {_performances.Count}");
            await _api.Do("createEvent", new { commandId = @event, venue = _venue.Id, name });
            await _api.Do("createPerformance", new
            {
                commandId = performance, venue = _venue.Id, @event, configuration = _venue.Configuration, name, startsAt = "2027-03-06T19:30:00+01:00", timeZone = "Europe/Berlin",
            });
            _performances.Add(performance);
            var contingent = await _venue.CreateInternalContingent(name);
            await _api.Do("assignPlaces", new { performance, contingent, places = new[] { "P-1-1" } });
            await _api.Do("assignPlaces", new { performance = _venue.Performance, contingent, areas = new[] { new { area = "Steh", quantity = 1 } } });
            var audience = (await _api.Do("createAudienceSubCategory", new { venue = _venue.Id, name }, "id"))["id"]!.GetValue<Guid>();
            await _api.Do("setTariff", new { venue = _venue.Id, category = "Kat A", audience, @event, price = new { minorUnits = 1_000, currency = "EUR" } });
            await _api.Do("createSchedule", new { @interface = _venue.Interface, function = new Written("SALES_IMPORT"), plan = new { timeZone = "UTC", period = 3_600 } });
            await _venue.Export();
            await _ticketnet.Control.Sell(new SaleOrder(DistributorServer.Performance, Standing: 2, MaxTicketsPerSale: 1));
            await _venue.Import();
        }
    }

    private async Task<Dictionary<string, IReadOnlyDictionary<string, int>>> CountAll()
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (name, query) in Operations)
        {
            all.Add(name, await Fewest(query));
        }

        return all;
    }

    private Task<IReadOnlyDictionary<string, int>> Fewest(string query) => _counted.Fewest(() => _api.Ask(
        $"query({string.Join(", ", Variables.Where(name => query.Contains($"${name}", StringComparison.Ordinal)).Select(name => $"${name}: ID!"))}) {{ {query} }}",
        new { venue = _venue.Id, @interface = _venue.Interface, performance = _venue.Performance, contingent = _venue.Contingent }));
}
