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
        ["interfaces with what each ran, sold and is to run"] =
            """
            venue(id: $venue) {
              interfaces {
                name distributor { name } channel { name } executions(first: 5) { nodes { state performance { name } errors(first: 3) { nodes { message } } } }
                orders(first: 5) { nodes { saleReference contact { name } tickets { ticketReference audience { name } } } } schedules(first: 5) { nodes { state lastExecution { state } } }
              }
            }
            """,
        ["executions of many interfaces"] =
            "executions(venue: $venue, first: 100) { nodes { state interface { name distributor { name } channel { name } } venue { name } performance { name event { name } } errors { nodes { message } } } }",
        ["schedules of many interfaces"] = "schedules(venue: $venue, first: 100) { nodes { state interface { name distributor { name } } lastExecution { state } } }",
        ["conflicts of many interfaces"] = "saleConflicts(venue: $venue, first: 100) { nodes { place performance { name event { name } } claim { interface { name } } } }",
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

    private CountedApi _counted = null!;
    private GrowingVenue _grown = null!;

    private ApiVenue Venue => _grown.Venue;

    public async Task InitializeAsync()
    {
        _counted = await CountedApi.Start();
        _grown = await GrowingVenue.Create(_counted.Client);
    }

    public async Task DisposeAsync()
    {
        await _grown.DisposeAsync();
        await _counted.DisposeAsync();
    }

    [Fact]
    public async Task An_operation_calls_as_often_for_a_long_list_as_for_a_short_one()
    {
        await _grown.Grow(2);
        var few = await CountAll();
        await _grown.Grow(8);
        var many = await CountAll();

        foreach (var (operation, calls) in many)
        {
            var seatMaps = operation.StartsWith("events", StringComparison.Ordinal) ? "grain ISeatMapGrain.Counts" : "";
            calls.Where(call => call.Key != seatMaps).ShouldBe(few[operation].Where(call => call.Key != seatMaps), ignoreOrder: true, operation);
            calls.Values.Sum().ShouldBeGreaterThan(0, operation);
        }

        var shown = (await _counted.Client.Ask("query($v: ID!) { venue(id: $v) { interfaces { executions(first: 1) { nodes { id } pageInfo { hasNextPage } } orders(first: 2) { nodes { tickets { id } } } schedules { nodes { id } } } } saleConflicts(venue: $v) { nodes { id } } }", new { v = Venue.Id }));
        shown["venue"]!["interfaces"]!.AsArray().Count(one => one!["executions"]!["pageInfo"]!["hasNextPage"]!.GetValue<bool>() && one["schedules"]!["nodes"]!.AsArray().Count > 0 && one["orders"]!["nodes"]![0]!["tickets"]!.AsArray().Count > 0)
            .ShouldBe(_grown.Distributors + 1);
        shown["saleConflicts"]!["nodes"]!.AsArray().Count.ShouldBe(_grown.Distributors);
        many["orders with tickets"].Keys.ShouldContain(call => call.StartsWith("SQL SELECT", StringComparison.Ordinal) && call.Contains("FROM ticket", StringComparison.Ordinal));
        many["events with performances with contingents with counts"]["grain ISeatMapGrain.Counts"].ShouldBe(_grown.Performances);
    }

    [Fact]
    public async Task For_a_caller_of_some_venues_a_list_of_what_says_its_venue_is_looked_up_once()
    {
        await _grown.Grow(2);
        var issued = await _counted.Client.Do("issueToken", new { name = "tester", days = 1, venues = new[] { new { venue = Venue.Id, role = new Written("OPERATOR") } } }, "token");
        using var caller = new ApiClient(_counted.Address, issued.Text("token")!);
        var exchanges = 0;

        // Once only: what was found to be the caller's is remembered.
        var calls = await _counted.Fewest(
            async () => exchanges = (await caller.Ask("query($v: ID!) { executions(venue: $v, first: 100) { nodes { exchanges(first: 1) { nodes { request } } } } }", new { v = Venue.Id }))
                ["executions"]!["nodes"]!.AsArray().Count(execution => execution!["exchanges"]!["nodes"]!.AsArray().Count > 0),
            runs: 1);

        exchanges.ShouldBeGreaterThan(5);
        calls.Where(call => call.Key.StartsWith("SQL SELECT venue_id FROM", StringComparison.Ordinal) || call.Key.StartsWith("SQL SELECT entry.venue_id FROM", StringComparison.Ordinal))
            .Sum(call => call.Value).ShouldBe(1);
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

    private Task<IReadOnlyDictionary<string, int>> Fewest(string query) => _counted.Fewest(() => _counted.Client.Ask(
        $"query({string.Join(", ", Variables.Where(name => query.Contains($"${name}", StringComparison.Ordinal)).Select(name => $"${name}: ID!"))}) {{ {query} }}",
        new { venue = Venue.Id, @interface = Venue.Interface, performance = Venue.Performance, contingent = Venue.Contingent }));
}
