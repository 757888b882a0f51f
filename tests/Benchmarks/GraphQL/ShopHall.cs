using System.Text.Json;
using Distribution.Benchmarks.HoldBest;
using Distribution.Benchmarks.Stage;

namespace Distribution.Benchmarks.GraphQL;

/// <summary>A hall in an embedded API, made through it, and the requests about it.</summary>
internal sealed class ShopHall
{
    private readonly EmbeddedApi _api;
    private readonly Guid _venue;
    private readonly Guid _event;
    private readonly Guid _configuration;

    private ShopHall(EmbeddedApi api, Guid venue, Guid @event, Guid configuration)
    {
        (_api, _venue, _event, _configuration) = (api, venue, @event, configuration);
    }

    public static readonly string VersionRequest = JsonSerializer.Serialize(new { query = "{ version }" });

    /// <summary>Holds of two places that a performance is good for.</summary>
    public static readonly int Holds = BestHolds.PerPerformance(GeneratedHall.Arena);

    /// <summary>One of which nothing is sold.</summary>
    public Guid Performance { get; private set; }

    public string PlacesRequest => JsonSerializer.Serialize(new
    {
        query = "query Places($id: ID!) { availability(performance: $id) { places(first: 200) { nodes { number key name area block row seat category status offer } } } }",
        variables = new { id = Performance },
    });

    public static async Task<ShopHall> Create(EmbeddedApi api)
    {
        var venue = await api.Make("createVenue", "CreateVenueInput", id => new { commandId = id, name = "Benchmark arena" });
        var configuration = await api.Make("importSeatingPlan", "ImportSeatingPlanInput", id => new
        {
            commandId = id, venue, name = "Seated", format = "CSV", text = GeneratedHall.Arena.ToCsv(),
        });
        var @event = await api.Make("createEvent", "CreateEventInput", id => new { commandId = id, venue, name = "On-sale" });
        var hall = new ShopHall(api, venue, @event, configuration);
        hall.Performance = (await hall.Performances(1))[0];
        return hall;
    }

    /// <summary>New ones, all places free.</summary>
    public async Task<IReadOnlyList<Guid>> Performances(int count)
    {
        var made = new List<Guid>();
        while (made.Count < count)
        {
            made.Add(await _api.Make("createPerformance", "CreatePerformanceInput", id => new
            {
                commandId = id, venue = _venue, @event = _event, configuration = _configuration, name = $"Night {id}", startsAt = "2027-03-12T19:30:00Z", timeZone = "Europe/Paris",
            }));
            await _api.Ask(Web.Requests.Counts(made[^1]));
        }

        return made;
    }
}
